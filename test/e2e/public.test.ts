import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp } from '../../apps/api/src/public-app.ts';
import {
  type Browser,
  freshPage,
  leavePage,
  openBrowser,
  type Page,
  startServer,
  violations,
  watch,
} from '../support/browser.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { openOldBrowser, watchOld } from '../support/old-browser.ts';
import { publishSamples } from '../support/published.ts';

const WIDTHS = [360, 1440];
const VIEWS = ['plain', 'large', 'contrast', 'dark'] as const;

/** One of every kind of page, in both languages. */
const KINDS = [
  ...[
    '',
    'index.en.html',
    'releases.html',
    'calendar.html',
    'definitions.html',
    'downloads.html',
    'search.html',
  ],
  ...[
    '2021H1-r1/',
    '2021H1-r1/funds_by_source.html',
    '2021H1-r1/funds_by_institution.en.html',
    '2021H1-r1/months.html',
  ],
  ...[
    '2021H1-r1/people_by_home_town.html',
    '2021Q1-r1/index.html',
    '2021Q1-r2/changes.html',
    '2020-r1/grades.en.html',
  ],
  ...['2021H1-r1/supervision.html', '2020H1-r1/'],
];

let test: TestHome;
let server: Awaited<ReturnType<typeof createPublicApp>>;
let address: string;
let browser: Browser;
beforeAll(async () => {
  test = await makeSampleHome();
  const publicFolder = await publishSamples(test);
  server = await createPublicApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null, publicFolder });
  await server.listen(0, '127.0.0.1');
  address = await server.getUrl();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${address}/public/${path}`);
};

describe('the public site', () => {
  it.each(KINDS)('passes axe and fits the width, in every view: /%s', async (path) => {
    for (const width of WIDTHS) {
      const page = await freshPage(browser, { width, height: 844, locale: 'zh-CN' });
      const troubles = watch(page, address);
      for (const view of VIEWS) {
        await page.emulateMedia({ colorScheme: view === 'dark' ? 'dark' : 'light' });
        await open(page, path);
        if (view === 'large' || view === 'contrast') {
          await page.click(`label[for="${view}"]`);
        }
        expect(await violations(page), `${width} ${view}`).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${width} ${view}`).toBeLessThanOrEqual(width);
        if (view === 'large' || view === 'contrast') await page.click(`label[for="${view}"]`);
      }
      // The tombstone is a page that answers 410, which the browser reports.
      expect(troubles.filter((trouble) => !trouble.includes('410'))).toEqual([]);
      await leavePage(page);
    }
  });

  it('reads without script: figures, menu, large type', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    try {
      const page = await context.newPage();
      await open(page, '');
      expect(await page.locator('.cards .big').allTextContents()).toHaveLength(3);
      expect(await page.locator('.bars li').count()).toBeGreaterThan(10);
      const sizeOf = () => page.locator('.lead').evaluate((element) => getComputedStyle(element).fontSize);
      const before = Number.parseFloat(await sizeOf());
      await page.click('label[for="large"]');
      expect(Number.parseFloat(await sizeOf())).toBeGreaterThan(before * 1.4);
      await page.getByRole('link', { name: '人员', exact: true }).click();
      expect(await page.locator('h1').textContent()).toContain('人员 · ');
      // What needs a script is not there at all.
      expect(await page.getByRole('button').count()).toBe(0);
      await page.getByRole('link', { name: '检索' }).click();
      expect(await page.locator('.find').isVisible()).toBe(false);
      expect(await page.locator('.index li').count()).toBeGreaterThan(60);
    } finally {
      await context.close();
    }
  });

  it('is used by keyboard: skip link, switches that stay, menu', async () => {
    const page = await freshPage(browser, { width: 1440, locale: 'zh-CN' });
    await open(page, '2021H1-r1/funds_by_town.html');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#large').isChecked()).toBe(true);
    const outline = await page
      .locator('label[for="large"]')
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('link', { name: '按领域' }).press('Enter');
    await page.waitForURL(/funds_by_domain/);
    expect(await page.locator('#large').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'English' }).press('Enter');
    await page.waitForURL(/funds_by_domain\.en/);
    expect(await page.locator('h1').textContent()).toBe('Funds · By domain · 2021 first half');
    // Wide tables are scrolled by keyboard, too.
    expect(await page.locator('.scroll').first().getAttribute('tabindex')).toBe('0');
    await leavePage(page);
  });

  it('narrows the index of names, says how many are left, and leads to the row', async () => {
    const page = await freshPage(browser, { width: 390, height: 844, locale: 'zh-CN' });
    await open(page, 'search.html');
    await page.getByLabel('输入单位、机构、领域、标准或指标的名称').fill('佛堂镇');
    expect(await page.getByRole('status').textContent()).toMatch(/^[12] 条$/);
    expect(await page.locator('.index li:visible strong').first().textContent()).toBe('佛堂镇');
    await page.locator('.index li:visible a').first().click();
    await page.waitForURL(/funds_by_town\.html#funds_by_town-\d+/);
    expect(await page.locator('tr:target th').textContent()).toBe('佛堂镇');
    await leavePage(page);
  });

  it('opens no window, dialog or overlay by itself, and asks no other host', async () => {
    const page = await freshPage(browser, { width: 390, height: 844 });
    const troubles = watch(page, address);
    let dialogs = 0;
    page.on('dialog', () => {
      dialogs += 1;
    });
    await open(page, '');
    const over = await page.evaluate(
      () =>
        [...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).position === 'fixed')
          .length,
    );
    expect([over, dialogs, page.context().pages().length, troubles]).toEqual([0, 0, 1, []]);
    await leavePage(page);
  });

  it('prints black on white without menus, on sheets of A4', async () => {
    const page = await freshPage(browser, { width: 794, height: 1123, locale: 'zh-CN' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const path of ['', '2021H1-r1/people_by_group.html', 'calendar.html']) {
      await open(page, path);
      const seen = await page.evaluate(() => ({
        paper: getComputedStyle(document.querySelector('.page') as Element).backgroundColor,
        menus: [...document.querySelectorAll('nav, .tools')].filter((one) => one.getClientRects().length > 0)
          .length,
        wide: document.documentElement.scrollWidth,
      }));
      expect(seen).toEqual({ paper: 'rgb(255, 255, 255)', menus: 0, wide: 794 });
    }
    await page.emulateMedia({ media: null });
    await leavePage(page);
  });

  it('works in Chromium 88', async () => {
    const { browser: old, page } = await openOldBrowser();
    try {
      const troubles = watchOld(page);
      for (const path of ['', '2021H1-r1/months.html', 'search.html']) {
        await page.goto(`${address}/public/${path}`);
        const seen = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          shapes: document.querySelectorAll('svg rect').length,
          print: !(document.querySelector('[data-do="print"]') as HTMLElement).hidden,
        }));
        expect(seen.wide).toBeLessThanOrEqual(1440);
        expect(seen.print).toBe(true);
        if (path !== 'search.html') expect(seen.shapes).toBeGreaterThan(10);
      }
      expect(troubles).toEqual([]);
    } finally {
      await old.close();
    }
  });

  it('finds a class on the whole server, where the menu leads to it, without script too', async () => {
    await cp(join(test.folder, 'public'), join(test.home, 'public'), { recursive: true });
    const whole = await startServer(test.home);
    const snapshot = await openCurrentSnapshot(test.home);
    const reader = await (await snapshot.connect()).runAndReadAll(
      "SELECT class_id, starts_on::VARCHAR FROM classes JOIN payouts USING (class_id) WHERE payout_status = '已发放' LIMIT 1",
    );
    snapshot.close();
    const [id, start] = (reader.getRowsJson()[0] ?? []).map(String);
    const context = await browser.newContext({ javaScriptEnabled: false });
    try {
      const plain = await context.newPage();
      await plain.goto(`${whole.address}/public/`);
      await plain.getByRole('link', { name: '查班级' }).click();
      await plain.getByLabel('班级编号').fill(id ?? '');
      await plain.getByLabel('开班日期').fill(start ?? '');
      await plain.getByRole('button', { name: '查询' }).click();
      expect(await plain.locator('.steps li').count()).toBe(4);
      expect(await plain.locator('.steps .done').count()).toBe(4);
      const page = await freshPage(browser, { width: 360, height: 844, locale: 'zh-CN' });
      for (const query of ['', `?class=${id}&start=${start}`, `?class=${id}&start=2019-01-01`]) {
        for (const view of VIEWS) {
          await page.emulateMedia({ colorScheme: view === 'dark' ? 'dark' : 'light' });
          await page.goto(`${whole.address}/public/track.html${query}`);
          const isSwitched = view === 'large' || view === 'contrast';
          if (isSwitched) await page.click(`label[for="${view}"]`);
          expect(await violations(page), `${query} ${view}`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
          if (isSwitched) await page.click(`label[for="${view}"]`);
        }
      }
      expect(await page.getByRole('alert').textContent()).toContain('没有找到');
      await leavePage(page);
    } finally {
      await context.close();
      await whole.close();
    }
  });
});
