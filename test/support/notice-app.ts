import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { NoticeAnswer, NoticeOpened } from '../../libs/contracts/src/index.ts';
import { cookieOf } from './access.ts';
import { makeHome, type TestHome } from './home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from './ledgers.ts';

type App = Awaited<ReturnType<typeof createApp>>;

/** Twelve of one family name, and one of a name of two characters. */
export const PAYEES = Array.from({ length: 13 }, (_, at) => ({
  id: personId(at + 1),
  name: at === 12 ? '欧阳云飞' : `张${'甲乙丙丁戊己庚辛壬癸子丑'[at]}`,
}));
/** Cells of a payout that waits for a notice. */
export const WAITING = { 发放状态: '公示中', 发放日期: '', 公示开始日期: '', 公示结束日期: '' };

/** Keys of the rows that a result page links to. */
export const keysOf = (body: string): string[] =>
  [...body.matchAll(/\?row=([\w-]+)/g)].map(([, key]) => key ?? '');
/** The receipt that the page after an objection shows; empty if it shows none. */
export const receiptOf = (body: string): string => /class="receipt">([^<]+)</.exec(body)?.[1] ?? '';

/** Payouts of three classes that wait for a notice: 13 of K1, one each of K2 and K3; K3 is of another department. */
async function loadWaiting(test: TestHome): Promise<void> {
  const paid = PAYEES.map(({ id, name }, nth) =>
    payout({ ...WAITING, 发放编号: `F${nth + 1}`, 证件号码: id, 收款方名称: name }),
  );
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass(),
      trainingClass({ 班级编号: 'K2' }),
      trainingClass({ 班级编号: 'K3', 主管部门: '总工会' }),
    ),
    'e.csv': csv(
      ...PAYEES.map(({ id, name }, nth) => enrolment({ 证件号码: id, 姓名: name, 证书编号: `Z${nth}` })),
      enrolment({ 班级编号: 'K2', 证书编号: 'Y1' }),
      enrolment({ 班级编号: 'K3', 证书编号: 'X1' }),
    ),
    'p.csv': csv(
      ...paid,
      payout({ ...WAITING, 发放编号: 'G1', 班级编号: 'K2' }),
      payout({ ...WAITING, 发放编号: 'H1', 班级编号: 'K3' }),
      payout({ 发放编号: 'G2', 班级编号: 'K2', 证件号码: personId(2), 收款方名称: '张乙' }),
    ),
  });
}

/** Sessions of the roles, and of a reader who stated a purpose. */
async function sessionsOf(home: string): Promise<Record<string, string>> {
  const cookies: Record<string, string> = {};
  for (const role of ['office', 'finance', 'leader'] as const) cookies[role] = await cookieOf(home, role);
  cookies.reader = await cookieOf(home, 'office', { purpose: '核实公示异议', suffix: '-2' });
  return cookies;
}

/**
 * A server over payouts that wait for a notice, on 2021-06-01 at ten. Called at the top of a test file:
 * the server starts before its tests and ends after them.
 */
export function noticeApp() {
  let test: TestHome;
  let app: App;
  let cookies: Record<string, string> = {};
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-06-01T02:00:00Z') });
    test = await makeHome();
    await loadWaiting(test);
    app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    cookies = await sessionsOf(test.home);
  });
  afterAll(async () => {
    vi.useRealTimers();
    await app?.close();
    await test?.remove();
  });
  const calls = callsOf(
    () => app,
    (who) => cookies[who] ?? '',
  );
  /** Sets the clock; sessions do not outlast it. */
  async function at(instant: string): Promise<void> {
    vi.setSystemTime(new Date(instant));
    cookies = await sessionsOf(test.home);
  }
  /** Opens a list of K1, and one of K2 that begins two days later: it is that day, and both are shown. @returns the id of the first */
  async function openTwo(): Promise<string> {
    const id = await calls.open('class', 'K1');
    await calls.open('class', 'K2', { startsOn: '2021-06-03' });
    await at('2021-06-02T16:00:00Z');
    return id;
  }
  return {
    ...calls,
    at,
    openTwo,
    /** The folder of the home. */
    home: () => test.home,
    load: (...files: Parameters<TestHome['load']>) => test.load(...files),
  };
}

/** Calls of the server. Those that are limited by address come each from an address of its own, unless one is given. */
function callsOf(app: () => App, cookieFor: (who: string) => string) {
  let calls = 0;
  const from = (address?: string) => {
    calls += 1;
    return { remoteAddress: address ?? `10.3.${calls >> 8}.${calls & 255}` };
  };
  const get = (url: string, who?: string) =>
    app().inject({ method: 'GET', url, headers: who ? { cookie: cookieFor(who) } : {}, ...from() });
  const post = (url: string, payload: object, who = 'office') =>
    app().inject({ method: 'POST', url: `/api/v1/${url}`, headers: { cookie: cookieFor(who) }, payload });
  /** Sends the body of a form of a public page as it is. */
  const sendBody = (
    path: string,
    payload: string | Readable,
    headers: Record<string, string> = {},
    address?: string,
  ) =>
    app().inject({
      method: 'POST',
      url: `/public/notices/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload,
      ...from(address),
    });
  /** Sends a form of a public page. */
  const send = (path: string, fields: Record<string, string>, address?: string) =>
    sendBody(path, new URLSearchParams(fields).toString(), {}, address);
  const one = async (id: string, who = 'office'): Promise<NoticeAnswer> =>
    NoticeAnswer.parse((await get(`/api/v1/notices/${id}`, who)).json());
  async function open(kind: string, value: string, more: object = {}): Promise<string> {
    const answer = await post('notices', { scope: { kind, value }, ...more });
    expect(answer.statusCode, answer.body).toBe(201);
    return NoticeOpened.parse(answer.json()).id;
  }
  /** Finds the first payee in a list by name and last four digits. @returns the row's key */
  async function firstRowOf(id: string): Promise<string> {
    const [payee] = PAYEES;
    const fields = { name: payee?.name ?? '', last4: payee?.id.slice(-4) ?? '' };
    const [row = ''] = keysOf((await send(`${id}.html`, fields)).body);
    return row;
  }
  return { get, post, send, sendBody, one, open, firstRowOf };
}
