import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

const HIDDEN_SHEETS = fileURLToPath(new URL('../fixtures/field-cases/hidden-sheets.xlsx', import.meta.url));

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let page: Page;
let troubles: string[];
beforeAll(async () => {
  test = await makeHome();
  server = await startServer(test.home);
  browser = await openBrowser();
  page = await freshPage(browser);
  // Rows are mended, and comments read, once a purpose is stated.
  await signIn(page, server, 'office', { purpose: '修正隔离数据' });
  troubles = watch(page, server.address);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

async function files(contents: Record<string, string>): Promise<string[]> {
  const folder = join(test.folder, 'desk');
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(contents).map(async ([name, text]) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    }),
  );
}
const title = () => page.locator('h1');
const open = (path: string) => page.goto(`${server.address}${path}`);

describe('an office that uploads its first ledgers', () => {
  it('is guided from the empty overview, and sees the result of the check before anything is loaded', async () => {
    await open('/');
    await page.getByRole('link', { name: '报送第一批台账' }).click();
    await title().getByText('报送台账').waitFor();
    await page.setInputFiles(
      '#ledger-files',
      await files({
        '机构.csv': csv(institution()),
        '班级.csv': csv({ ...trainingClass(), 备注: '' }),
        '学员.csv': csv(enrolment(), enrolment({ 证件号码: '11010119900101999X', 姓名: '' })),
        '通知.csv': '关于报送台账的通知\n请各单位按时报送',
      }),
    );
    await title().getByText('核对完成：读取 6 行，3 行可用，1 行待修正，2 行忽略').waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('V05 证件号码：校验码不正确');
    expect(text).toContain('V01 姓名：必填项为空');
    expect(text).toContain('班级.csv：不属于台账的列，已忽略：备注');
    expect(text).toContain('通知.csv：前 10 行没有找到任何一种台账的表头');
    await page.getByText('学员.csv · 培训学员 · 表头在第 1 行，A–L 列').click();
    await page.getByRole('row', { name: 'B 姓名 姓名 张*' }).waitFor();
    await page.getByRole('button', { name: '查看 1 行' }).first().click();
    await page.getByRole('cell', { name: '▲ 11010119900101999X' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('loads them, and the page stays mounted while the programme is loaded', async () => {
    await page.getByRole('button', { name: '装载', exact: true }).click();
    await title().getByText('已装载为批次 B1').waitFor();
    await page.getByRole('link', { name: '去修正' }).click();
    await title().getByText('要改 1 行').waitFor();
  });

  it('sees that nothing was changed in a workbook that is uploaded as it was downloaded', async () => {
    const link = page.getByRole('link', { name: '下载工作簿' });
    const book = await page.request.get(
      new URL((await link.getAttribute('href')) ?? '', server.address).href,
    );
    await open('/ledgers');
    await page.setInputFiles('#ledger-files', {
      name: '待修正.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await book.body(),
    });
    await title().getByText('工作簿中的 1 行都没有改动').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('全部可用');
    expect(await page.getByRole('button', { name: '装载', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '放弃，不装载' }).click();
    await open('/ledgers/quarantine');
  });

  it('downloads the rows that the filters leave', async () => {
    await open('/ledgers/quarantine?code=V05&kind=enrolments&show=mend');
    const link = page.getByRole('link', { name: '下载筛选出的行' });
    expect(await link.getAttribute('href')).toBe(
      '/api/v1/quarantine.xlsx?kind=enrolments&code=V05&show=mend',
    );
    await open('/ledgers/quarantine');
  });

  it('is told to state a purpose before masked rows can be fixed', async () => {
    const masked = await freshPage(browser);
    await signIn(masked, server, 'office', { suffix: '-masked' });
    await masked.goto(`${server.address}/ledgers/quarantine`);
    await masked.getByText('单元格已遮盖，不能修改').waitFor();
    const cell = masked.locator('main input').first();
    expect(await cell.isEditable()).toBe(false);
    await masked.getByRole('button', { name: '显示个人信息…' }).click();
    await masked.getByRole('dialog').getByRole('textbox').fill('修正隔离数据');
    await masked.keyboard.press('Enter');
    await masked.getByText('在这里改好并装载').waitFor();
    await expect.poll(() => cell.isEditable()).toBe(true);
    await leavePage(masked);
  });

  it('fixes a row in place; input survives a reload, and a row that is still invalid shows why', async () => {
    await page.getByLabel('姓名').fill('李四');
    await page.reload();
    await page.getByText('已修改 1 行').waitFor();
    await page.getByRole('button', { name: '核对并装载修改的行' }).click();
    await page.getByText('1 行改动：0 通过，1 仍有错（V01 V05 → V05）').waitFor();
    expect(
      await page
        .locator('main')
        .getByText(/^V01 姓名/)
        .count(),
    ).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('证件号码').fill(personId(7));
    await page.getByRole('button', { name: '显示全部列' }).click();
    await page.getByLabel('证书编号').fill('Z7');
    await page.getByRole('button', { name: '核对并装载修改的行' }).click();
    await title().getByText('没有待修正的行').waitFor();
  });

  it('acknowledges warnings with a comment', async () => {
    await page.goto(`${server.address}/ledgers`);
    await page.setInputFiles(
      '#ledger-files',
      await files({ '手机.csv': csv(enrolment({ 手机号码: '12' })) }),
    );
    await page.getByRole('button', { name: '装载', exact: true }).click();
    await title().getByText('已装载为批次 B4').waitFor();
    await open('/ledgers/warnings');
    await title().getByText('1 条提示待核对').waitFor();
    await page.getByRole('checkbox').check();
    await page.getByLabel('核对情况').fill('学员没有手机');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '确认已核对' }).click();
    await title().getByText('没有待核对的提示').waitFor();
    await open('/ledgers/warnings?show=all');
    await page.getByText('已确认：学员没有手机').waitFor();
  });

  it('sees every batch with its accounting, and withdraws one with a reason', async () => {
    await open('/ledgers/batches');
    await title().getByText('4 个批次在用').waitFor();
    await page.getByText('读取 6 = 接受 3 + 待修正 1 + 忽略 2（其中 1 行后来已通过或改报）').waitFor();
    await page.getByRole('button', { name: '明细' }).last().click();
    await page.getByRole('row', { name: '合计 6 3 0 0 1 2' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '撤销批次 B4' }).click();
    // What would change is told first: one row more leaves, and why is asked for.
    const effect = page.getByRole('region', { name: '撤销后的变化' });
    await effect.getByRole('row', { name: /培训学员/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '确认撤销' }).click();
    await page.getByRole('alert').getByRole('link', { name: '撤销原因' }).waitFor();
    await page.getByLabel('撤销原因').fill('录错');
    await page.getByRole('button', { name: '确认撤销' }).click();
    await page.getByText('批次 B4 已撤销，当前快照 5').waitFor();
    await page.getByRole('cell', { name: '录错' }).waitFor();
  });

  it('compares snapshots and switches to one', async () => {
    await open('/ledgers/snapshots');
    await page.getByRole('button', { name: '与上一个比较' }).first().click();
    await page.getByRole('heading', { name: '从快照 4 到 5 的变化' }).waitFor();
    await page.getByRole('row', { name: /培训学员 — 1 —/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '切换到此快照' }).first().click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('row', { name: /培训学员/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '确认切换到 4' }).click();
    await title().getByText('当前快照 4').waitFor();
  });

  it('is told of hidden sheets, and may count them', async () => {
    await open('/ledgers');
    await page.setInputFiles('#ledger-files', HIDDEN_SHEETS);
    await page.getByText('文件中有隐藏的工作表：hidden-sheets.xlsx · 旧数据').waitFor();
    await title().getByText('核对完成：读取 4 行，0 行可用，2 行待修正').waitFor();
    await page.getByRole('cell', { name: '补贴发放（隐藏，未计入）' }).first().waitFor();
    // The check begins again at once, and the box is gone meanwhile.
    await page.getByRole('checkbox', { name: '隐藏的工作表也计入' }).click();
    await title().getByText('核对完成：读取 4 行，0 行可用，4 行待修正').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '放弃，不装载' }).click();
    await title().getByText('报送台账').waitFor();
  });

  it('sees without opening anything what is read otherwise than it stands there', async () => {
    await open('/ledgers');
    await page.setInputFiles(
      '#ledger-files',
      await files({
        '资金.csv':
          '年度,部门,资金来源,预算金额（万元）,到位金额,备注\n2020,人社局,就业补助资金,16,12,作废\n',
        '天.csv': csv(trainingClass()).replace('课时', '课时（天）'),
      }),
    );
    await page.getByText('第 2 行有删除线或在备注中注明作废，仍然计入').waitFor();
    await page.getByRole('cell', { name: '万元，已乘以 10,000' }).waitFor();
    await page.getByRole('cell', { name: '培训班（未读取，见下）' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '放弃，不装载' }).click();
    await title().getByText('报送台账').waitFor();
  });

  it('sees every unreadable file, skips them, and sees the effect and the warnings before loading', async () => {
    await open('/ledgers');
    await page.setInputFiles(
      '#ledger-files',
      await files({
        '坏.xlsx': 'PK\u0003\u0004 no workbook',
        '机构2.csv': csv(institution({ 机构编码: creditCode(2), 机构类型: '待核' })),
        '班级2.csv': csv(trainingClass({ 班级编号: 'K8', 承办机构编码: creditCode(2) })),
        '学员2.csv': csv(
          enrolment({ 班级编号: 'K8' }),
          enrolment({ 班级编号: 'K8', 证件号码: personId(2), 证书编号: 'Z8' }),
          enrolment({ 证件号码: personId(9), 证书编号: 'Z9', 出勤课时: '72' }),
        ),
      }),
    );
    await title().getByText('核对完成：读取 5 行，1 行可用，4 行待修正').waitFor();
    await page.getByRole('alert').getByText('1 个文件不能读取').waitFor();
    await page.getByRole('alert').getByText('坏.xlsx').waitFor();
    await page.getByText(/装载后 23,21\d → 23,21\d 人次；新增线索 \d+；提示 1/).waitFor();
    await page.locator('[data-section="warnings"]').getByText(/^V13 /).waitFor();
    await page.getByText('等引用：所引用的行改好后自动通过，不必改').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '略过并装载其余 3 个文件' }).click();
    await title()
      .getByText(/已装载为批次/)
      .waitFor();
    await page.getByText(/完成培训 23,21\d → 23,21\d 人次/).waitFor();
  });

  it('fixes the one cell that holds back most rows, and sees what it released', async () => {
    await open('/ledgers/quarantine');
    await title().getByText('要改 1 行 · 等引用 3 行').waitFor();
    const fixes = page.locator('[data-section="fixes"]');
    await fixes.getByText('改这 1 格 → 放行 4 行、+2 人次').waitFor();
    const waiting = page.locator('main').getByText('等 班级2.csv · 第 2 行 改好');
    expect(await waiting.count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '去看那一行' }).first().click();
    await title().getByText('等引用 1 行').waitFor();
    await page.getByText('等 机构2.csv · 第 2 行 改好').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await fixes.getByLabel('改为 机构类型').selectOption('民办培训机构');
    await fixes.getByRole('button', { name: '改好 1 格' }).click();
    await title().getByText('没有待修正的行').waitFor();
    await page.getByText('1 行改动：1 通过').waitFor();
    await page.getByText('随之放行 3 行').waitFor();
    await open('/ledgers/warnings');
    await page.getByText('72 > 40').waitFor();
    await page.locator('main').getByText('K1', { exact: true }).waitFor();
  });

  it('sees what to do about an invalid file', async () => {
    await open('/ledgers?lang=en');
    await page.setInputFiles('#ledger-files', await files({ 'letter.xlsx': 'PK\u0003\u0004 no workbook' }));
    await page.getByText('letter.xlsx').waitFor();
    await page.getByRole('button', { name: 'Choose other files' }).click();
    await title().getByText('Upload ledgers').waitFor();
  });

  it.each([
    ['/ledgers', 390],
    ['/ledgers/quarantine', 390],
    ['/ledgers/batches?lang=en', 390],
    ['/ledgers/snapshots?lang=en', 1920],
    ['/ledgers/templates', 390],
    ['/ledgers/warnings?lang=en&show=all', 390],
  ])('can read %s at %i pixels', async (path, width) => {
    const narrow = await freshPage(browser, { width, height: 844 });
    await signIn(narrow, server, 'office');
    const bad = watch(narrow, server.address);
    await narrow.goto(`${server.address}${path}`);
    await narrow.locator('nav').nth(1).waitFor();
    await narrow.locator('h1').waitFor();
    expect(await violations(narrow)).toEqual([]);
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(bad).toEqual([]);
    await leavePage(narrow);
  });

  it('has no silent errors', () => expect(troubles).toEqual([]));
});
