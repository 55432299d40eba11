import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  fillDate,
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

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
beforeAll(async () => {
  test = await makeSampleHome();
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

async function open(
  path: string,
  {
    width = 1440,
    role = 'office',
    ...whose
  }: {
    width?: number;
    role?: 'office' | 'unit' | 'leader' | 'auditor';
    unit?: string;
    purpose?: string;
  } = {},
): Promise<Page> {
  const page = await freshPage(browser, { width });
  await signIn(page, server, role, whose);
  await page.goto(`${server.address}${path}`);
  return page;
}

const findings = (page: Page) => page.locator('[data-id]');
const detail = (page: Page) => page.locator('[data-finding]');

describe('the pages of supervision', () => {
  it.each([
    ['/supervision', 1440],
    ['/supervision?lang=en', 390],
    ['/supervision', 1920],
    ['/supervision/summary', 1440],
    ['/supervision/summary?lang=en', 390],
    ['/supervision/person', 390],
  ])('are readable and without barriers: %s at %i', async (path, width) => {
    const page = await open(path, { width });
    const troubles = watch(page, server.address);
    await page.locator('main h1').waitFor();
    if (!path.includes('person')) await page.locator('[data-id], main table').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(troubles).toEqual([]);
    await leavePage(page);
  });
});

describe('the summary', () => {
  it('does not compare a single unit', async () => {
    const page = await open('/supervision/summary', { role: 'unit', unit: '人社局' });
    await page
      .locator('h1')
      .getByText(/^人社局：涉及金额占补贴金额 [\d.]+\s%$/)
      .waitFor();
    // Its institutions are several, and are compared.
    const own = page.locator('[data-section="department"]');
    expect(await own.innerText()).not.toMatch(/最高|中位数|同类/);
    expect(await page.locator('[data-section="town"]').count()).toBe(0);
    await leavePage(page);
  });
});

describe('the worklist', () => {
  it('leads from a rule to its findings, and from a finding to its derivation and ledger rows', async () => {
    const page = await open('/supervision/summary');
    await page.getByRole('link', { name: 'R01 超标准发放' }).click();
    await page.locator('h1').getByText('57 条线索').waitFor();
    await findings(page).first().click();
    await detail(page)
      .getByText(/应发 .* 元，实发 .* 元：多发/)
      .waitFor();
    expect(await detail(page).innerText()).toMatch(/第 \d+ 行/);
    expect(await violations(page)).toEqual([]);
    await leavePage(page);
  });

  it('can be processed with the keyboard only', async () => {
    const page = await open('/supervision?rule=R02');
    await findings(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await detail(page).waitFor();
    const second = await findings(page).nth(1).getAttribute('data-id');
    expect(await detail(page).getAttribute('data-finding')).toBe(second);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await detail(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe(second);
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByRole('heading', { name: '办理勾选的 2 条' }).waitFor();
    await leavePage(page);
  });

  it('shows the open finding instead of the list on a phone', async () => {
    const page = await open('/supervision?rule=R02', { width: 390 });
    await findings(page).nth(3).click();
    await detail(page).waitFor();
    expect(await findings(page).first().isVisible()).toBe(false);
    expect(await detail(page).locator('h2').isVisible()).toBe(true);
    await page.getByRole('button', { name: '关闭' }).click();
    await findings(page).nth(3).waitFor();
    await leavePage(page);
  });

  it('keeps filters under a name', async () => {
    const page = await open('/supervision?rule=R02');
    await page.getByRole('button', { name: '保存当前筛选…' }).click();
    await page.getByLabel('筛选名称').fill('重复补贴');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '重复补贴', exact: true }).waitFor();
    await page.goto(`${server.address}/supervision`);
    await page.getByRole('button', { name: '重复补贴', exact: true }).click();
    await page.waitForURL(/rule=R02/);
    await page.getByRole('button', { name: '删除筛选“重复补贴”' }).click();
    await page.getByRole('button', { name: '重复补贴', exact: true }).waitFor({ state: 'detached' });
    await leavePage(page);
  });

  it('goes from the office to the unit and back, with every step in the history', async () => {
    // Comments are free text: they are read once a purpose is stated.
    const office = await open('/supervision?rule=R01', { purpose: '核实线索' });
    await findings(office).first().waitFor();
    const box = office.getByRole('checkbox', { name: /勾选：R01/ }).first();
    // Click the styled box; the native one is below it.
    await findings(office).first().locator('label').click();
    expect(await box.isChecked()).toBe(true);
    await office.getByLabel('指派给').selectOption({ label: '各自的主管部门' });
    await fillDate(office, '期限', '2026-12-31');
    await office.getByLabel('情况说明').fill('请核对公示人数');
    await office.getByRole('button', { name: '提交' }).click();
    await office.getByRole('heading', { name: '办理勾选的 1 条' }).waitFor({ state: 'detached' });
    await office
      .getByText(/负责 .+ · 期限 2026-12-31/)
      .first()
      .waitFor();
    await findings(office).first().click();
    const assigned = await detail(office).locator('dl').innerText();
    const unit = /负责\s+(\S+)/.exec(assigned)?.[1] ?? '';
    const id = (await detail(office).getAttribute('data-finding')) ?? '';

    const own = await open(`/supervision?mine=yes&open=${id}`, { role: 'unit', unit, purpose: '核实线索' });
    await own.locator('h1').getByText('1 条线索').waitFor();
    await detail(own).getByText('请核对公示人数').waitFor();
    expect(await own.getByLabel('追回金额（元）').count()).toBe(0);
    expect(await own.getByLabel('指派给').count()).toBe(0);
    await own.getByRole('form', { name: '本单位说明' }).waitFor();
    expect(await own.getByLabel('认定').count()).toBe(0);
    await own.getByLabel('进展').selectOption({ label: '核实中' });
    await own.getByLabel('说明', { exact: true }).fill('已退回多发部分');
    await own.getByRole('button', { name: '提交' }).click();
    await detail(own).getByText('状态改为 核实中').waitFor();
    await own.getByLabel(/上传佐证/).setInputFiles({
      name: '退款凭证.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 proof'),
    });
    await own.getByRole('link', { name: '退款凭证.pdf' }).waitFor();
    // Who says it, by when, is a task of the unit.
    await own.getByRole('link', { name: /^督办/ }).click();
    const task = own.getByRole('row', { name: /核实监管预警 R01/ });
    await task.getByText('期限 2026年12月31日').waitFor();
    await task.click();
    await own.getByRole('article').getByRole('link', { name: '打开来源' }).click();
    await detail(own).getByText('请核对公示人数').waitFor();

    await office.reload();
    await detail(office).getByText('已退回多发部分').waitFor();
    await office.getByLabel('认定').selectOption({ label: '不属实' });
    await office.getByLabel('情况说明').fill('不应写在这里');
    await office.getByRole('button', { name: '提交' }).click();
    // The form requires the reason, at the field and in the summary; nothing is sent without it.
    await office.getByRole('alert').getByRole('link', { name: '不属实的原因' }).click();
    const reason = office.getByLabel('不属实的原因');
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await violations(office)).toEqual([]);
    expect(await detail(office).innerText()).not.toContain('认定为 不属实');
    await office.getByLabel('认定').selectOption({ label: '属实' });
    await office.getByLabel('追回金额（元）').fill('100.50');
    await office.getByLabel('情况说明').fill('凭证相符');
    await office.getByRole('button', { name: '提交' }).click();
    await detail(office).getByText('认定为 属实').waitFor();
    await detail(office).getByText('追回 100.50 元').waitFor();
    expect(await violations(office)).toEqual([]);
    await office.getByRole('link', { name: '汇总对比' }).click();
    await office.getByText('100.50').first().waitFor();
    await leavePage(own);
    // The log tells it in yuan, too, and in words.
    const auditor = await open('/admin/audit', { role: 'auditor' });
    await auditor.locator('tbody').getByText('追回（元）：100.50').waitFor();
    await auditor.goto(`${server.address}/admin/audit?lang=en`);
    const log = auditor.locator('tbody');
    await log.getByText('recovered (yuan): 100.50').waitFor();
    expect(await log.innerText()).toContain('status: confirmed');
    expect(await log.innerText()).not.toMatch(/\b[a-z]+\.[a-z]+\b|checking/);
    await leavePage(auditor);
    await leavePage(office);
  });
});

describe('whole records', () => {
  it('lead from a finding to the person and the institution; no id is in an address', async () => {
    const page = await open('/supervision?rule=R02');
    await findings(page).first().click();
    await detail(page).getByRole('link', { name: '机构全部记录' }).click();
    await page.getByRole('heading', { name: '各年培训与补贴' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goBack();
    await detail(page)
      .getByRole('link', { name: /此人的全部记录/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '个人全部记录' }).waitFor();
    await page.getByRole('heading', { name: '台账行' }).waitFor();
    expect(page.url()).not.toMatch(/\d{17}/);
    expect(await page.locator('main').innerText()).not.toMatch(/\d{17}[\dX]/);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('证件号码').fill('11010119900101888X');
    await page.keyboard.press('Enter');
    await page.getByText('台账中没有这个人').waitFor();
    expect(page.url()).not.toContain('11010119900101888');
    await leavePage(page);
  });
});
