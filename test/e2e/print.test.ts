import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  freshPage,
  leavePage,
  openBrowser,
  type Page,
  signIn,
  startServer,
} from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { keepAnyList } from '../support/notices.ts';

/** A sheet of A4 in CSS pixels. */
const SHEET = { width: 794, height: 1123 };

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
/** A name list, for addresses that end with GS. */
let list: string;
beforeAll(async () => {
  test = await makeSampleHome();
  list = await keepAnyList(test.home);
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

const PAGES = [
  ['office', '/?asOf=2021-06-30', '[data-figure="completed"]'],
  ['office', '/supervision/summary', 'main table'],
  ['office', '/supervision?rule=R01', '[data-id]'],
  ['office', '/ledgers/batches', 'main h1'],
  ['office', '/ledgers/snapshots', 'main table'],
  ['leader', '/reports', 'main h1'],
  ['leader', '/releases', 'main h1'],
  ['leader', '/releases/notices', 'main table'],
  ['leader', '/releases/notices/GS', 'main article'],
  ['admin', '/admin', 'main table'],
] as const;

/** What of the page is not fit for paper. */
const troubles = (page: Page): Promise<string[]> =>
  page.evaluate((sheet) => {
    const found: string[] = [];
    const visible = (element: Element): boolean => element.getClientRects().length > 0;
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent ?? '').slice(0, 12)}`;
    for (const control of document.querySelectorAll(
      'main form, main input:not([type=checkbox]), main select, main textarea',
    )) {
      if (visible(control)) found.push(`form: ${nameOf(control)}`);
    }
    for (const element of document.querySelectorAll('main *')) {
      const { breakInside, backgroundColor, printColorAdjust, position } = getComputedStyle(element);
      // A block that must not break and fits on no sheet leaves the one before it empty.
      const avoids = breakInside === 'avoid' || breakInside === 'avoid-page';
      if (avoids && element.getBoundingClientRect().height > sheet.height)
        found.push(`tall: ${nameOf(element)}`);
      const exact = printColorAdjust === 'exact';
      if (backgroundColor !== 'rgba(0, 0, 0, 0)' && !exact) found.push(`pale: ${nameOf(element)}`);
      if (position === 'fixed' || position === 'sticky') found.push(`stays: ${nameOf(element)}`);
    }
    const first = document.querySelector('main h1, main h2')?.getBoundingClientRect().top ?? sheet.height;
    if (first > sheet.height / 3) found.push(`begins at ${first}`);
    return [...new Set(found)].slice(0, 10);
  }, SHEET);

/** How light a colour is, from 0 to 255. */
const lightness = (page: Page, property: 'color' | 'backgroundColor'): Promise<number> =>
  page.evaluate((name) => {
    const parts = getComputedStyle(document.body)[name].match(/\d+/g) ?? [];
    return Math.min(...parts.slice(0, 3).map(Number));
  }, property);

describe('a printed page', () => {
  it.each(PAGES)(
    'is light, begins on the first sheet and has bars and no forms: %s %s',
    async (role, path, ready) => {
      const page = await freshPage(browser, SHEET);
      await signIn(page, server, role);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${server.address}${path.replace(/GS$/, list)}`);
      await page.locator(ready).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await lightness(page, 'backgroundColor')).toBeLessThan(80);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await expect.poll(() => lightness(page, 'backgroundColor')).toBe(255);
      expect(await lightness(page, 'color')).toBeLessThan(80);
      expect(await troubles(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        SHEET.width,
      );
      await page.emulateMedia({ media: null });
      await leavePage(page);
    },
  );
});
