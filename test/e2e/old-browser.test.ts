import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../libs/contracts/src/index.ts';
import { COOKIE, makeAccount } from '../support/access.ts';
import { freshPage, leavePage, openBrowser, startServer } from '../support/browser.ts';
import { type AboutPages, EVERY_PAGE, type EveryPage, furnishPages, pathOf } from '../support/every-page.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';
import {
  headingsOf,
  type OldBrowser,
  type OldPage,
  openOldBrowser,
  pressOld,
  signInOld,
  watchOld,
} from '../support/old-browser.ts';

/** The router shows itself to tools of the browser. */
interface WithRouter {
  __TSR_ROUTER__: { routesByPath: object; navigate(to: { to: string }): Promise<void> };
}

interface Page extends Omit<EveryPage, 'ready'> {
  title: RegExp;
  /** What is drawn on it besides. */
  drawn?: string[];
}

/** Every page there is: `has a row here for every page` compares with the router's own list. */
const PAGES: Page[] = [
  {
    route: '/',
    search: '?asOf=2021-12-31',
    title: /完成培训 45,534 人次/,
    drawn: [
      '[data-figure="completed"]',
      '[data-section="curve"] [role="img"] svg path',
      '[data-section="funds"] [data-figure="paid"]',
      '[data-section="domains"] li [role="img"]',
      '[data-section="units"] tbody tr',
    ],
  },
  { route: '/supervision', title: /条线索，涉及 .* 万元/, drawn: ['[data-id]', 'main search select'] },
  { route: '/supervision/summary', title: /涉及金额占补贴金额最高/, drawn: ['main tbody tr'] },
  { route: '/supervision/institutions/$code', title: /各年培训与补贴/, drawn: ['main tbody tr'] },
  {
    route: '/supervision/person',
    search: '?finding=$finding&row=$row',
    title: /台账行/,
    drawn: ['main form input', 'main table'],
  },
  { route: '/scores', search: '?period=2021', title: /./, drawn: ['[data-section="aspects"]'] },
  { route: '/scores/units/$unit', search: '?period=2021', title: /./, drawn: ['main tbody tr'] },
  { route: '/scores/scheme', search: '?period=2021', title: /分值合计 100/ },
  { route: '/evaluations', title: /评价期/ },
  { route: '/evaluations/$period', title: /2021/, drawn: ['main [data-id], main tbody tr'] },
  { route: '/evaluations/$period/results', title: /./ },
  { route: '/evaluations/forms/$form', title: /./ },
  { route: '/evaluations/forms/$form/versions', title: /./ },
  { route: '/reports', title: /季报、年报 1 份/, drawn: ['main tbody tr', 'main form select'] },
  {
    route: '/reports/$id',
    title: /2021年上半年工作情况报告/,
    drawn: ['main form textarea', 'main a[download]'],
  },
  { route: '/releases', title: /已公布 0 期，待办 1 期/, drawn: ['main tbody tr'] },
  {
    route: '/releases/$release',
    title: /2021 年上半年（第 1 版）：草稿/,
    drawn: ['[data-section="checks"] tbody tr', '[data-section="tables"] a[download]'],
  },
  {
    route: '/releases/notices',
    title: /公示中 1 份，待答复异议 2 条/,
    drawn: ['main tbody tr', 'main header a'],
  },
  { route: '/releases/notices/$notice', title: /公示中/, drawn: ['main dl', '[data-section="objections"]'] },
  { route: '/tasks', title: /36 项督办待办结/, drawn: ['main search select', 'main [data-id]'] },
  { route: '/tasks/give', title: /下达督办/, drawn: ['main form textarea'] },
  { route: '/tasks/schedule', title: /下一项自动工作/, drawn: ['main tbody tr'] },
  { route: '/ledgers', title: /报送台账/, drawn: ['#ledger-files'] },
  { route: '/ledgers/quarantine', title: /要改 [\d,]+ 行/, drawn: ['main search select'] },
  { route: '/ledgers/warnings', title: /条提示/, drawn: ['main search select'] },
  { route: '/ledgers/batches', title: /1 个批次在用/, drawn: ['main button[aria-label^="撤销批次"]'] },
  { route: '/ledgers/snapshots', title: /当前快照 1/, drawn: ['main tbody tr'] },
  { route: '/ledgers/templates', title: /空白模板/, drawn: ['main a[download]'] },
  { route: '/account', title: /测试 test-office/, drawn: ['main form input[type="password"]'] },
  { route: '/admin', as: 'admin', title: /个账号/, drawn: ['main tbody tr'] },
  {
    route: '/admin/audit',
    as: 'admin',
    title: /条操作记录/,
    drawn: ['main tbody tr', 'main [role="group"]'],
  },
  { route: '/sign-in', title: /完成培训/ },
];

/** Pages that tabs and navigation lead every role to, and those that they lead some to. */
const ALL = ['/', '/account', '/ledgers', '/ledgers/batches', '/ledgers/quarantine', '/ledgers/templates'];
const WORK = [
  ...ALL,
  ...['/ledgers/warnings', '/supervision', '/supervision/summary', '/scores', '/evaluations', '/tasks'],
];
const WAYS: [role: Role, unit: string | null, ways: string[]][] = [
  [
    'leader',
    null,
    [
      ...WORK,
      '/reports',
      '/releases',
      '/releases/notices',
      '/ledgers/snapshots',
      '/tasks/give',
      '/tasks/schedule',
    ],
  ],
  [
    'finance',
    null,
    [
      ...WORK,
      '/reports',
      '/releases',
      '/releases/notices',
      '/ledgers/snapshots',
      '/supervision/person',
      '/tasks/give',
      '/tasks/schedule',
    ],
  ],
  ['unit', '义亭镇', WORK],
  [
    'auditor',
    null,
    [
      ...[
        ...WORK,
        '/reports',
        '/releases',
        '/releases/notices',
        '/ledgers/snapshots',
        '/supervision/person',
        '/tasks/schedule',
      ],
      ...['/admin', '/admin/audit'],
    ],
  ],
];

const PASSWORD = 'quiet lanterns over nine bridges';
/** What the browser tells by itself of a session that has ended. */
const SIGNED_OUT = /status of 401/;

describe('Chromium 88', () => {
  let test: TestHome;
  let site: { address: string; home: string; close(): Promise<void> };
  let browser: OldBrowser;
  let page: OldPage;
  let troubles: string[];
  let about: AboutPages;

  beforeAll(async () => {
    test = await makeSampleHome();
    await makeAccount(test.home, { name: 'wang', role: 'office', password: PASSWORD });
    site = await startServer(test.home);
    about = await furnishPages(site);
    ({ browser, page } = await openOldBrowser());
    troubles = watchOld(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await test?.remove();
  });

  const open = (path: string) => page.goto(`${site.address}${path}`, { waitUntil: 'networkidle0' });
  const textOf = (): Promise<string> => page.evaluate(() => document.body.innerText);
  const seesTitle = (title: RegExp) =>
    expect.poll(() => headingsOf(page)).toContainEqual(expect.stringMatching(title));
  const isSound = async (): Promise<void> => {
    expect(await headingsOf(page)).not.toContain('页面出错了');
    expect(await page.evaluate(() => document.querySelectorAll('[role="alert"]:not(:empty)').length)).toBe(0);
    expect(troubles).toEqual([]);
  };

  it('is as old as it should be', async () => {
    expect(await browser.version()).toMatch(/Chrome\/8[6-8]\./);
  });

  it('has a row here for every page', async () => {
    await open('/sign-in');
    const routes = await page.evaluate(() =>
      Object.keys((self as unknown as WithRouter).__TSR_ROUTER__.routesByPath),
    );
    const named = new Set(routes.map((route) => route.replace(/(.)\/$/, '$1')));
    for (const pages of [PAGES, EVERY_PAGE])
      expect(pages.map(({ route }) => route).toSorted()).toEqual([...named].toSorted());
  });

  it('signs in by password', async () => {
    await open('/sign-in');
    await seesTitle(/登录技能账本/);
    await page.type('[autocomplete="username"]', 'wang');
    await page.type('[name="password"]', PASSWORD);
    await pressOld(page, '登录');
    await seesTitle(/完成培训/);
    await isSound();
  });

  it.each(PAGES)('shows $route', async ({ route, search = '', as = 'office', title, drawn = [] }) => {
    await signInOld(page, site, as);
    await open(pathOf({ route, search }, about));
    await seesTitle(title);
    for (const selector of drawn) await page.waitForSelector(selector);
    await isSound();
  });

  it.each(WAYS)('opens for %s whatever tabs and navigation lead to', async (role, unit, ways) => {
    await signInOld(page, site, role, { unit });
    const found = new Set(['/', '/account']);
    await open('/');
    for (const path of found) {
      await page.evaluate((to) => (self as unknown as WithRouter).__TSR_ROUTER__.navigate({ to }), path);
      await page.waitForFunction(
        () =>
          document.querySelector('main h1') !== null &&
          document.querySelector('[data-testid="skeleton"]') === null,
      );
      await isSound();
      const links = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('nav a')].map(({ pathname }) => pathname),
      );
      for (const link of links) found.add(link);
    }
    expect([...found].toSorted()).toEqual(ways.toSorted());
  });

  it('says that there is no such page', async () => {
    await open('/nowhere');
    await seesTitle(/没有这个页面/);
    await isSound();
  });

  it('answers “why?”, turns a chart into its table, and takes another day', async () => {
    await signInOld(page, site, 'office');
    await open('/?asOf=2021-12-31');
    await page.click('[data-figure="completed"]');
    await page.waitForSelector('[data-testid="why"] section[data-total] ol > li');
    await seesTitle(/完成培训人次/);
    await pressOld(page, '关闭');
    await page.click('[data-section="curve"] label:last-of-type');
    await page.waitForSelector('[data-section="curve"] tbody tr');
    await pressOld(page, '截至');
    await page.waitForSelector('[role="spinbutton"]');
    await isSound();
  });

  it('opens a finding, with the calendar of its due date', async () => {
    await signInOld(page, site, 'office');
    await open('/supervision?rule=R02');
    await page.click('[data-id]');
    await seesTitle(/^R02/);
    await seesTitle(/台账行对照/);
    await page.click('[data-finding] form [role="group"] button');
    await page.waitForSelector('[role="dialog"] table[role="grid"]');
    await isSound();
    await page.keyboard.press('Escape');
    await page.waitForSelector('table[role="grid"]', { hidden: true });
  });

  it('asks what personal data are looked at for, and shows them', async () => {
    await pressOld(page, '显示个人信息…');
    await seesTitle(/写明查阅个人信息的用途/);
    await page.type('dialog input', '核实重复发放');
    await page.click('dialog button[type="submit"]');
    await page.waitForSelector('dialog', { hidden: true });
    await expect.poll(textOf).toContain('用途：核实重复发放');
    await isSound();
  });

  it('makes an account for a unit that is chosen from a list', async () => {
    await signInOld(page, site, 'admin');
    await open('/admin');
    await pressOld(page, '新建账号');
    await page.type('main form [role="combobox"]', '佛堂');
    await page.waitForSelector('[role="listbox"] [role="option"]');
    await page.click('[role="listbox"] [role="option"]');
    await page.type('main form input[name="name"]', 'fotang');
    await page.type('main form input[name="displayName"]', '佛堂经办');
    await (await page.waitForXPath('//form//button[text()="新建"]')).click();
    await page.waitForSelector('main output');
    await pressOld(page, '重置密码：fotang');
    await page.waitForSelector('[role="alertdialog"]');
    await isSound();
  });

  it('checks and loads a ledger', async () => {
    await signInOld(page, site, 'office');
    await open('/ledgers');
    const file = join(test.folder, '机构.csv');
    await writeFile(file, csv(institution()));
    await (await page.$('#ledger-files'))?.uploadFile(file);
    await seesTitle(/核对完成/);
    await pressOld(page, '装载');
    await seesTitle(/已装载为批次 B2/);
    await isSound();
  });

  it('asks before a snapshot is shown to all, and compares two', async () => {
    await open('/ledgers/snapshots');
    await pressOld(page, '切换到此快照');
    await page.waitForSelector('[role="alertdialog"]');
    await pressOld(page, '与上一个比较');
    await seesTitle(/从快照 1 到 2 的变化/);
    await isSound();
  });

  it('asks to sign in again over the page when the session ends, and keeps what was typed', async () => {
    await page.deleteCookie({ name: COOKIE, url: site.address });
    await open('/ledgers/batches');
    await page.type('[autocomplete="username"]', 'wang');
    await page.type('[name="password"]', PASSWORD);
    await pressOld(page, '登录');
    await pressOld(page, '撤销批次 B2');
    await page.type('main form input', '误报了一份旧表');
    // Possible as soon as the preview is complete.
    await page.waitForSelector('main form button[type="submit"]:not([disabled])');
    await page.deleteCookie({ name: COOKIE, url: site.address });
    await pressOld(page, '确认撤销');
    await seesTitle(/请重新登录/);
    await page.type('dialog [autocomplete="current-password"]', PASSWORD);
    await page.click('dialog form button[type="submit"]');
    await page.waitForSelector('dialog', { hidden: true });
    await pressOld(page, '重试');
    await pressOld(page, '显示个人信息…');
    await page.waitForSelector('dialog input');
    await page.type('dialog input', '核对撤销原因');
    await page.click('dialog button[type="submit"]');
    await page.waitForSelector('dialog', { hidden: true });
    await expect.poll(textOf).toContain('误报了一份旧表');
    expect(troubles.splice(0).filter((trouble) => !SIGNED_OUT.test(trouble))).toEqual([]);
    await isSound();
  });
});

describe('a browser below the floor', () => {
  it('shows what to do, in both languages, instead of a blank page', async () => {
    const test = await makeSampleHome();
    const site = await startServer(test.home);
    const browser = await openBrowser();
    try {
      const page = await freshPage(browser, { locale: 'zh-CN' });
      await page.addInitScript('delete String.prototype.replaceAll');
      await page.goto(site.address);
      const text = page.locator('body');
      await expect.poll(() => text.innerText()).toContain('浏览器版本过低');
      expect(await text.innerText()).toContain('too old for SkillLedger');
      expect(await page.locator('main').count()).toBe(0);
      await leavePage(page);
    } finally {
      await browser.close();
      await site.close();
      await test.remove();
    }
  });
});
