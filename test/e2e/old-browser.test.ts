import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPage, leavePage, openBrowser, startServer } from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import {
  type OldBrowser,
  type OldPage,
  openOldBrowser,
  signInOld,
  watchOld,
} from '../support/old-browser.ts';

/** Every page with what must be on it: a CSS selector, and words. */
const PAGES: [path: string, selector: string, words: string][] = [
  ['/?asOf=2021-12-31', '[data-figure="completed"]', '45,534'],
  ['/?asOf=2021-12-31', '[data-section] svg path', '技能劳动者占比'],
  ['/scores?period=2021', '[data-section="aspects"]', '失分最多'],
  [
    `/scores/units/${encodeURIComponent('经信局')}?period=2021`,
    '[data-section="trend"] svg path',
    '最能提分的事',
  ],
  ['/scores/scheme?period=2021', 'main h1, main h2', '分值合计 100'],
  ['/supervision', 'main h1, main h2', '超标准发放'],
  ['/supervision/summary', 'main h1, main h2', '线索'],
  ['/ledgers', 'main h1, main h2', '台账'],
  ['/ledgers/quarantine', 'main h1, main h2', 'V0'],
  ['/ledgers/warnings', 'main h1, main h2', '提示'],
  ['/ledgers/batches', 'main h1, main h2', 'B1'],
  ['/ledgers/snapshots', 'main h1, main h2', '快照'],
  ['/ledgers/templates', 'main h1, main h2', '模板'],
  ['/account', 'main h1, main h2', '密码'],
  ['/admin', 'main h1, main h2', '账号'],
  ['/admin/audit', 'main h1, main h2', '审计'],
];

describe('Chromium 88', () => {
  let test: TestHome;
  let site: { address: string; home: string; close(): Promise<void> };
  let browser: OldBrowser;
  let page: OldPage;
  let troubles: string[];

  beforeAll(async () => {
    test = await makeSampleHome();
    site = await startServer(test.home);
    browser = await openOldBrowser();
    page = await browser.newPage();
    troubles = watchOld(page);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await test?.remove();
  });

  const textOf = (): Promise<string> => page.evaluate(() => document.body.innerText);

  it('is as old as it should be', async () => {
    expect(await browser.version()).toMatch(/Chrome\/8[6-8]\./);
  });

  it('shows the way in', async () => {
    await page.goto(`${site.address}/sign-in`);
    await page.waitForSelector('input[type="password"]');
    expect(await textOf()).toContain('技能账本');
    expect(troubles).toEqual([]);
  });

  it.each(PAGES)('shows %s', async (path, selector, words) => {
    await signInOld(page, site, path.startsWith('/admin') ? 'admin' : 'office');
    await page.goto(`${site.address}${path}`);
    await page.waitForSelector(selector);
    await expect.poll(textOf).toContain(words);
    expect(await textOf()).not.toContain('页面出错了');
    expect(troubles).toEqual([]);
  });

  it('answers “why?”, and opens a finding', async () => {
    await signInOld(page, site, 'office');
    await page.goto(`${site.address}/?asOf=2021-12-31`);
    await page.waitForSelector('[data-figure="completed"]');
    await page.click('[data-figure="completed"]');
    await expect.poll(textOf).toContain('附件');
    await page.goto(`${site.address}/supervision?rule=R01`);
    await page.waitForSelector('[data-id]');
    await page.click('[data-id]');
    await expect.poll(textOf).toContain('§');
    expect(troubles).toEqual([]);
  });
});

describe('a browser below the floor', () => {
  it('is told what to do, in both languages, instead of a blank page', async () => {
    const test = await makeSampleHome();
    const site = await startServer(test.home);
    const browser = await openBrowser();
    try {
      const page = await freshPage(browser, { locale: 'zh-CN' });
      await page.addInitScript('delete String.prototype.replaceAll');
      await page.goto(site.address);
      const text = page.locator('body');
      await expect.poll(() => text.innerText()).toContain('浏览器版本过低');
      expect(await text.innerText()).toContain('too old for SkillLedger');
      expect(await page.locator('main').count()).toBe(0);
      await leavePage(page);
    } finally {
      await browser.close();
      await site.close();
      await test.remove();
    }
  });
});
