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
import { type AboutPages, EVERY_PAGE, furnishPages, pathOf } from '../support/every-page.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let about: AboutPages;
const pages = new Map<string, Page>();

beforeAll(async () => {
  test = await makeSampleHome();
  server = await startServer(test.home);
  about = await furnishPages(server);
  browser = await openBrowser();
  for (const role of ['office', 'admin'] as const) {
    const page = await freshPage(browser, { width: 360, height: 800 });
    await signIn(page, server, role);
    pages.set(role, page);
  }
});
afterAll(async () => {
  for (const page of pages.values()) await leavePage(page);
  await browser?.close();
  await server?.close();
  await test?.remove();
});

/** Chinese breaks anywhere, a Latin word nowhere by itself. */
const LABELS = ['特别长的单位名称'.repeat(8).slice(0, 60), 'Unbreakable'.repeat(6).slice(0, 60)];

/** Makes every label on the page 60 characters long; numbers stay. */
const lengthen = (page: Page, label: string): Promise<void> =>
  page.evaluate((long) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    for (const node of nodes) {
      const parent = node.parentElement;
      if (
        !parent ||
        parent.closest('script, style, svg, option, .visually-hidden, [data-formula], [role=spinbutton]')
      )
        continue;
      if (/[\p{L}]/u.test(node.data)) node.data = long;
    }
    for (const option of document.querySelectorAll('option')) option.textContent = long;
  }, label);

/** Texts that lie over one another, as a reader sees them. */
const overlaps = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // Each element is looked at once: the style of an element takes long to compute.
    const styles = new Map<Element, boolean>();
    const isPlaced = (element: Element): boolean => {
      let placed = styles.get(element);
      if (placed === undefined) {
        const { position, visibility, clipPath, opacity } = getComputedStyle(element);
        placed =
          position !== 'fixed' &&
          position !== 'sticky' &&
          visibility !== 'hidden' &&
          clipPath === 'none' &&
          opacity !== '0' &&
          (element.parentElement === null || isPlaced(element.parentElement));
        styles.set(element, placed);
      }
      return placed;
    };
    // Closed details keep the boxes of what they hide.
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ contentVisibilityAuto: true }) && isPlaced(element);
    const boxes = [...document.querySelectorAll('body *')].flatMap((element) => {
      const own = [...element.childNodes].filter(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (own.length === 0 || element.closest('svg, option, select, .visually-hidden') || !isShown(element))
        return [];
      return own.flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].flatMap((rect) => {
          const seen = clipped(rect, element);
          return seen ? [{ element, rect: seen }] : [];
        });
      });
    });
    boxes.sort((one, other) => one.rect.top - other.rect.top);
    const found: string[] = [];
    for (const [index, one] of boxes.entries()) {
      for (let at = index + 1; at < boxes.length; at++) {
        const other = boxes[at] as (typeof boxes)[number];
        // Lines of text may touch by their leading.
        if (other.rect.top > one.rect.bottom - 6) break;
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const height = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
        if (width <= 2 || height <= 6) continue;
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        found.push(`${nameOf(one.element)} / ${nameOf(other.element)}`);
      }
    }
    return [...new Set(found)].slice(0, 10);
    /** What is in view of it within the areas that scroll. */
    function clipped(rect: DOMRect, element: Element): DOMRect | null {
      let { left, top, right, bottom } = rect;
      for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
        if (getComputedStyle(one).overflow === 'visible') continue;
        const area = one.getBoundingClientRect();
        [left, top] = [Math.max(left, area.left), Math.max(top, area.top)];
        [right, bottom] = [Math.min(right, area.right), Math.min(bottom, area.bottom)];
      }
      return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null;
    }
    function nameOf(element: Element): string {
      return `${element.tagName.toLowerCase()}.${element.className} ${(element.textContent ?? '').slice(0, 12)}`;
    }
  });

/** First columns that stay in place and leave too little to see of what scrolls beside them. */
const covering = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('tbody tr:first-child > th:first-child')].flatMap((cell) => {
      const area = cell.closest('[role=group]')?.clientWidth ?? 0;
      return getComputedStyle(cell).position === 'sticky' && cell.clientWidth > area * 0.6
        ? [`${cell.clientWidth} of ${area}: ${(cell.textContent ?? '').slice(0, 12)}`]
        : [];
    }),
  );

/** The innermost elements that make the page wider than its window; none where it is not. */
const widening = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (one: Element): boolean => getComputedStyle(one).overflowX !== 'visible';
    const wide = [...document.querySelectorAll('body *')].filter((one) => {
      if (one.getBoundingClientRect().right <= clientWidth) return false;
      for (let area = one.parentElement; area && area !== document.body; area = area.parentElement)
        if (scrolls(area) && area.getBoundingClientRect().right <= clientWidth) return false;
      return true;
    });
    return wide
      .filter((one) => !wide.some((other) => other !== one && one.contains(other)))
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${(one.textContent ?? '').slice(0, 12)}`)
      .concat(`${scrollWidth} wide`);
  });

describe('labels of sixty characters at 360 pixels', () => {
  it.each(EVERY_PAGE)('neither widen the page nor cover a neighbour: $route', async (entry) => {
    const { as = 'office', ready = 'h1' } = entry;
    const page = pages.get(as) as Page;
    await page.goto(`${server.address}${pathOf(entry, about)}`);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await overlaps(page)).toEqual([]);
    for (const label of LABELS) {
      await lengthen(page, label);
      expect(await widening(page)).toEqual([]);
      expect(await overlaps(page)).toEqual([]);
      expect(await covering(page)).toEqual([]);
    }
  });
});
