import { ScoreMoves, ScoreTrace, TasksAnswer } from '@skill-ledger/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cookieOf, makeAccount } from '../support/access.ts';
import {
  type Browser,
  fillDate,
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

const PASSWORD = 'three geese under the stone bridge';
const DEPARTMENT = '经信局';
const TOWN = '佛堂镇';

let test: TestHome;
let site: { address: string; home: string; close(): Promise<void> };
let browser: Browser;
let page: Page;
let troubles: string[];
beforeAll(async () => {
  test = await makeSampleHome();
  site = await startServer(test.home);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await test?.remove();
});
beforeEach(async () => {
  page = await freshPage(browser, { locale: 'zh-CN' });
  troubles = watch(page, site.address);
});
afterEach(async () => {
  await leavePage(page);
  expect(troubles).toEqual([]);
});

const main = (): Promise<string> => page.locator('main').innerText();
const section = (id: string) => page.locator(`[data-section="${id}"]`);
const open = async (path: string): Promise<void> => {
  await page.goto(`${site.address}${encodeURI(path)}`);
  await page.locator('[data-section]').first().waitFor();
  await page.waitForLoadState('networkidle');
};
const ask = async (path: string): Promise<unknown> => {
  const cookie = await cookieOf(site.home, 'office');
  return (await fetch(encodeURI(`${site.address}/api/v1/${path}`), { headers: { cookie } })).json();
};

describe('a unit', () => {
  it.each([
    [DEPARTMENT, 'jingxin', '部门第'],
    [TOWN, 'fotang', '镇街第'],
  ])('begins on the page of its score: %s', async (unit, name, rank) => {
    await makeAccount(site.home, { name, role: 'unit', unit, password: PASSWORD });
    await page.goto(site.address);
    await page.getByLabel('账号').fill(name);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await section('indicators').waitFor();
    expect(new URL(page.url()).pathname).toBe('/scores');
    expect(await page.locator('h1').innerText()).toContain(unit);
    expect(await main()).toContain(rank);
    for (const id of ['headline', 'moves', 'duties', 'indicators', 'trend'])
      expect(await section(id).count()).toBe(1);
    // The overview is a click away, and stays there.
    await page.getByRole('link', { name: '总览' }).click();
    await page.locator('[data-figure="completed"]').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('sees the very numbers of the server: total, place, moves, and what it has to do', async () => {
    await signIn(page, site, 'unit', { unit: TOWN });
    await open('/scores?period=2021');
    const { units } = ScoreTrace.parse(await ask(`scores/trace?period=2021&unit=${TOWN}`));
    const { moves } = ScoreMoves.parse(await ask(`scores/moves?period=2021&unit=${TOWN}`));
    const words = await main();
    expect(words).toContain(`${units[0]?.total}`);
    expect(words).toContain(`镇街第 ${units[0]?.rank?.place} / ${units[0]?.rank?.of}`);
    const [best] = moves;
    const first = section('moves').locator('li').first();
    expect(await first.getAttribute('data-move')).toBe(best?.indicator);
    expect(await first.innerText()).toContain(`+${best?.points}`);
    expect(await first.innerText()).toContain(`总分到 ${best?.total}`);
    expect(await first.innerText()).toMatch(/再完成 [\d,]+ 人次/);
    await section('duties')
      .getByRole('link', { name: /条线索/ })
      .click();
    await page.waitForURL(/\/supervision/);
    expect(await main()).toContain('线索');
  });

  it('opens an indicator down to its rows by keyboard alone, and gets the focus back', async () => {
    await signIn(page, site, 'unit', { unit: TOWN });
    await open('/scores?period=2021');
    const number = page.locator(`[data-score="${TOWN} taskCompletion points"]`);
    await number.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    await panel.getByRole('heading', { name: '培训任务完成率' }).waitFor();
    const { units } = ScoreTrace.parse(await ask(`scores/trace?period=2021&unit=${TOWN}`));
    const own = units[0]?.indicators.find(({ id }) => id === 'taskCompletion');
    expect(await panel.innerText()).toContain(own?.formula);
    await panel.locator(`section[data-total="${own?.numerator}"]`).waitFor();
    await panel
      .getByText(/\.(xlsx?|csv)( · .+)? · 第 \d+ 行/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await panel.getByRole('button', { name: '看全部指标' }).click();
    await panel.getByRole('heading', { name: '总分' }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await number.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('goes from period to period in the address', async () => {
    await signIn(page, site, 'unit', { unit: DEPARTMENT });
    await open('/scores?period=2021');
    await page.getByLabel('评价期', { exact: true }).selectOption('2020');
    await page.waitForURL(/period=2020/);
    await expect.poll(() => page.locator('h1').innerText()).toContain('2020 年');
    await page.goBack();
    await expect.poll(() => page.locator('h1').innerText()).toContain('2021 年');
  });
});

describe('the results', () => {
  it('tell a leader grades, aspects, losses, who is late, and lead to each unit', async () => {
    await signIn(page, site, 'leader');
    await open('/scores?period=2021');
    expect(await page.locator('h1').innerText()).toMatch(/优 \d+、良 \d+、中 \d+、差 \d+/);
    expect(await section('aspects').locator('li').count()).toBe(3);
    expect(await section('losses').locator('h2').innerText()).toMatch(/失分最多：全市共 [\d.]+ 分/);
    await expect.poll(() => section('late').locator('h2').innerText()).toMatch(/逾期或缺报台账/);
    expect(await section('town').locator('tbody tr').count()).toBe(14);
    expect(await section('department').locator('tbody tr').count()).toBe(20);
    await section('losses').getByRole('button').first().click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('button').nth(1).click();
    await panel.getByText('看全部指标').waitFor();
    await page.keyboard.press('Escape');
    await section('town').getByRole('link', { name: TOWN }).click();
    await expect.poll(() => page.locator('h1').innerText()).toContain(TOWN);
  });

  it('lead from a score of a day to a task of its unit, with its points frozen', async () => {
    const total = async (day: string) =>
      ScoreTrace.parse(await ask(`scores/trace?period=2021&unit=${TOWN}${day}`)).units[0]?.total;
    const [then, now] = [await total('&asOf=2021-06-30'), await total('')];
    expect(then).not.toBe(now);
    await signIn(page, site, 'leader');
    await open(`/scores/units/${TOWN}?period=2021&asOf=2021-06-30`);
    await page.locator(`[data-score="${TOWN} total"]`).first().click();
    await page.getByRole('dialog').getByRole('link', { name: '就此下达督办' }).click();
    await page.getByText('督办的得分').waitFor();
    await page.getByText(`${TOWN} · 2021 年度 · 总分 · ${then} / 100.00 分`, { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '选择单位' }).count()).toBe(0);
    await page.getByLabel('交办事项').fill('分析失分原因，提出措施');
    await fillDate(page, '办结期限', '2099-06-30');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '下达', exact: true }).click();
    await page.getByText('已下达 1 项督办').waitFor();
    await page.getByRole('link', { name: '查看', exact: true }).click();
    await page.getByRole('row', { name: /分析失分原因，提出措施/ }).click();
    const task = page.getByRole('article');
    await task.getByRole('heading', { name: /得分批示$/ }).waitFor();
    await task.getByText(new RegExp(`${TOWN} · 2021 年度 · 总分`)).waitFor();
    await task.getByText(`交办时 ${then} / 100.00 分`).waitFor();
    await task.getByText(`现在 ${now} / 100.00 分`).waitFor();
    expect(await violations(page)).toEqual([]);
    await task.getByRole('link', { name: '打开来源' }).click();
    await expect.poll(() => page.locator('h1').innerText()).toContain(TOWN);
  });

  it('lead to a task of no other unit, also where an earlier draft was for one', async () => {
    await makeAccount(site.home, { name: 'jingxin-2', role: 'unit', unit: DEPARTMENT });
    await signIn(page, site, 'leader');
    await page.goto(`${site.address}/tasks/give`);
    const account = page.getByRole('combobox', { name: '或交给一个账号' });
    await account.selectOption({ label: `测试 jingxin-2 · ${DEPARTMENT}` });
    await page.getByLabel('交办事项').fill('说明得分变化的原因');
    await page.goto(encodeURI(`${site.address}/tasks/give?scored=${TOWN}&period=2021`));
    await page.getByText('督办的得分').waitFor();
    expect(await page.getByLabel('交办事项').inputValue()).toBe('说明得分变化的原因');
    expect(await account.inputValue()).toBe('');
    await fillDate(page, '办结期限', '2099-06-30');
    await page.getByRole('button', { name: '下达', exact: true }).click();
    await page.getByText('已下达 1 项督办').waitFor();
    const { tasks } = TasksAnswer.parse(await ask('tasks?origin=score'));
    const task = tasks.find(({ text }) => text === '说明得分变化的原因');
    expect(task).toMatchObject({ unit: TOWN, person: null });
  });

  it.each([
    ['leader', '/scores?period=2021', 1920, 'light'],
    ['leader', '/scores?period=2021&lang=en', 1440, 'dark'],
    ['leader', '/scores?period=2021', 360, 'dark'],
    ['leader', `/scores/units/${DEPARTMENT}?period=2021&lang=en`, 390, 'light'],
    ['unit', '/scores?period=2021H1', 360, 'light'],
    ['unit', '/scores?period=2021', 1440, 'dark'],
    ['office', '/scores/scheme?period=2021', 390, 'light'],
    ['office', '/scores/scheme?period=2021&lang=en', 1440, 'dark'],
  ] as const)('are without barriers: %s %s at %i, %s', async (role, path, width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await signIn(page, site, role, role === 'unit' ? { unit: TOWN } : {});
    await open(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    const words = await main();
    expect(words).not.toMatch(/NaN|undefined|null/);
    if (path.includes('lang=en')) expect(words.replace(/\S+\.json/g, '')).not.toMatch(/[分期]：/);
  });
});

describe('a draft of the scheme', () => {
  it('is tried before it is adopted, and refused with its faults, keeping what was typed', async () => {
    await signIn(page, site, 'office');
    await open('/scores/scheme?period=2021');
    const weight = page.getByRole('textbox', { name: '培训任务完成率 分值' });
    await weight.fill('20');
    await page.getByText('分值合计 105，应为 100').waitFor();
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('权重合计 105').waitFor();
    expect(await weight.inputValue()).toBe('20');
    // The browser tells of the refusal by itself.
    expect(troubles.splice(0)).toEqual([expect.stringContaining('422')]);
    await page.getByRole('textbox', { name: '预算执行率 分值' }).fill('5');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText(/个单位总分变化/).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
