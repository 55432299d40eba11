import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createApp } from '../../apps/api/src/app.ts';
import { findBrowser } from '../../scripts/ensure-tools.mjs';
import { COOKIE, sessionToken } from './access.ts';

const PAGES = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));

/** Timeout of a step, long enough for a busy machine. */
export const STEP_MS = 60_000;

/** A real server on the built pages, on a port of its own. */
export async function startServer(
  home: string,
): Promise<{ address: string; home: string; close(): Promise<void> }> {
  const app = await createApp({ home, host: '127.0.0.1', port: 0, pages: PAGES });
  await app.listen(0, '127.0.0.1');
  return { address: await app.getUrl(), home, close: () => app.close() };
}

/**
 * A page lives for seconds: code is thrown away before optimizing it pays, and most objects live as long as
 * the page. Without optimizing compilers and with a larger nursery, pages take a third less processor time.
 */
const SHORT_LIVED = '--js-flags=--no-opt,--no-maglev,--min-semi-space-size=32';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-background-networking', SHORT_LIVED],
  });

/** Released pages, by browser and language. */
const left = new WeakMap<Browser, Map<string, Page[]>>();
const leftIn = (browser: Browser, locale: string): Page[] => {
  const pages = left.get(browser) ?? new Map<string, Page[]>();
  left.set(browser, pages);
  const those = pages.get(locale) ?? [];
  pages.set(locale, those);
  return those;
};
const locales = new WeakMap<Page, string>();

/**
 * A page of a new user. A released window (`leavePage`) is reused: a new one takes three
 * times as long, since the browser starts a process for it and reads every script again.
 */
export async function freshPage(
  browser: Browser,
  { width = 1440, height = 900, locale = 'en-US' }: { width?: number; height?: number; locale?: string } = {},
): Promise<Page> {
  const viewport = { width, height };
  const again = leftIn(browser, locale).pop();
  if (again) {
    await again.setViewportSize(viewport);
    return again;
  }
  const page = await browser.newPage({ viewport, locale });
  page.setDefaultTimeout(STEP_MS);
  locales.set(page, locale);
  return page;
}

/**
 * Leaves a page as if its browser were closed: its storage is cleared for the next test. It is left for an error
 * of the same server: after a page of another origin, the browser would start a process for the next one.
 */
export async function leavePage(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.goto(new URL('/api/v1/nothing', page.url()).href);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.context().clearCookies();
  await page.emulateMedia({ reducedMotion: null, colorScheme: null });
  const browser = page.context().browser();
  if (browser) leftIn(browser, locales.get(page) ?? '').push(page);
}

/** Gives the page's browser the session of a user with this role. */
export async function signIn(
  page: Page,
  { address, home }: { address: string; home: string },
  ...whose: Parameters<typeof sessionToken> extends [string, ...infer Rest] ? Rest : never
): Promise<void> {
  await page
    .context()
    .addCookies([{ name: COOKIE, value: await sessionToken(home, ...whose), url: address }]);
}

/** Silent problems of a page: errors, failed requests, requests to other hosts. */
export function watch(page: Page, address: string): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser logs every 503 itself; tests check the page's message.
    if (message.type() === 'error' && !message.text().includes('503'))
      troubles.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      troubles.push(`elsewhere: ${request.url()}`);
  });
  return troubles;
}

/** Types a day into a date picker, part by part in the order of Chinese: year, month, day. */
export async function fillDate(page: Page, label: string, day: string): Promise<void> {
  await page.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
  await page.keyboard.type(day.replaceAll('-', ''));
  await page.keyboard.press('Enter');
}

/** Violations of WCAG 2.2 A and AA, and of axe's best practice, once the page is loaded: rule and place. */
export async function violations(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  await page.waitForFunction(() => document.querySelector('[data-testid="skeleton"]') === null);
  return page.evaluate(async () => {
    // Half faded in, anything has too little contrast.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
    };
    const result = await axe.run({
      // What passes is not described: finding a selector for each element takes longer than the rules.
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    );
  });
}

export type { Browser, Page };
