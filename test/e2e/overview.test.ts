import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { makeHome, makeSampleHome, type TestHome } from '../support/home.ts';
import { csv, institution, trainingClass } from '../support/ledgers.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A home, a server and a page, watched for silent errors. */
function useSite(make: () => Promise<TestHome>) {
  const site = {} as { test: TestHome; address: string; page: Page; troubles: string[] };
  let close: () => Promise<void>;
  beforeAll(async () => {
    site.test = await make();
    ({ address: site.address, close } = await startServer(site.test.home));
  });
  beforeEach(async () => {
    site.page = await freshPage(browser, { locale: 'zh-CN' });
    await signIn(site.page, { address: site.address, home: site.test.home }, 'office');
    site.troubles = watch(site.page, site.address);
  });
  afterEach(async () => {
    await leavePage(site.page);
    expect(site.troubles).toEqual([]);
  });
  afterAll(async () => {
    await close?.();
    await site.test?.remove();
  });
  return site;
}

const figure = (page: Page, id: string) => page.locator(`[data-figure="${id}"]`).first();
const open = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  // Parts are rendered as their answers arrive: the first figure is the headline only when all are loaded.
  await page.waitForLoadState('networkidle');
  await figure(page, 'completed').waitFor();
};

describe('the overview', () => {
  const site = useSite(makeSampleHome);

  it('shows the three targets of the decree', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31`);
    expect(await figure(site.page, 'completed').innerText()).toBe('45,534');
    expect(await figure(site.page, 'skilledRatio').innerText()).toContain('26.2');
    expect(await figure(site.page, 'highSkilledRatio').innerText()).toContain('30.8');
    for (const word of ['100,000', '严重滞后', '已到期', '达成', '就业补助资金'])
      await expect.poll(() => site.page.locator('main').innerText()).toContain(word);
    expect(await site.page.title()).toContain('技能账本');
  });

  it('carries the as-of date in the address, and follows the address', async () => {
    await open(site.page, `${site.address}/`);
    await site.page.getByRole('button', { name: /^截至/ }).click();
    await fillDate(site.page, '截至', '2020-12-31');
    await expect.poll(() => site.page.url()).toContain('asOf=2020-12-31');
    await expect.poll(() => figure(site.page, 'completed').innerText()).toBe('33,590');
    await site.page.reload();
    await expect.poll(() => figure(site.page, 'completed').innerText()).toBe('33,590');
    await site.page.goBack();
    await expect.poll(() => figure(site.page, 'completed').innerText()).toBe('45,534');
  });

  it('filters by domain with the keyboard only, and removes the filter', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31`);
    const button = site.page.getByRole('button', { name: /^领域/ });
    await button.focus();
    await site.page.keyboard.press('Enter');
    await site.page.getByRole('checkbox', { name: '安全技能' }).focus();
    await site.page.keyboard.press('Space');
    await expect.poll(() => decodeURIComponent(site.page.url())).toContain('domain=安全技能');
    await expect.poll(() => site.page.locator('main').innerText()).toContain('24,000');
    await site.page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await site.page.getByRole('button', { name: '移除筛选：安全技能' }).click();
    await expect.poll(() => site.page.url()).not.toContain('domain');
  });

  it('shows the figures of a unit, and why others are absent', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31&town=${encodeURIComponent('义亭镇')}`);
    const words = await site.page.locator('main').innerText();
    expect(words).toMatch(/不适用|无数据|未分解/);
    expect(words).not.toMatch(/NaN|undefined|null/);
  });

  it('opens on the list that a filter leaves, and on both where there are both', async () => {
    const section = site.page.locator('[data-section="units"]');
    await open(site.page, `${site.address}/?asOf=2021-12-31&town=${encodeURIComponent('义亭镇')}`);
    await section.getByRole('row', { name: /义亭镇/ }).waitFor();
    expect(await section.getByText('部门', { exact: true }).count()).toBe(0);
    await open(site.page, `${site.address}/?asOf=2021-12-31&list=towns`);
    await section.getByRole('row', { name: /市本级/ }).waitFor();
    expect(await section.locator('tbody tr').last().innerText()).toContain('市本级');
  });

  it('says that a department and a town intersect', async () => {
    const both = `unit=${encodeURIComponent('人社局')}&town=${encodeURIComponent('义亭镇')}`;
    await open(site.page, `${site.address}/?asOf=2021-12-31&${both}`);
    await site.page.getByText('同时筛选部门和镇街：只计两者都符合的班级').waitFor();
    const section = site.page.locator('[data-section="units"]');
    await section.getByRole('row', { name: /人社局/ }).waitFor();
    // No quota applies to what two units share.
    const words = await site.page.locator('main').innerText();
    expect(words).toContain('不适用');
    expect(words).not.toContain('未分解');
  });

  it('gives a single unit no rank', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31&unit=${encodeURIComponent('人社局')}`);
    const section = site.page.locator('[data-section="units"]');
    const row = section.getByRole('row', { name: /人社局/ });
    await row.waitFor();
    expect(await row.locator('th').innerText()).toBe('人社局');
    expect(await section.innerText()).not.toMatch(/排名|两张表/);
  });

  it('lists domains without a quota for the unit in one line', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31&unit=${encodeURIComponent('建设局')}`);
    const section = site.page.locator('[data-section="domains"]');
    await section.getByText(/另有 \d 个领域没有分解任务，也没有记录：/).waitFor();
    expect(await section.locator('[data-domain]').count()).toBeLessThan(10);
  });

  it('answers "why?" for a figure and restores the focus', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31`);
    const progress = figure(site.page, 'progress');
    await progress.focus();
    await site.page.keyboard.press('Enter');
    const panel = site.page.getByRole('dialog');
    await panel.waitFor();
    const words = await panel.innerText();
    for (const word of ['目标完成率', '45,534', '100,000', '附件', '2021']) expect(words).toContain(word);
    await site.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await progress.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('answers "why?" down to file, sheet and row, and leads from a figure to those it is computed from', async () => {
    await open(site.page, `${site.address}/?asOf=2021-12-31`);
    await figure(site.page, 'progress').click();
    await site.page.getByRole('dialog').getByRole('button', { name: '完成培训人次' }).click();
    const rows = site.page.locator('[data-testid="why"] section[data-total]');
    await rows.getByText('台账行：22,320 行').waitFor();
    expect(await rows.innerText()).toContain('合计 23,214');
    await expect.poll(() => rows.locator('li li, ol > li').count()).toBeGreaterThanOrEqual(20);
    expect(await rows.locator('ol > li').first().innerText()).toMatch(
      /04学员2018-2019\.xlsx · 学员名册 · 第 \d+ 行/,
    );
    await rows.getByRole('button', { name: /再看 20 行/ }).click();
    await expect.poll(() => rows.locator('ol > li').count()).toBe(40);
    expect(await violations(site.page)).toEqual([]);
    await site.page.keyboard.press('Escape');
  });

  it('prints a formula with all digits, whose operands can be opened', async () => {
    await open(site.page, `${site.address}/?asOf=2021-06-30`);
    await figure(site.page, 'timeProgress').click();
    const panel = site.page.getByRole('dialog');
    await panel.getByText('912 ÷ 1,096 = 83.2117').waitFor();
    await panel.getByRole('button', { name: '已过天数' }).click();
    await panel.getByRole('heading', { name: '已过天数' }).waitFor();
    await site.page.keyboard.press('Escape');
    await figure(site.page, 'pace').click();
    expect(await panel.innerText()).toMatch(/对照阈值：领先 ≥ 0，正常 ≥ −5，滞后 ≥ −15/);
    await site.page.keyboard.press('Escape');
    await figure(site.page, 'completed').click();
    await panel.getByRole('button', { name: '基线', exact: true }).click();
    await panel.getByText('合计 23,214').waitFor();
    await site.page.keyboard.press('Escape');
  });

  it.each([
    ['zh', '截至日期之后另有'],
    ['en', 'After the as-of date'],
  ])('says what was paid after the as-of date (%s)', async (language, words) => {
    await open(site.page, `${site.address}/?asOf=2021-06-30&lang=${language}`);
    const note = site.page.getByTestId('later-payouts');
    expect(await note.innerText()).toMatch(new RegExp(`${words}.*\\d`));
  });

  it('turns every chart into a table', async () => {
    await open(site.page, `${site.address}/?asOf=2021-06-30`);
    const curve = site.page.locator('[data-section="curve"]');
    await curve.getByText('表', { exact: true }).click();
    const table = curve.getByRole('table');
    await table.waitFor();
    expect(await table.innerText()).toContain('39,777');
  });

  it('draws the curve with its target, plan and forecast', async () => {
    await open(site.page, `${site.address}/?asOf=2021-06-30`);
    const chart = site.page.locator('[data-section="curve"] svg').first();
    await chart.waitFor();
    await expect.poll(() => chart.textContent()).toContain('39,777');
    expect(await chart.textContent()).toContain('100,000');
  });

  it('switches to English, also in the address', async () => {
    // The language is remembered by account: the other tests expect Chinese of theirs.
    await signIn(site.page, { address: site.address, home: site.test.home }, 'office', { suffix: '-en' });
    await open(site.page, `${site.address}/?asOf=2021-12-31`);
    await site.page.getByText('EN', { exact: true }).click();
    await expect.poll(() => site.page.url()).toContain('lang=en');
    await expect.poll(() => site.page.locator('html').getAttribute('lang')).toBe('en');
    const words = await site.page.locator('main').innerText();
    for (const word of ['Safety skills', 'Far behind', 'Human Resources']) expect(words).toContain(word);
  });

  it.each(['asOf=gestern', `domain=${encodeURIComponent('不存在')}`])(
    'shows the error of an invalid address (%s), and offers to reset it',
    async (search) => {
      await site.page.goto(`${site.address}/?${search}`);
      await site.page.getByRole('alert').first().waitFor();
      await site.page
        .getByRole('button', { name: '清除日期和筛选' })
        .or(site.page.getByRole('link', { name: '清除日期和筛选' }))
        .first()
        .click();
      await expect.poll(() => figure(site.page, 'completed').innerText()).toBe('45,534');
      // The browser itself logs each 400.
      expect(site.troubles.filter((trouble) => !trouble.includes('400'))).toEqual([]);
      site.troubles.length = 0;
    },
  );

  it.each([
    [1440, 900, 'zh'],
    [1440, 900, 'en'],
    [1920, 1080, 'zh'],
    [390, 844, 'zh'],
    [390, 844, 'en'],
  ])('at %d × %d (%s) fits its window and breaks no rule of WCAG 2.2 AA', async (width, height, language) => {
    await site.page.setViewportSize({ width, height });
    // Wait for colour transitions to end.
    await site.page.emulateMedia({ reducedMotion: 'reduce' });
    await open(site.page, `${site.address}/?asOf=2021-06-30&lang=${language}`);
    await site.page.locator('[data-section="curve"] svg').first().waitFor();
    await site.page.waitForLoadState('networkidle');
    const overflow = await site.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await violations(site.page)).toEqual([]);
    await figure(site.page, 'completed').click();
    await site.page.getByRole('dialog').waitFor();
    expect(await violations(site.page)).toEqual([]);
  });

  it('is as readable in the dark theme as in the light one', async () => {
    await site.page.emulateMedia({ colorScheme: 'dark' });
    await open(site.page, `${site.address}/?asOf=2021-06-30`);
    await site.page.waitForLoadState('networkidle');
    expect(await violations(site.page)).toEqual([]);
  });

  it('shows no demo mark for real data', async () => {
    await open(site.page, `${site.address}/`);
    expect(await site.page.locator('body').innerText()).not.toContain('演示数据');
  });
});

describe('the overview of demonstration data', () => {
  const site = useSite(async () => {
    const test = await makeHome();
    await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) }, { demo: true });
    return test;
  });

  it('is marked on the page', async () => {
    await open(site.page, `${site.address}/`);
    expect(await site.page.locator('body').innerText()).toContain('演示数据');
  });
});

describe('the overview without data', () => {
  const site = useSite(makeHome);

  it('explains what will be shown', async () => {
    await site.page.goto(site.address);
    await site.page.getByRole('link', { name: '报送第一批台账' }).waitFor();
    expect(await site.page.locator('body').innerText()).not.toContain('skill-ledger');
    expect(await violations(site.page)).toEqual([]);
    await signIn(site.page, { address: site.address, home: site.test.home }, 'admin');
    await site.page.reload();
    await expect.poll(() => site.page.locator('body').innerText()).toContain('skill-ledger load');
  });
});
