import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { makeSampleHome, type TestHome } from '../support/home.ts';

const UNIT = '佛堂镇';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let leader: Page;
let unit: Page;
const troubles: string[][] = [];
beforeAll(async () => {
  test = await makeSampleHome();
  server = await startServer(test.home);
  browser = await openBrowser();
  [leader, unit] = [await freshPage(browser), await (await browser.newContext()).newPage()];
  await signIn(leader, server, 'leader');
  await signIn(unit, server, 'unit', { unit: UNIT });
  troubles.push(watch(leader, server.address), watch(unit, server.address));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

const open = (page: Page, path: string) => page.goto(`${server.address}${path}`);

describe('from a figure to who does what by when', () => {
  it('a leader gives a task about a figure, to two units at once', async () => {
    await open(leader, '/');
    await leader.locator('[data-figure="completed"]').first().click();
    await leader.getByRole('link', { name: '就此下达督办' }).click();
    await leader.locator('h1').getByText('下达督办').waitFor();
    await leader.getByRole('button', { name: '选择单位' }).click();
    for (const name of [UNIT, '义亭镇']) await leader.getByRole('checkbox', { name }).check();
    await leader.keyboard.press('Escape');
    await leader.getByLabel('交办事项').fill('对照任务数补训，月底前报计划');
    await leader.getByRole('spinbutton').first().focus();
    await leader.keyboard.type('20990630');
    expect(await violations(leader)).toEqual([]);
    await leader.getByRole('button', { name: '下达', exact: true }).click();
    await leader.getByText('已下达 2 项督办').waitFor();
    await leader.getByRole('link', { name: '查看' }).click();
    await leader.locator('h1').getByText('2 项督办待办结').waitFor();
  });

  it('the unit sees it in the header, starts it and hands it in; without words it is told what is missing', async () => {
    await open(unit, '/tasks');
    await unit.getByRole('navigation').getByText('1 项待办').waitFor({ state: 'attached' });
    await unit.getByRole('row', { name: /对照任务数补训/ }).click();
    const detail = unit.getByRole('article');
    await detail.getByText('交办时').waitFor();
    await detail.getByRole('button', { name: '签收' }).click();
    await detail.getByText('办理中').first().waitFor();
    await detail.getByText('提请验收', { exact: true }).first().click();
    await detail.getByRole('button', { name: '提请验收' }).click();
    await detail.getByRole('alert').waitFor();
    await detail.getByLabel('情况说明').fill('已排定 12 月两个班');
    expect(await violations(unit)).toEqual([]);
    await detail.getByRole('button', { name: '提请验收' }).click();
    await detail.getByText('待验收').first().waitFor();
  });

  it('the leader returns it with a reason, and closes what is handed in again', async () => {
    await open(leader, '/tasks?scope=mine');
    await leader
      .getByRole('row', { name: /对照任务数补训/ })
      .first()
      .click();
    const detail = leader.getByRole('article');
    await detail.getByText('已排定 12 月两个班').waitFor();
    await detail.getByText('退回', { exact: true }).first().click();
    await detail.getByLabel('情况说明').fill('请写明每班人数');
    await detail.getByRole('button', { name: '退回' }).click();
    await detail.getByText('办理中').first().waitFor();
    await open(unit, '/tasks');
    await unit.getByRole('row', { name: /对照任务数补训/ }).click();
    const own = unit.getByRole('article');
    await own.getByText('请写明每班人数').waitFor();
    await own.getByText('提请验收', { exact: true }).first().click();
    await own.getByLabel('情况说明').fill('每班 45 人');
    await own.getByRole('button', { name: '提请验收' }).click();
    await own.getByText('待验收').first().waitFor();
    await leader.reload();
    await detail.getByText('销号', { exact: true }).first().click();
    await detail.getByRole('button', { name: '销号' }).click();
    await detail.getByText('按期销号').waitFor();
  });

  it('what is open stands by unit and by day too', async () => {
    await open(leader, '/tasks?view=units');
    await leader.getByRole('rowheader', { name: UNIT }).waitFor();
    expect(await violations(leader)).toEqual([]);
    await open(leader, '/tasks?view=calendar');
    await leader.getByRole('heading', { name: '2099年6月30日' }).waitFor();
    expect(await violations(leader)).toEqual([]);
  });
});

describe('the schedule', () => {
  it('shows what ran and what will, and is run by hand by the office', async () => {
    const office = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    await signIn(office, server, 'office');
    await open(office, '/tasks/schedule');
    await office.getByRole('button', { name: '立即运行 到期提醒' }).click();
    await office.getByText(/提醒 0 项督办/).waitFor();
    expect(await violations(office)).toEqual([]);
    await office.context().close();
  });
});

it('nothing went wrong on the way', async () => {
  expect(troubles.flat()).toEqual([]);
  await leavePage(leader);
});
