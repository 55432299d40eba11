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

describe('a report, from draft to correction', () => {
  it('is drafted by the office and takes its texts', async () => {
    await office.goto(`${server.address}/reports`);
    await office.getByText('还没有报告').waitFor();
    await office.getByLabel('期间').selectOption('2021H1');
    await office.getByRole('button', { name: '生成报告' }).click();
    await office.getByRole('link', { name: '2021 年上半年' }).click();
    await office.locator('h1').getByText('2021年上半年工作情况报告').waitFor();
    await office.getByRole('textbox', { name: '下一步工作' }).fill('按月调度。');
    expect(await violations(office)).toEqual([]);
    await office.getByRole('button', { name: '保存文字' }).click();
    await expect.poll(() => office.getByText('按规则由数据起草', { exact: true }).count()).toBe(1);
  });

  it('is reviewed by finance, made final and corrected by the office', async () => {
    await finance.goto(office.url());
    await finance.getByText('按月调度。').waitFor();
    await finance.getByRole('button', { name: '审核通过' }).click();
    await finance.getByText('已审核').first().waitFor();
    await office.reload();
    await office.getByRole('button', { name: '定稿', exact: true }).click();
    await office.getByText('已定稿').first().waitFor();
    await office.getByLabel('更正内容').fill('表3应为12人次。');
    await office.getByRole('button', { name: '登记更正' }).click();
    await office.getByRole('row', { name: /表3应为12人次/ }).waitFor();
    await office.getByRole('button', { name: '恢复定稿文件' }).click();
    await office.getByText('定稿文件已恢复').waitFor();
    expect(await violations(office)).toEqual([]);
    const link = office.getByRole('link', { name: '下载 PDF', exact: true });
    const [download] = await Promise.all([office.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('工作情况报告-全市-2021年上半年-2021-06-30.pdf');
    expect(troubles.flat()).toEqual([]);
  });
});
