import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, freshPage, openBrowser, type Page, signIn, startServer } from '../support/browser.ts';
import { type FilledFormula, recomputed } from '../support/formula.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let browser: Browser;
let test: TestHome;
let address = '';
let close: () => Promise<void>;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  test = await makeSampleHome();
  ({ address, close } = await startServer(test.home));
  page = await freshPage(browser, { locale: 'zh-CN' });
  await signIn(page, { address, home: test.home }, 'office');
});
afterAll(async () => {
  await page?.close();
  await close?.();
  await test?.remove();
  await browser?.close();
});

/** Formulas with values of the figures on the page, at most three of each figure, as the panel prints them. */
const formulasOf = (most: number): Promise<FilledFormula[]> =>
  page.evaluate(async (limit) => {
    const seen = new Map<string, number>();
    const found: { figure: string; words: string; values: string }[] = [];
    const painted = () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const text = (panel: Element | null, label: string): string =>
      [...(panel?.querySelectorAll('dt') ?? [])].find((dt) => dt.textContent === label)?.nextElementSibling
        ?.textContent ?? '';
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-figure]')) {
      const figure = button.dataset.figure ?? '';
      const times = seen.get(figure) ?? 0;
      if (times >= limit) continue;
      seen.set(figure, times + 1);
      button.click();
      await painted();
      const panel = document.querySelector('[data-testid="why"]');
      found.push({ figure, words: text(panel, '算式'), values: text(panel, '代入') });
    }
    return found;
  }, most);

describe('the formulas of the overview', () => {
  it.each(['', '&domain=安全技能', '&unit=科协', '&town=义亭镇', '&mode=创业培训'])(
    'give the result that stands beside them, by what is printed alone%s',
    async (filters) => {
      await page.goto(`${address}/?asOf=2021-06-30${filters}`);
      await page.waitForLoadState('networkidle');
      await page.locator('[data-figure="completed"]').first().waitFor();
      const formulas = (await formulasOf(3)).filter(({ values }) => values !== '');
      expect(formulas.length).toBeGreaterThan(5);
      for (const formula of formulas) expect(recomputed(formula)).toEqual({ ...formula, agrees: true });
    },
  );
});
