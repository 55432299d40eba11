import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDistance,
  formatPercent,
  formatPoints,
  formatYardstick,
} from '../../apps/web/src/ui/format.ts';
import { formatMoney, formatYuan } from '../../apps/web/src/ui/money.ts';
import { ProgrammeAnswer, type Yuan } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { type Browser, freshPage, leavePage, openBrowser, signIn, startServer } from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let programme: ProgrammeAnswer;
beforeAll(async () => {
  test = await makeSampleHome();
  server = await startServer(test.home);
  browser = await openBrowser();
  const headers = { cookie: await cookieOf(test.home, 'office') };
  programme = ProgrammeAnswer.parse(
    await (await fetch(`${server.address}/api/v1/programme`, { headers })).json(),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

/** Numbers of an answer that are no figures. */
const KEPT = ['number', 'year', 'level', 'backtestError'];

/** Puts other figures into answers, no two alike, so that none follows from others any more. */
class Scrambler {
  /** The new figures as a page may write them. */
  readonly written = new Set<string>();
  #count = 0;

  scramble(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((one) => this.scramble(one, key));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.scramble(one, name)]));
    if (typeof value === 'number' && !KEPT.includes(key)) return this.#number(key, value);
    return typeof value === 'string' && /^-?\d+\.\d\d$/.test(value) ? this.#amount() : value;
  }

  #number(key: string, value: number): number {
    this.#count += 1;
    const unit = programme.figures[key as keyof typeof programme.figures]?.unit;
    if (unit === 'fraction') {
      const fraction = ((this.#count * 37) % 1000) / 1000 + 0.0003;
      this.#write(formatPercent(fraction), formatYardstick(fraction));
      return fraction;
    }
    if (unit === 'points') {
      const points = (((this.#count * 53) % 1999) - 999) / 10;
      this.#write(formatPoints(points), formatDistance(points));
      return points;
    }
    // Scattered, so that a sum or a difference of two is no small number and is not among them; never two alike.
    const count = Math.sign(value || 1) * (100_019 + ((this.#count * 48_271) % 899_981));
    this.#write(formatCount(count), formatCount(Math.abs(count)));
    return count;
  }

  #amount(): string {
    this.#count += 1;
    const yuan = `${100_003 + this.#count * 7919}.${String(this.#count % 100).padStart(2, '0')}` as Yuan;
    this.#write(formatMoney(yuan, 'zh'), formatYuan(yuan));
    return yuan;
  }

  #write(...texts: string[]): void {
    for (const text of texts) this.written.add(numbersIn(text)[0] ?? text);
  }
}

/** Numbers in a text that may be figures: not days and months, and not what merely counts what is shown. */
function numbersIn(text: string): string[] {
  const undated = text.replace(/\d{4}\s*年(\s*\d+\s*月(\s*\d+\s*日)?)?|\d{4}-\d\d(-\d\d)?/g, ' ');
  return [...undated.matchAll(/\d[\d,]*(\.\d+)?/g)]
    .map(([number]) => number)
    .filter((number) => number.includes('.') || Number(number.replaceAll(',', '')) >= 1000);
}

const isTick = (number: string): boolean => /^[\d,]*[05]00$/.test(number);

/** A year alone, as heads of columns and ends of axes have it: a figure of four digits has a comma. */
const isYear = (number: string): boolean =>
  programme.domains.some(({ years }) => years.some(({ year }) => String(year) === number));

describe('the overview', () => {
  it('shows figures as the server sends them, in charts and tables, and computes none', async () => {
    const scrambler = new Scrambler();
    // The programme's own: baselines and targets.
    for (const { years } of programme.domains)
      for (const { value } of years) scrambler.written.add(formatCount(value ?? 0));
    for (const { value } of programme.targets) scrambler.written.add(formatYardstick(Number(value)));
    const page = await freshPage(browser, { locale: 'zh-CN' });
    await signIn(page, server, 'office');
    await page.route(/\/api\/v1\/(progress|ratios|funds)/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: scrambler.scramble(await response.json()) });
    });
    await page.goto(`${server.address}/?asOf=2021-06-30`);
    await page.locator('[data-section="curve"] [role="img"] svg path').first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    const seen: string[] = [];
    const look = async () => {
      seen.push(await page.locator('main').innerText());
      seen.push(...(await page.locator('main svg text, main figcaption').allTextContents()));
      seen.push(
        ...(await page
          .locator('main [role="img"]')
          .evaluateAll((charts) => charts.map((chart) => chart.getAttribute('aria-label') ?? ''))),
      );
    };
    await look();
    for (const choice of await page.locator('[data-section] label').getByText('表', { exact: true }).all())
      await choice.click();
    await page.locator('[data-section="curve"] tbody tr').first().waitFor();
    await page.waitForLoadState('networkidle');
    await look();
    const shown = [...new Set(seen.flatMap(numbersIn))].filter(
      (number) => !isTick(number) && !isYear(number),
    );
    expect(shown.length).toBeGreaterThan(200);
    expect(shown.filter((number) => !scrambler.written.has(number))).toEqual([]);
    await page.unrouteAll();
    await leavePage(page);
  });
});
