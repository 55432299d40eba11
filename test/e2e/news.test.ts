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
import { csv, institution } from '../support/ledgers.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
beforeAll(async () => {
  test = await makeSampleHome();
  await test.load({ 'new.csv': csv(institution()) });
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

async function open(role: 'office' | 'admin' | 'leader', path: string): Promise<Page> {
  const page = await freshPage(browser, { width: 390, height: 640 });
  await signIn(page, server, role);
  await page.goto(`${server.address}${path}`);
  await page.waitForLoadState('networkidle');
  return page;
}

/** Whether what has the focus is seen, under the head of the page, and what it says. */
const focused = (page: Page): Promise<{ seen: boolean; text: string }> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const { top = -1, height = 0 } = element?.getBoundingClientRect() ?? {};
    const seen = top >= 0 && top + Math.min(height, 24) <= innerHeight;
    return { seen, text: element === document.body ? '' : ((element as HTMLElement)?.innerText ?? '') };
  });

describe('view and focus go where the news is', () => {
  it('to the first of twenty more rows', async () => {
    const page = await open('office', '/?asOf=2021-12-31');
    await page.locator('[data-figure=completed]').first().click();
    const rows = page.locator('[data-total] ol li');
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByRole('button', { name: /再看/ }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
    const first = await rows.nth(before).innerText();
    await expect.poll(() => focused(page)).toEqual({ seen: true, text: first });
    await leavePage(page);
  });

  it('to the first row of the next page', async () => {
    const page = await open('office', '/supervision');
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/offset=/);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(640);
    await leavePage(page);
  });

  it('to a question, and back to where it was asked', async () => {
    const page = await open('office', '/ledgers/snapshots');
    const asked = page.getByRole('button', { name: '切换到此快照' }).last();
    await asked.click();
    await page.getByRole('alertdialog').waitFor();
    await expect.poll(() => focused(page)).toMatchObject({ seen: true, text: expect.stringContaining('1') });
    await page.getByRole('alertdialog').getByRole('button', { name: '取消' }).click();
    await expect.poll(() => focused(page)).toEqual({ seen: true, text: '切换到此快照' });
    await leavePage(page);
  });

  it('to what did not work', async () => {
    const page = await open('office', '/ledgers/snapshots');
    await page.getByRole('button', { name: '切换到此快照' }).last().click();
    const confirm = page.getByRole('alertdialog').getByRole('button', { name: /确认切换/ });
    await page.getByRole('alertdialog').getByRole('table').first().waitFor();
    await page.route('**/snapshots/*/use', (route) => route.abort());
    await confirm.click();
    await page.getByRole('alert').waitFor();
    await expect
      .poll(() => focused(page))
      .toMatchObject({ seen: true, text: expect.stringContaining('暂时连不上') });
    await page.unrouteAll();
    await leavePage(page);
  });
});

describe('a server that cannot be reached', () => {
  it.each([
    ['zh', '暂时连不上系统', '系统管理员'],
    ['en', 'cannot be reached', 'your administrator'],
  ])('is told of in words of its readers (%s)', async (language, what, who) => {
    const page = await open('leader', '/account');
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.goto(`${server.address}/?lang=${language}`);
    await expect.poll(() => page.locator('body').innerText()).toContain(what);
    const text = await page.locator('body').innerText();
    expect(text).toContain(who);
    expect(text).not.toMatch(/skill-ledger|serve|HTTP|fetch/i);
    await page.unrouteAll();
    await leavePage(page);
  });
});
