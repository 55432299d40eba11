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
} from '../support/browser.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { keepAnyList } from '../support/notices.ts';

type Role = Parameters<typeof signIn>[2];
interface State {
  role: Role | null;
  path: string;
  /** What must be there first. */
  ready: string;
  /** Opens what is not open by itself. */
  open?: (page: Page) => Promise<unknown>;
}

const click = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

/** Every page as it is entered, and with what can be opened on it. */
const STATES: Record<string, State> = {
  'sign-in': { role: null, path: '/sign-in', ready: 'input' },
  'sign-in, refused': {
    role: null,
    path: '/sign-in',
    ready: 'input',
    open: async (page) => {
      await page.getByLabel(/^(账号|Account|Name)$/).fill('nobody');
      await page.locator('input[type=password]').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    },
  },
  'no such page': { role: 'office', path: '/nothing', ready: 'main h1' },
  overview: { role: 'leader', path: '/?asOf=2021-06-30', ready: '[data-figure]' },
  'overview of a unit': { role: 'unit', path: '/?asOf=2021-06-30', ready: '[data-figure]' },
  'why?': {
    role: 'office',
    path: '/?asOf=2021-06-30',
    ready: '[data-figure=completed]',
    open: async (page) => {
      await page.locator('[data-figure=completed]').first().click();
      await page.locator('[data-total]').waitFor();
    },
  },
  worklist: { role: 'unit', path: '/supervision', ready: 'main h1' },
  'a finding': {
    role: 'office',
    path: '/supervision?rule=R02',
    ready: '[data-id]',
    open: async (page) => {
      await page.locator('[data-id]').first().click();
      await page.locator('[data-finding] table').first().waitFor();
    },
  },
  summary: { role: 'auditor', path: '/supervision/summary', ready: 'main table' },
  person: { role: 'office', path: '/supervision/person', ready: 'main h1' },
  upload: { role: 'office', path: '/ledgers', ready: 'main h1' },
  quarantine: { role: 'office', path: '/ledgers/quarantine', ready: 'main h1' },
  warnings: { role: 'office', path: '/ledgers/warnings', ready: 'main h1' },
  batches: { role: 'auditor', path: '/ledgers/batches', ready: 'main h1' },
  'a withdrawal': {
    role: 'office',
    path: '/ledgers/batches',
    ready: 'main h1',
    open: async (page) => {
      await click(/B1/)(page);
      await page.locator('[data-effect]').waitFor();
    },
  },
  snapshots: { role: 'office', path: '/ledgers/snapshots', ready: 'main table' },
  templates: { role: 'office', path: '/ledgers/templates', ready: 'main h1' },
  reports: { role: 'office', path: '/reports', ready: 'main h1' },
  releases: { role: 'office', path: '/releases', ready: 'main h1' },
  'name lists': { role: 'office', path: '/releases/notices', ready: 'main table' },
  'opening a name list': {
    role: 'office',
    path: '/releases/notices',
    ready: 'main table',
    open: async (page) => {
      await click(/^(公示名单|Open a list)$/)(page);
      await page.locator('main form input').first().waitFor();
    },
  },
  'a name list': { role: 'office', path: '/releases/notices/GS', ready: 'main dl' },
  'answering an objection': {
    role: 'office',
    path: '/releases/notices/GS',
    ready: 'main article',
    open: async (page) => {
      await page.locator('main article button').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  account: { role: 'leader', path: '/account', ready: 'main h1' },
  'sharing, asked': {
    role: 'leader',
    path: '/account',
    ready: 'main h1',
    open: async (page) => {
      await page.getByRole('checkbox').first().click({ force: true });
      await page.getByRole('alertdialog').waitFor();
    },
  },
  accounts: { role: 'admin', path: '/admin', ready: 'main table' },
  'a new account': {
    role: 'admin',
    path: '/admin',
    ready: 'main table',
    open: async (page) => {
      await click(/新建账号|New account/i)(page);
      await page.locator('main form').first().waitFor();
    },
  },
  'audit log': { role: 'auditor', path: '/admin/audit', ready: 'main table' },
  unreachable: {
    role: 'leader',
    path: '/account',
    ready: 'main h1',
    open: async (page) => {
      await page.route('**/api/v1/**', (route) => route.abort());
      await page.reload();
      await page.getByRole('alert').first().waitFor();
    },
  },
};

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

describe.each([
  { language: 'zh', colorScheme: 'light', width: 1440 },
  { language: 'en', colorScheme: 'dark', width: 390 },
] as const)('without barriers, $language, $colorScheme, $width wide', ({ language, colorScheme, width }) => {
  it.each(Object.entries(STATES))('%s', async (_, { role, path, ready, open }) => {
    const page = await freshPage(browser, { width });
    await page.emulateMedia({ colorScheme });
    if (role) await signIn(page, server, role, role === 'unit' ? { unit: '科协' } : {});
    const address = new URL(path.replace(/GS$/, list), server.address);
    if (language === 'en') address.searchParams.set('lang', 'en');
    await page.goto(String(address));
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await open?.(page);
    expect(await violations(page)).toEqual([]);
    await page.unrouteAll();
    await leavePage(page);
  });
});
