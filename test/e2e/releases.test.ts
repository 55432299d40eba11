import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  freshPage,
  openBrowser,
  type Page,
  signIn,
  startServer,
  violations,
  watch,
} from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let office: Page;
let finance: Page;
const troubles: string[][] = [];
beforeAll(async () => {
  test = await makeSampleHome();
  server = await startServer(test.home);
  browser = await openBrowser();
  [office, finance] = [await freshPage(browser), await (await browser.newContext()).newPage()];
  await signIn(office, server, 'office');
  await signIn(finance, server, 'finance');
  troubles.push(watch(office, server.address), watch(finance, server.address));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Takes a step through its dialog. */
async function take(page: Page, step: string, reason?: string): Promise<void> {
  await press(page, step);
  const dialog = page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: `确认${step}` }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('a release, from draft to the public and back', () => {
  it('is built, and its warnings are acknowledged one by one', async () => {
    await office.goto(`${server.address}/releases`);
    await office.getByText('还没有公开数据').waitFor();
    expect(await office.title()).toMatch(/^公开 · /);
    // Only the overview is of a day.
    expect(await office.getByRole('banner').getByText('截至').count()).toBe(0);
    await press(office, '生成草稿');
    await office.getByLabel('期间').selectOption('2020');
    await office.getByRole('button', { name: '生成', exact: true }).click();
    await office.getByRole('heading', { name: '2020 年度（第 1 版）：草稿' }).waitFor();
    expect(await violations(office)).toEqual([]);
    await press(office, '提交批准');
    await office.getByRole('dialog').getByRole('button', { name: '确认提交批准' }).click();
    await office.getByRole('dialog').getByText('项提示须先写明理由确认').first().waitFor();
    await press(office, '取消');
    const warnings = office.getByRole('button', { name: /^确认提示 / });
    for (let left = await warnings.count(); left > 0; left -= 1) {
      await warnings.first().click();
      const dialog = office.getByRole('dialog');
      await dialog.getByLabel('理由').fill('已逐项核对');
      await dialog.getByRole('button', { name: '确认确认提示' }).click();
      await expect.poll(() => warnings.count()).toBe(left - 1);
    }
    await take(office, '提交批准');
    await office.getByRole('heading', { name: '2020 年度（第 1 版）：待批准' }).waitFor();
  });

  it('is approved by both bureaus, and published', async () => {
    await finance.goto(office.url());
    await take(finance, '批准');
    await finance
      .getByText('您的角色在这一步没有要办的事')
      .or(finance.getByRole('button', { name: '退回' }))
      .first()
      .waitFor();
    await office.reload();
    await take(office, '批准');
    await office.getByRole('heading', { name: '2020 年度（第 1 版）：已批准' }).waitFor();
    await take(office, '公布');
    await office.getByRole('heading', { name: '2020 年度（第 1 版）：已公布' }).waitFor();
    const page = await office.request.get(`${server.address}/public/2020-r1/`);
    expect(page.ok()).toBe(true);
  });

  it('is withdrawn when the other bureau agrees', async () => {
    await take(office, '提出撤回', '一张表的口径有误');
    await finance.reload();
    await take(finance, '同意撤回');
    await finance.getByRole('heading', { name: '2020 年度（第 1 版）：已撤回' }).waitFor();
    await finance.getByText('一张表的口径有误').first().waitFor();
    expect((await finance.request.get(`${server.address}/public/2020-r1/`)).status()).toBe(410);
    // The refused step answers 409.
    expect(troubles.flat().filter((one) => !/409/.test(one))).toEqual([]);
  });
});
