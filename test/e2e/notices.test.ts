import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  freshPage,
  leavePage,
  openBrowser,
  type Page,
  signIn,
  startServer,
  violations,
  watch,
} from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { firstRow, keepAnyList, keepList } from '../support/notices.ts';
import { openOldBrowser, watchOld } from '../support/old-browser.ts';

const VIEWS = ['plain', 'large', 'contrast', 'dark'] as const;
const WIDTHS = [360, 1440];

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let id: string;
let over: string;
beforeAll(async () => {
  test = await makeSampleHome();
  id = await keepAnyList(test.home);
  const batch = { kind: 'batch', value: 'B1' } as const;
  over = await keepList(test.home, batch, { startsOn: '2021-06-01', endsOn: '2021-06-08', most: 400 });
  server = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await test?.remove();
});

const open = (page: Page, path: string) => page.goto(`${server.address}/public/${path}`);
/** Searches the list that runs for its first row. @returns the name it is shown with */
async function search(page: Page): Promise<string> {
  const { name, last4 } = await firstRow(test.home, id).then((row) => ({
    name: row.name,
    last4: row.idNumber.slice(-4),
  }));
  await open(page, `notices/${id}.html`);
  await page.fill('#name', name);
  await page.fill('#last4', last4);
  await page.click('form button');
  return name;
}

describe('the pages of name lists', () => {
  it.each([
    'notices.html',
    'notices.en.html',
    'notices/ID.html',
    'notices/ID.en.html',
    'notices/objections/ID.html',
    'notices/answers.en.html',
    'notices/OVER.html',
  ])(
    'pass axe and fit the width, in every view: %s',
    async (name) => {
      const path = name.replace('ID', id).replace('OVER', over);
      for (const width of WIDTHS) {
        const page = await freshPage(browser, { width, height: 844, locale: 'zh-CN' });
        const troubles = watch(page, server.address);
        for (const view of VIEWS) {
          await page.emulateMedia({ colorScheme: view === 'dark' ? 'dark' : 'light' });
          await open(page, path);
          const isSwitch = view === 'large' || view === 'contrast';
          if (isSwitch) await page.click(`label[for="${view}"]`);
          expect(await violations(page), `${width} ${view}`).toEqual([]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(wide, `${width} ${view}`).toBeLessThanOrEqual(width);
          if (isSwitch) await page.click(`label[for="${view}"]`);
        }
        expect(troubles.filter((trouble) => !trouble.includes('410'))).toEqual([]);
        await leavePage(page);
      }
    },
    120_000,
  );

  it('are used without script: search, object, keep the receipt', async () => {
    const context = await browser.newContext({
      ...{ javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
    });
    try {
      const page = await context.newPage();
      await open(page, 'notices.html');
      await page.getByRole('link', { name: id }).click();
      const shown = await search(page);
      const address = new URL(page.url());
      expect([address.pathname, address.search]).toEqual([`/public/notices/${id}.html`, '']);
      expect(await page.locator('tbody th').allTextContents()).toContain(shown);
      await page.locator('tbody a').first().click();
      await page.fill('#text', '这一行的班级编号不对');
      await page.getByRole('button', { name: '提交异议' }).click();
      const receipt = (await page.locator('.receipt').textContent()) ?? '';
      await page.getByRole('link', { name: '凭回执查看答复' }).click();
      await page.fill('#receipt', receipt.toLowerCase());
      await page.getByRole('button').first().click();
      expect(await page.locator('main').textContent()).toContain('待答复');
    } finally {
      await context.close();
    }
  });

  it('work in a browser of 2020', async () => {
    const old = await openOldBrowser();
    try {
      const troubles = watchOld(old.page);
      await old.page.goto(`${server.address}/public/notices/${id}.html`);
      await old.page.type('#name', '无此人');
      await old.page.click('form button');
      await old.page.waitForSelector('[role=status]');
      expect(await old.page.evaluate(() => document.querySelector('[role=status]')?.textContent)).toContain(
        '没有符合的行',
      );
      expect(troubles).toEqual([]);
    } finally {
      await old.browser.close();
    }
  });
});

describe('the office', () => {
  it('sees what the public wrote with a purpose only, and answers it', async () => {
    const page = await freshPage(browser, { width: 1440, locale: 'zh-CN' });
    await signIn(page, server, 'office');
    await page.goto(`${server.address}/releases/notices`);
    await page.getByRole('link', { name: id }).click();
    const first = page.locator('main article').first();
    await first.waitFor();
    expect(await first.textContent()).toContain('***');
    await first.getByRole('button', { name: /认定异议不成立/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/答复/).fill('已核对考勤记录，情况属实。');
    await dialog.getByRole('button', { name: /确认/ }).click();
    await first.getByText('已核对考勤记录').waitFor();
    expect(await first.getByRole('button').count()).toBe(0);
    await leavePage(page);
  });
});
