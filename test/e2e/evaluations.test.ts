import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { openState } from '../../libs/state/src/index.ts';
import {
  type Browser,
  freshPage,
  leavePage,
  openBrowser,
  type Page,
  signIn,
  startServer,
  violations,
  watch,
} from '../support/browser.ts';
import { evaluations } from '../support/evaluations.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { RATED, useRatedScheme } from '../support/qualitative.ts';

const [UNIT, OTHER, THIRD] = ['人社局', '佛堂镇', '农业农村局'];
const FIVE_MINUTES = 300_000;
const MAX_TYPED = 12;

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let flow: ReturnType<typeof evaluations>;
let close: () => Promise<void>;
beforeAll(async () => {
  test = await makeSampleHome();
  const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  close = () => app.close();
  flow = evaluations(app, test.home);
  await flow.open('2020', { dueOn: '2099-01-20' });
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await close?.();
  await test?.remove();
});

interface Whose {
  width?: number;
  role?: 'office' | 'finance' | 'leader';
  unit?: string;
  /** A second account of the unit. */
  second?: boolean;
}

async function open(path: string, { width = 1440, role, unit, second = false }: Whose = {}): Promise<Page> {
  const page = await freshPage(browser, { width, locale: 'zh-CN' });
  await signIn(page, server, role ?? (unit ? 'unit' : 'office'), {
    ...(unit && { unit }),
    ...(second && { suffix: '-2' }),
  });
  await page.goto(`${server.address}${path}`);
  return page;
}

const saved = (page: Page) => page.locator('[data-saved=saved]').waitFor();
const formOf = async (unit: string): Promise<string> => `/evaluations/forms/${await flow.idOf('2020', unit)}`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a prepared unit', () => {
  it('finishes its form in under five minutes with at most twelve typed fields, and a second person submits it', async () => {
    const started = Date.now();
    const page = await open('/evaluations', { unit: UNIT });
    const troubles = watch(page, server.address);
    await page.getByRole('link', { name: '打开自评表' }).click();
    await page.locator('h1').getByText(UNIT).waitFor();
    let typed = 0;
    for (;;) {
      const asked = page.getByTestId('checks').getByRole('link').first();
      if ((await asked.count()) === 0) break;
      await asked.click();
      await page.keyboard.type('受疫情影响停课两个月，已与培训机构商定补课计划');
      typed += 1;
      expect(typed).toBeLessThanOrEqual(MAX_TYPED);
    }
    expect(typed).toBeGreaterThan(0);
    await button(page, '送负责人确认').click();
    await page.getByText('送出人不能自己确认').waitFor();
    expect(await button(page, '确认并提交').count()).toBe(0);
    await leavePage(page);
    const second = await open(await formOf(UNIT), { unit: UNIT, second: true });
    await button(second, '确认并提交').click();
    await second.getByText('第 1 次提交').first().waitFor();
    // Nothing is open any more, so nothing is said about it.
    expect(await second.getByTestId('checks').locator('p:empty, div:empty').count()).toBe(0);
    expect(Date.now() - started).toBeLessThan(FIVE_MINUTES);
    const { form, versions } = await flow.detail(await flow.idOf('2020', UNIT));
    expect([form.state, versions.length]).toEqual(['submitted', 1]);
    expect(troubles).toEqual([]);
    await leavePage(second);
  });
});

describe('what is typed', () => {
  it('survives a reload before it is saved, and a server that does not answer', async () => {
    const page = await open(await formOf(OTHER), { unit: OTHER });
    await page.getByRole('button', { name: /改写\s*预期目标/ }).click();
    const goals = page.getByLabel('预期目标');
    await page.route('**/api/v1/evaluations/forms/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await goals.fill('服务器停机时所写');
    await page.locator('[data-saved=waiting]').waitFor();
    await page.reload();
    await expect.poll(() => goals.inputValue()).toBe('服务器停机时所写');
    await page.unroute('**/api/v1/evaluations/forms/*');
    // The page also sends what it has as it is left, past the route of a page that goes: it may have nothing left to say.
    const form = await flow.idOf('2020', OTHER);
    await expect.poll(async () => (await flow.detail(form)).values.goals).toBe('服务器停机时所写');
    await leavePage(page);
  });

  it('is told to be refused at its field, and everything else is saved', async () => {
    const page = await open(await formOf(OTHER), { unit: OTHER });
    const card = page.locator('[data-indicator=taskCompletion]');
    await card.getByLabel('自评分', { exact: true }).fill('99');
    await card
      .getByText(/超过分值/)
      .first()
      .waitFor();
    await page.getByLabel('预期目标').fill('其他栏目照常保存');
    await saved(page);
    const { values } = await flow.detail(await flow.idOf('2020', OTHER));
    expect([values.goals, values['taskCompletion.self']]).toEqual(['其他栏目照常保存', undefined]);
    await page.reload();
    await expect.poll(() => card.getByLabel('自评分', { exact: true }).inputValue()).toBe('99');
    await card.getByLabel('自评分', { exact: true }).fill('');
    await leavePage(page);
  });

  it('is not overwritten by a second account: both texts are shown, and the one who typed chooses', async () => {
    const id = await flow.idOf('2020', OTHER);
    const page = await open(await formOf(OTHER), { unit: OTHER });
    const goals = page.getByLabel('预期目标');
    await goals.waitFor();
    await flow.must(`${OTHER}/2`, 'PATCH', `forms/${id}`, {
      seen: await flow.seen(id),
      values: { goals: '二号所写', achievements: '二号另写' },
    });
    await goals.fill('一号所写');
    await page.getByRole('alert').getByText('二号所写').waitFor();
    await page.getByText(/刚刚修改了/).waitFor();
    expect(await goals.inputValue()).toBe('一号所写');
    expect((await flow.detail(id)).values.goals).toBe('二号所写');
    await button(page, '用我的').click();
    await saved(page);
    expect((await flow.detail(id)).values).toMatchObject({ goals: '一号所写', achievements: '二号另写' });
    await leavePage(page);
  });
});

describe('a file that is not what it says', () => {
  it('is refused by name with what is taken, and what was typed stays', async () => {
    const page = await open(await formOf(OTHER), { unit: OTHER });
    const goals = page.getByLabel('预期目标');
    await goals.fill('上传之前所写');
    await page.locator('input[type=file]').setInputFiles({
      name: '总结.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html>not a PDF</html>'),
    });
    await page.getByText(/“总结\.pdf”的内容与扩展名不符.*可用：/).waitFor();
    expect(await goals.inputValue()).toBe('上传之前所写');
    await saved(page);
    expect((await flow.detail(await flow.idOf('2020', OTHER))).values.goals).toBe('上传之前所写');
    await leavePage(page);
  });
});

describe('a period that closes while a form is filled in', () => {
  it('says so with the way to mend it, and what was typed stays on the page', async () => {
    await flow.open('2019', { dueOn: '2020-01-20', closesOn: '2099-01-01', units: [OTHER] });
    const page = await open(`/evaluations/forms/${await flow.idOf('2019', OTHER)}`, { unit: OTHER });
    await page.getByRole('button', { name: /改写\s*预期目标/ }).click();
    const state = await openState(test.home);
    const shut = { closes_on: '2020-12-31', closed_at: '2021-01-01T00:05:00+08:00' };
    await state.updateTable('evaluation_period').set(shut).where('id', '=', '2019').execute();
    await state.destroy();
    await page.getByLabel('预期目标').fill('关闭之后所写');
    await page.getByText(/已于 2020年12月31日 关闭填报；如需补报，请专班办公室顺延/).waitFor();
    await page.getByText('关闭之后所写').waitFor();
    expect(await violations(page)).toEqual([]);
    await leavePage(page);
  });
});

describe('the reviewers', () => {
  it('accept, say what they think of their own indicators, and return with a comment', async () => {
    const page = await open('/evaluations/2020', { role: 'office' });
    await page.getByRole('checkbox', { name: `选择 ${UNIT}` }).check();
    await button(page, '受理').click();
    await page.getByText('已受理 1 张').waitFor();
    await page.getByRole('link', { name: UNIT }).click();
    const card = page.locator('[data-indicator=taskCompletion]');
    await card.getByLabel('复核分').fill('1');
    await card
      .getByText(/请写明理由/)
      .first()
      .waitFor();
    expect(await button(page, '完成复核').isDisabled()).toBe(true);
    await card.getByLabel('复核意见').fill('任务数以分解文件为准');
    await saved(page);
    expect(await page.locator('[data-indicator=budgetExecution]').getByLabel('复核意见').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await button(page, '考核合格率：看台账行').click();
    const { trace } = await flow.detail(await flow.idOf('2020', UNIT));
    const counted = trace.indicators.find(({ id }) => id === 'passRate')?.denominator;
    await page.locator(`[data-testid=why] section[data-total="${counted}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, '退回').click();
    await page.getByLabel('退回意见').fill('请核对任务数');
    await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await leavePage(page);
    const unit = await open('/tasks', { unit: UNIT });
    await unit.getByRole('row', { name: /按退回意见修改 2020 年度/ }).click();
    await unit.getByRole('article').getByRole('link', { name: '打开来源' }).click();
    await unit.getByTestId('returned').getByText('请核对任务数').waitFor();
    await unit.locator('[data-indicator=taskCompletion]').getByText('任务数以分解文件为准').waitFor();
    await unit.locator('[data-indicator=taskCompletion]').getByLabel('偏差原因及改进措施').fill('已核对');
    await saved(unit);
    await leavePage(unit);
  });

  it('see two submissions side by side, finish, rank and publish', async () => {
    const id = await flow.submit('2020', UNIT);
    const page = await open(`/evaluations/forms/${id}`, { role: 'finance' });
    await page.getByRole('link', { name: /^提交版本/ }).click();
    await page.locator('h1').getByText('两次提交有').waitFor();
    await page.getByRole('row', { name: /偏差原因及改进措施 ▲ 有改动 .* 已核对/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await leavePage(page);
    await flow.accept(id);
    await flow.review(id);
    const third = await flow.submit('2020', THIRD);
    await flow.accept(third);
    await flow.review(third);
    const office = await open('/evaluations/2020', { role: 'office' });
    await button(office, '定稿并排名').click();
    await office.getByRole('group', { name: '整改期限' }).waitFor();
    expect(await violations(office)).toEqual([]);
    await office.getByRole('dialog').getByRole('button', { name: '定稿并排名' }).click();
    await office.getByRole('dialog').waitFor({ state: 'detached' });
    await office.getByRole('link', { name: '结果与排名' }).click();
    await office.locator('h1').getByText('居首').waitFor();
    await office.getByRole('row', { name: new RegExp(`^${OTHER} 未提交`) }).waitFor();
    await button(office, '公布结果').click();
    await office.getByRole('dialog').getByRole('button', { name: '公布结果' }).click();
    await button(office, '撤回公布').waitFor();
    const downloads = [`下载${UNIT}项目支出绩效自评表 PDF`, '下载复核汇总 Excel'];
    for (const name of downloads) {
      const [file] = await Promise.all([
        office.waitForEvent('download'),
        office.getByRole('link', { name, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(
        /^(项目支出绩效自评表-人社局-2020年度\.pdf|绩效自评复核汇总-全市-2020年度\.xlsx)$/,
      );
    }
    await leavePage(office);
    const unit = await open('/evaluations/2020/results', { unit: OTHER });
    await unit.locator('h1').getByText('居首').waitFor();
    await leavePage(unit);
  });
});

describe('the pages', () => {
  const whose = { office: {}, unit: { unit: UNIT } } as const;
  it.each([
    ['/evaluations', 1440, 'office'],
    ['/evaluations?lang=en', 390, 'office'],
    ['/evaluations', 390, 'unit'],
    ['/evaluations/2020', 1920, 'office'],
    ['/evaluations/2020?lang=en', 360, 'office'],
    ['/evaluations/2020/results', 1440, 'office'],
    ['/evaluations/2020/results?lang=en', 390, 'unit'],
    ['form', 1440, 'unit'],
    ['form', 390, 'unit'],
  ] as const)('are readable and without barriers: %s at %i for %s', async (path, width, who) => {
    const page = await open(path === 'form' ? await formOf(UNIT) : path, { width, ...whose[who] });
    const troubles = watch(page, server.address);
    await page.locator('main h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(troubles).toEqual([]);
    await leavePage(page);
  });

  it('fill in a qualitative indicator: points by the bands of its ratings, and why where it is not the best', async () => {
    const programme = await useRatedScheme();
    await flow.open('2020Q3', { dueOn: '2099-10-20', units: [OTHER] }).finally(programme.remove);
    const id = await flow.idOf('2020Q3', OTHER);
    const page = await open(`/evaluations/forms/${id}`, { unit: OTHER, width: 390 });
    const card = page.locator(`[data-indicator=${RATED.id}]`);
    const self = card.getByLabel('自评分', { exact: true });
    await card
      .getByText(/达成 [\d.]+–[\d.]+，部分达成/)
      .last()
      .waitFor();
    await self.fill('1');
    await card.getByText(/→ 未达成/).waitFor();
    await card.getByLabel('偏差原因及改进措施').fill('宣传活动改在下半年');
    await saved(page);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { values, checks } = await flow.detail(id);
    expect(values).toMatchObject({
      [`${RATED.id}.self`]: '1',
      [`${RATED.id}.deviation`]: '宣传活动改在下半年',
    });
    expect(checks.filter(({ field }) => field?.startsWith(RATED.id))).toEqual([]);
    await leavePage(page);
    const submitted = await flow.submit('2020Q3', OTHER);
    await flow.accept(submitted);
    const office = await open(`/evaluations/forms/${id}`, { role: 'office' });
    await office.locator(`[data-indicator=${RATED.id}]`).getByLabel('复核分').waitFor();
    await leavePage(office);
  });

  it('fill in a form without barriers, in the dark too', async () => {
    await flow.open('2020H1', { dueOn: '2020-07-20', units: [OTHER] });
    const page = await open(`/evaluations/forms/${await flow.idOf('2020H1', OTHER)}`, { unit: OTHER });
    await page.getByText('逾期未报').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await leavePage(page);
  });

  it('open a period for some units', async () => {
    const page = await open('/evaluations', { role: 'office' });
    await button(page, '开启评价期').click();
    await page.getByRole('combobox', { name: '评价期' }).selectOption('2020Q1');
    await page.getByRole('group', { name: '截止日期' }).getByRole('spinbutton').first().focus();
    await page.keyboard.type('20200420');
    await button(page, '开启并生成自评表').click();
    await page
      .getByRole('row', { name: /2020 年第一季度/ })
      .getByText('逾期未报 34 个')
      .waitFor();
    await leavePage(page);
  });

  it('plan a period for a day, which the calendar shows, and drop the plan', async () => {
    const page = await open('/evaluations', { role: 'office' });
    await button(page, '开启评价期').click();
    await page.getByRole('combobox', { name: '评价期' }).selectOption('2021');
    for (const [field, day] of [
      ['开启日期', '20981201'],
      ['截止日期', '20990120'],
      ['关闭日期', '20990201'],
    ] as const) {
      await page.getByRole('group', { name: field }).getByRole('spinbutton').first().focus();
      await page.keyboard.type(day);
    }
    await button(page, '保存开启计划').click();
    await page.getByText('2021 年度 将于 2098年12月1日 自动开启').waitFor();
    await page.getByRole('row', { name: /2021 年度 2098年12月1日 2099年1月20日 2099年2月1日/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${server.address}/tasks/schedule`);
    await page.getByRole('row', { name: /2098年12月1日 .*开启 2021 年度评价期/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${server.address}/evaluations`);
    await button(page, '取消计划 2021 年度').click();
    await button(page, '取消计划 2021 年度').waitFor({ state: 'detached' });
    await leavePage(page);
  });
});
