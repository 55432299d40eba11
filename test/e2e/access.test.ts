import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccount, makeAccounts } from '../support/access.ts';
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
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

const PASSWORD = 'quiet lanterns over nine bridges';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })),
    'e.csv': csv(enrolment()),
  });
  await makeAccount(test.home, { name: 'wang', role: 'office', password: PASSWORD });
  await makeAccount(test.home, { name: 'root', role: 'admin', password: PASSWORD });
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

async function open(path: string, width = 1440): Promise<Page> {
  const page = await freshPage(browser, { width });
  await page.goto(`${server.address}${path}`);
  return page;
}
async function fillIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('账号').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

describe('signing in', () => {
  it.each([
    ['/', 390],
    ['/?lang=en', 1920],
  ])('is readable and without barriers: %s at %i', async (path, width) => {
    const page = await open(path, width);
    const troubles = watch(page, server.address);
    await page.locator('h1').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.getByText('演示').count()).toBe(0);
    expect(troubles).toEqual([]);
    await leavePage(page);
  });

  it('leads to the requested page, with the keyboard only, also after a mistake', async () => {
    const page = await open('/ledgers/batches');
    await fillIn(page, 'wang', 'wrong');
    await page.getByRole('alert').getByText('账号或密码不对').waitFor();
    await fillIn(page, 'wang', PASSWORD);
    await page.locator('h1').getByText('1 个批次').waitFor();
    await page.getByRole('button', { name: '账号菜单：专班办公室' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('账号与设置');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('false');
    await page.keyboard.press('Enter');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.locator('h1').getByText('登录技能账本').waitFor();
    await leavePage(page);
  });

  it('shows the result of the single sign-on', async () => {
    const page = await open('/sign-in?problem=unknown');
    await page.getByRole('alert').getByText('没有对应的账号').waitFor();
    await leavePage(page);
  });
});

describe('a session that ends while the page is open', () => {
  it('is renewed in a dialog, and input is kept', async () => {
    const page = await open('/ledgers/batches');
    await fillIn(page, 'wang', PASSWORD);
    await page.getByRole('button', { name: /撤销批次 B1/ }).click();
    await page.getByLabel(/撤销原因/).fill('误报了一份旧表');
    await page.getByRole('region', { name: '撤销后的变化' }).waitFor();
    await page.locator('main form button[type="submit"]:enabled').waitFor();
    await page.context().clearCookies();
    await page
      .getByRole('button', { name: /确认撤销|撤销这个批次|^撤销$/ })
      .last()
      // Whether or not another request has already opened the dialog above the button.
      .dispatchEvent('click');
    await page.getByRole('heading', { name: '请重新登录' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.getByRole('dialog').getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('已撤销').first().waitFor();
    expect(await page.locator('main').innerText()).toContain('wang');
    // Reasons are free text: they are read once a purpose is stated.
    await page.getByRole('button', { name: '显示个人信息…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('核对撤销原因');
    await page.keyboard.press('Enter');
    await page.locator('main').getByText('误报了一份旧表').waitFor();
    await leavePage(page);
    await test.load({
      'a.csv': csv(institution()),
      'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })),
      'e.csv': csv(enrolment(), enrolment({ 证件号码: personId(2) })),
    });
  });
});

describe('a session that ends during an upload', () => {
  it('is begun again over the page, and the upload goes on with the same files', async () => {
    const page = await open('/ledgers');
    await fillIn(page, 'wang', PASSWORD);
    await page.locator('#ledger-files').waitFor({ state: 'attached' });
    await page.context().clearCookies();
    const buffer = Buffer.from(csv(institution({ 机构名称: '乙培训学校' })));
    await page.setInputFiles('#ledger-files', { name: '再报.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('heading', { name: '请重新登录' }).waitFor();
    await page.getByRole('dialog').getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('再报.csv').first().waitFor();
    await page.getByRole('button', { name: '装载', exact: true }).waitFor();
    await leavePage(page);
  });
});

describe('the language', () => {
  it('is that of the account, on any machine, unless the address names one', async () => {
    const page = await open('/account');
    await fillIn(page, 'wang', PASSWORD);
    await page.getByRole('heading', { name: '修改密码' }).waitFor();
    const told = page.waitForResponse((answer) => answer.url().endsWith('/session/language'));
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { name: 'Change password' }).waitFor();
    await told;
    await leavePage(page);
    const elsewhere = await open('/account');
    await fillIn(elsewhere, 'wang', PASSWORD);
    await elsewhere.getByRole('heading', { name: 'Change password' }).waitFor();
    expect(elsewhere.url()).toContain('lang=en');
    const again = elsewhere.waitForResponse((answer) => answer.url().endsWith('/session/language'));
    await elsewhere.getByText('中', { exact: true }).click();
    await elsewhere.getByRole('heading', { name: '修改密码' }).waitFor();
    await again;
    expect(elsewhere.url()).not.toContain('lang=en');
    await leavePage(elsewhere);
  });
});

describe('the administrator', () => {
  it('creates an account, whose user first sets a new password', async () => {
    const page = await open('/admin');
    await fillIn(page, 'root', PASSWORD);
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.keyboard.type('fotang');
    await page.getByLabel('姓名或岗位').fill('佛堂经办');
    await page.getByRole('combobox', { name: '所属单位' }).fill('佛堂');
    await page.getByRole('option', { name: '佛堂镇' }).click();
    await page.getByRole('button', { name: '新建', exact: true }).click();
    const given = await page.locator('output').innerText();
    expect(await violations(page)).toEqual([]);
    await leavePage(page);

    const owner = await open('/');
    await fillIn(owner, 'fotang', given);
    await owner.locator('h1').getByText('请先设置自己的密码').waitFor();
    expect(await violations(owner)).toEqual([]);
    await owner.getByLabel('现在的密码').fill(given);
    await owner.getByLabel('新密码').fill('password1234');
    await owner.keyboard.press('Enter');
    await owner.getByRole('alert').getByText('容易被猜到').waitFor();
    await owner.getByLabel('新密码').fill('three geese under the stone bridge');
    await owner.keyboard.press('Enter');
    // A unit begins on the page of its own score.
    await owner.locator('h1').getByText('佛堂镇').waitFor();
    expect(new URL(owner.url()).pathname).toBe('/scores');
    await owner.getByRole('link', { name: '总览' }).click();
    await owner.locator('[data-figure="completed"]').first().waitFor();
    // A unit sees its own figures and has no access to those of others.
    expect(await owner.locator('main').innerText()).toContain('单位：佛堂镇');
    expect(await owner.getByRole('search').getByRole('button', { name: /^单位/ }).count()).toBe(0);
    expect(await owner.getByRole('link', { name: '管理' }).count()).toBe(0);
    await leavePage(owner);
  });

  it('disables accounts and resets passwords', async () => {
    const page = await open('/admin');
    await fillIn(page, 'root', PASSWORD);
    await page.getByRole('button', { name: '停用 fotang' }).click();
    const question = page.getByRole('alertdialog', { name: '停用 fotang' });
    await question.getByText('现有的 1 个登录立即退出').waitFor();
    expect(await violations(page)).toEqual([]);
    await question.getByRole('button', { name: '确认停用' }).click();
    await page.getByRole('button', { name: '启用 fotang' }).waitFor();
    await page.getByRole('button', { name: '重置密码：fotang' }).click();
    await page.getByRole('button', { name: '确认重置' }).click();
    expect(await page.getByRole('button', { name: '停用 root' }).isDisabled()).toBe(true);
    await page.locator('output').waitFor();
    expect(await page.locator('output').innerText()).toMatch(/^[a-z2-9-]{23}$/);
    await leavePage(page);
  });

  it.each([
    ['/admin', 390],
    ['/admin/audit?lang=en', 390],
    ['/admin/audit', 1440],
    ['/account?lang=en', 390],
  ])('can read %s at %i pixels', async (path, width) => {
    const page = await freshPage(browser, { width, height: 844 });
    await signIn(page, server, 'admin');
    const troubles = watch(page, server.address);
    await page.goto(`${server.address}${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(troubles).toEqual([]);
    await leavePage(page);
  });

  it('scrolls and sorts hundreds of accounts, rendering only those in view', async () => {
    const names = Array.from({ length: 210 }, (_, index) => `z${String(index).padStart(3, '0')}`);
    await makeAccounts(test.home, names);
    const page = await freshPage(browser);
    await signIn(page, server, 'admin');
    await page.goto(`${server.address}/admin`);
    await page.getByRole('rowheader').first().waitFor();
    await page.waitForLoadState('networkidle');
    const table = page.getByRole('table');
    expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(210);
    expect(await table.getByRole('row').count()).toBeLessThan(80);
    const area = page.getByRole('group', { name: /个账号/ });
    // Rows are measured as they come into view: the end moves on the way there.
    await expect
      .poll(async () => {
        await area.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return table.getByRole('rowheader', { name: 'z209' }).count();
      })
      .toBe(1);
    expect(await table.getByRole('rowheader', { name: 'z000' }).count()).toBe(0);
    await table.getByRole('button', { name: '账号' }).click();
    await table.getByRole('button', { name: '账号' }).click();
    await area.evaluate((element) => element.scrollTo(0, 0));
    await table.getByRole('rowheader', { name: 'z209' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await leavePage(page);
  });

  it('sees in the audit log who did what, and that the log is intact', async () => {
    const page = await freshPage(browser);
    await signIn(page, server, 'auditor');
    await page.goto(`${server.address}/admin`);
    await page.getByText('哈希链完整').waitFor();
    await page.getByLabel('操作', { exact: true }).selectOption({ label: '撤销批次' });
    await page.locator('h1').getByText('1 条操作记录').waitFor();
    expect(await page.locator('tbody').innerText()).toContain('wang');
    // The log tells that a reason was given; the reason itself is free text and stays with the batch.
    expect(await page.locator('tbody').innerText()).toContain('附说明：是');
    expect(await page.locator('tbody').innerText()).not.toContain('误报了一份旧表');
    await leavePage(page);
  });
});

describe('personal data', () => {
  it('are masked until a purpose is stated, and so are downloads', async () => {
    const page = await freshPage(browser);
    await signIn(page, server, 'auditor');
    await page.goto(`${server.address}/?asOf=2020-12-31`);
    // By name: the domains may be loaded before the headline, and the first one has no rows.
    await page.getByRole('button', { name: /^全市 完成培训人次/ }).click();
    const panel = page.locator('[data-total]');
    await panel.waitFor();
    expect(await panel.innerText()).not.toContain(personId(1));
    await panel.getByRole('link', { name: 'CSV' }).click();
    await page.getByRole('heading', { name: '写明查阅个人信息的用途' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('textbox').fill('核实重复发放');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '继续下载' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('完成培训人次-台账行-全市-截至2020-12-31.zip');
    await page.getByText('正在显示个人信息 · 用途：核实重复发放').waitFor();
    await expect.poll(() => panel.innerText()).toContain(personId(1));
    await page.getByRole('button', { name: '恢复遮盖' }).click();
    await expect.poll(() => panel.innerText()).not.toContain(personId(1));
    await leavePage(page);
  });
});

describe('a demonstration', () => {
  it('offers each role with one click, marked as a demonstration', async () => {
    const info = join(test.home, 'home.json');
    const text = await readFile(info, 'utf8');
    await writeFile(info, text.replace('"demo": false', '"demo": true'));
    const batches = join(test.home, 'ledger', 'batches');
    for (const name of await readdir(batches)) {
      const file = join(batches, name, 'batch.json');
      const record = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify({ ...record, invented: true }));
    }
    const page = await open('/');
    await page.getByRole('heading', { name: /演示：一键/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    for (const role of ['专班领导', '专班办公室', '财政局', '成员单位', '审计', '管理员']) {
      await page.getByRole('button', { name: role }).click();
      await page.getByRole('button', { name: /账号菜单/ }).click();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.locator('h1').getByText('登录技能账本').waitFor();
    }
    // A session of the demonstration is invalid outside it.
    await page.getByRole('button', { name: '管理员' }).click();
    await page.getByRole('button', { name: /账号菜单/ }).waitFor();
    await writeFile(info, text);
    await page.reload();
    await page.locator('h1').getByText('登录技能账本').waitFor();
    expect(await page.getByRole('heading', { name: /演示/ }).count()).toBe(0);
    await leavePage(page);
  });
});
