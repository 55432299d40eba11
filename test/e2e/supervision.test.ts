import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, openBrowser, signIn, startServer, violations, watch } from '../support/browser.ts';
import { load } from '../support/etl.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
beforeAll(async () => {
  test = await makeHome();
  await load({ home: test.home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' });
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

describe('the supervision page', () => {
  it.each([
    ['', 1440],
    ['?lang=en', 390],
    ['', 1920],
  ])('is readable and without barriers: %s at %i', async (query, width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await signIn(page, server, 'office');
    const troubles = watch(page, server.address);
    await page.goto(`${server.address}/supervision${query}`);
    await page.locator('[data-rule]').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('leads from a rule to its findings, and from a finding to its derivation and ledger rows', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await signIn(page, server, 'office');
    page.setDefaultTimeout(15_000);
    await page.goto(`${server.address}/supervision`);
    await page.getByRole('link', { name: 'R01 超标准发放' }).click();
    await page.locator('h1').getByText('57 条线索').waitFor();
    await page.getByRole('button', { name: '查看依据和台账行' }).first().click();
    const finding = page.locator('[data-rule]').first();
    await finding
      .getByText(/应发 .* 元，实发 .* 元：多发/)
      .last()
      .waitFor();
    expect(await finding.innerText()).toMatch(/第 \d+ 行/);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
