import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress } from 'node:zlib';
import { COOKIE, sessionToken } from './access.ts';
import { STEP_MS } from './browser.ts';

const load = createRequire(import.meta.url);

/** The part of the old driver used by tests; its package has no types for the current compiler. */
export interface OldPage {
  on(event: 'pageerror', hear: (error: Error) => void): void;
  on(event: 'console', hear: (message: { type(): string; text(): string }) => void): void;
  setDefaultTimeout(milliseconds: number): void;
  setCookie(cookie: { name: string; value: string; url: string }): Promise<void>;
  goto(address: string, wish?: { waitUntil: 'networkidle0' }): Promise<unknown>;
  url(): string;
  waitForSelector(selector: string, wish?: { hidden: boolean }): Promise<unknown>;
  $(selector: string): Promise<{ uploadFile(path: string): Promise<void> } | null>;
  waitForXPath(path: string, wish?: { visible: boolean }): Promise<{ click(): Promise<void> }>;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  deleteCookie(cookie: { name: string; url: string }): Promise<void>;
  evaluate<T>(work: () => T): Promise<T>;
  evaluate<T, A>(work: (value: A) => T, value: A): Promise<T>;
  waitForFunction(condition: () => boolean): Promise<unknown>;
  keyboard: { press(key: string): Promise<void> };
}
export interface OldBrowser {
  version(): Promise<string>;
  newPage(): Promise<OldPage>;
  close(): Promise<void>;
  process(): { kill(signal: 'SIGKILL'): void } | null;
}

/** In a single process, this browser sometimes stops before its first page: it is started again then. */
const ATTEMPTS = 5;
const FIRST_PAGE_MS = 20_000;

/** The browser's executable from its package, unpacked once for all runs. */
async function unpack(): Promise<string> {
  const program = join(tmpdir(), 'skill-ledger-chromium-88');
  if (await stat(program).catch(() => null)) return program;
  const folder = await mkdtemp(`${program}-`);
  const packed = join(dirname(load.resolve('chrome-aws-lambda/package.json')), 'bin', 'chromium.br');
  const draft = join(folder, 'chromium');
  await pipeline(
    createReadStream(packed),
    createBrotliDecompress(),
    createWriteStream(draft, { mode: 0o755 }),
  );
  await rename(draft, program);
  await rm(folder, { recursive: true });
  return program;
}

/** Chromium 88: older than the last version for Windows 7, close to the oldest supported one (docs/operating.md, "Browsers"). */
export async function openOldBrowser(): Promise<{ browser: OldBrowser; page: OldPage }> {
  const driver = load('puppeteer-core') as { launch(options: object): Promise<OldBrowser> };
  const executablePath = await unpack();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const browser = await driver.launch({
      executablePath,
      args: ['--no-sandbox', '--single-process', '--no-zygote', '--disable-gpu', '--lang=zh-CN'],
      defaultViewport: { width: 1440, height: 900 },
    });
    const page = await Promise.race([browser.newPage(), sleep(FIRST_PAGE_MS, null)]);
    if (page) return { browser, page };
    browser.process()?.kill('SIGKILL');
  }
  throw new Error(`the old browser opened no page in ${ATTEMPTS} attempts`);
}

/** Problems of a page: uncaught errors and console errors. */
export function watchOld(page: OldPage): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.setDefaultTimeout(STEP_MS);
  return troubles;
}

/** Gives the page the session of an account with this role. */
export async function signInOld(
  page: OldPage,
  { address, home }: { address: string; home: string },
  ...whose: Parameters<typeof sessionToken> extends [string, ...infer Rest] ? Rest : never
): Promise<void> {
  await page.setCookie({ name: COOKIE, value: await sessionToken(home, ...whose), url: address });
}

/** Titles of the page, and of what stands over it or beside it. */
export const headingsOf = (page: OldPage): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3')]
      .filter((heading) => heading.closest('main, dialog, [role="dialog"]'))
      .map(({ textContent }) => textContent ?? ''),
  );

/** Clicks the first button or link that has these words in its text or in its name. */
export async function pressOld(page: OldPage, words: string): Promise<void> {
  const path = ['button', 'a']
    .map((tag) => `//${tag}[contains(normalize-space(.), "${words}") or contains(@aria-label, "${words}")]`)
    .join(' | ');
  await (await page.waitForXPath(path, { visible: true })).click();
}
