import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EvaluationAnswer,
  EvaluationsAnswer,
  ReleaseBuilt,
  TasksAnswer,
  WrittenReport,
} from '../../libs/contracts/src/index.ts';
import { COOKIE, sessionToken } from '../support/access.ts';
import {
  type Browser,
  freshPage,
  leavePage,
  openBrowser,
  type Page,
  startServer,
} from '../support/browser.ts';
import { roll, TOWN } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution, payout, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let paths: Record<'office' | 'unit', string[]>;
let tokens: Record<'office' | 'unit', string>;

/** Asks the server as the office. */
async function ask(path: string, payload?: object): Promise<unknown> {
  const answer = await fetch(`${server.address}/api/v1/${path}`, {
    headers: { cookie: `${COOKIE}=${tokens.office}`, ...(payload && { 'content-type': 'application/json' }) },
    ...(payload && { method: 'POST', body: JSON.stringify(payload) }),
  });
  expect(answer.status, `${path} ${await answer.clone().text()}`).toBeLessThan(300);
  return answer.json();
}

const formOf = async (period: string): Promise<string> =>
  EvaluationAnswer.parse(await ask(`evaluations/periods/${period}`)).forms.find(({ unit }) => unit === TOWN)
    ?.id ?? '';

beforeAll(async () => {
  // A demonstration has periods in every state, planned ones among them, with forms, results and tasks.
  test = await makeHome();
  await test.load(
    {
      'a.csv': csv(institution()),
      'k.csv': csv(trainingClass({ 班级编号: 'K1', 实施镇街: TOWN })),
      'e.csv': csv(...roll('K1', 12, 9)),
      'p.csv': csv(payout({ 班级编号: 'K1' })),
    },
    { demo: true },
  );
  // Before the server makes its demonstration, which writes for seconds.
  tokens = {
    office: await sessionToken(test.home, 'office'),
    unit: await sessionToken(test.home, 'unit', { unit: TOWN }),
  };
  server = await startServer(test.home);
  browser = await openBrowser();
  const { periods } = EvaluationsAnswer.parse(await ask('evaluations/periods'));
  expect(periods.map(({ id }) => id)).toContain('2021H1');
  const { id: report } = WrittenReport.parse(await ask('reports', { period: '2020Q3' }));
  const { id: release } = ReleaseBuilt.parse(await ask('releases', { period: '2020H1' }));
  const { tasks } = TasksAnswer.parse(await ask('tasks'));
  const aboutForms = ['form', 'rectification'].map(
    (kind) => tasks.find(({ origin }) => origin.kind === kind)?.id ?? '',
  );
  const forms = await Promise.all(['2019', '2020', '2021H1'].map(formOf));
  const both = [
    ...['/evaluations', '/tasks', '/scores?period=2021Q1', `/scores/units/${TOWN}?period=2021Q3`],
    ...['/evaluations/2019/results', '/scores/scheme?period=2019-2021'],
    ...forms.map((form) => `/evaluations/forms/${form}`),
    `/evaluations/forms/${forms[0]}/versions`,
  ];
  paths = {
    office: [
      ...both,
      ...['/evaluations/2021H1', '/evaluations/2020/results', '/tasks/schedule'],
      ...aboutForms.map((id) => `/tasks?open=${id}`),
      ...['/reports', `/reports/${report}`, '/releases', `/releases/${release}`],
    ],
    unit: both,
  };
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

/** Ids of periods that a reader sees, or hears, on a page. */
const rawIds = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const seen = [
      document.title,
      ...[...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label') ?? ''),
      ...[...document.querySelectorAll('option')].map((one) => one.textContent ?? ''),
      ...document.body.innerText.split('\n'),
    ];
    return [...new Set(seen.filter((text) => /\d{4}(?:Q[1-4]|H[12])|2019-2021(?!\d|-)/.test(text)))];
  });

const signIn = (page: Page, role: 'office' | 'unit'): Promise<void> =>
  page.context().addCookies([{ name: COOKIE, value: tokens[role], url: server.address }]);
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${server.address}${path}`);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
};

describe('periods are named in words', () => {
  it.each([
    ['office', 'zh', '2021 年上半年'],
    ['office', 'en', '2021 first half'],
    ['unit', 'zh', '2021 年上半年'],
  ] as const)('on every page of the %s in %s', async (role, lang, words) => {
    const page = await freshPage(browser);
    await signIn(page, role);
    const found: string[] = [];
    for (const path of paths[role]) {
      await open(page, `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      for (const text of await rawIds(page)) found.push(`${path}: ${text}`);
    }
    expect(found).toEqual([]);
    await open(page, `/evaluations?lang=${lang}`);
    await page.getByRole('link', { name: words }).waitFor();
    await leavePage(page);
  });

  it('in the choices of what to open, to write and to build', async () => {
    const page = await freshPage(browser, { locale: 'zh-CN' });
    await signIn(page, 'office');
    for (const [path, button] of [
      ['/evaluations', '开启评价期'],
      ['/releases', '生成草稿'],
      ['/reports', null],
    ] as const) {
      await open(page, path);
      if (button !== null) await page.getByRole('button', { name: button }).click();
      await page.locator('option', { hasText: '2021 年第一季度' }).waitFor({ state: 'attached' });
      expect(await rawIds(page)).toEqual([]);
    }
    await leavePage(page);
  });
});

describe('the table of periods on a phone', () => {
  it('keeps each day in one line', async () => {
    const page = await freshPage(browser, { width: 390, height: 844, locale: 'zh-CN' });
    for (const role of ['office', 'unit'] as const) {
      await signIn(page, role);
      await open(page, '/evaluations');
      await page.getByRole('rowheader').first().waitFor();
      const broken = await page.evaluate(() => {
        const walker = document.createTreeWalker(
          document.querySelector('main') ?? document.body,
          NodeFilter.SHOW_TEXT,
        );
        const found: string[] = [];
        while (walker.nextNode()) {
          const { data } = walker.currentNode as Text;
          for (const match of data.matchAll(/\d{4}年\d+月\d+日|\d{4}-\d\d-\d\d/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, match.index ?? 0);
            range.setEnd(walker.currentNode, (match.index ?? 0) + match[0].length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1) found.push(`${match[0]} in ${lines.size} lines`);
          }
        }
        return found;
      });
      expect(broken).toEqual([]);
      const tallest = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll('tbody tr')].map((row) => row.clientHeight)),
      );
      expect(tallest).toBeLessThanOrEqual(120);
      await page.context().clearCookies();
    }
    await leavePage(page);
  });
});
