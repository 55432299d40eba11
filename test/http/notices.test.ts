import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { createPublicApp } from '../../apps/api/src/public-app.ts';
import {
  MAX_NOTICE_TEXT,
  NoticeAnswer,
  NoticeOpened,
  NoticePreview,
  NoticesAnswer,
  OBJECTIONS_OF_AN_ADDRESS,
  PUBLIC_LIMITS,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

/** Twelve of one family name, and one of a name of two characters. */
const PAYEES = Array.from({ length: 13 }, (_, at) => ({
  id: personId(at + 1),
  name: at === 12 ? '欧阳云飞' : `张${'甲乙丙丁戊己庚辛壬癸子丑'[at]}`,
}));
const WAITING = { 发放状态: '公示中', 发放日期: '', 公示开始日期: '', 公示结束日期: '' };

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};
let calls = 0;
const from = (address?: string) => {
  calls += 1;
  return { remoteAddress: address ?? `10.3.${calls >> 8}.${calls & 255}` };
};
const get = (url: string, who?: string) =>
  app.inject({ method: 'GET', url, headers: who ? { cookie: cookies[who] ?? '' } : {}, ...from() });
const post = (url: string, payload: object, who = 'office') =>
  app.inject({ method: 'POST', url: `/api/v1/${url}`, headers: { cookie: cookies[who] ?? '' }, payload });
/** Sends a form of a public page. */
const send = (path: string, fields: Record<string, string>, address?: string) =>
  app.inject({
    method: 'POST',
    url: `/public/notices/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
    ...from(address),
  });
/** Sets the clock; sessions do not outlast it. */
async function at(instant: string): Promise<void> {
  vi.setSystemTime(new Date(instant));
  for (const role of ['office', 'finance', 'leader'] as const)
    cookies[role] = await cookieOf(test.home, role);
  cookies.reader = await cookieOf(test.home, 'office', { purpose: '核实公示异议', suffix: '-2' });
}
const one = async (id: string, who = 'office'): Promise<NoticeAnswer> =>
  NoticeAnswer.parse((await get(`/api/v1/notices/${id}`, who)).json());
async function open(kind: string, value: string, more: object = {}): Promise<string> {
  const answer = await post('notices', { scope: { kind, value }, ...more });
  expect(answer.statusCode, answer.body).toBe(201);
  return NoticeOpened.parse(answer.json()).id;
}
/** Keys of the rows that a result page links to. */
const keysOf = (body: string): string[] => [...body.matchAll(/\?row=([\w-]+)/g)].map(([, key]) => key ?? '');
const receiptOf = (body: string): string => /class="receipt">([^<]+)</.exec(body)?.[1] ?? '';

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-06-01T02:00:00Z') });
  test = await makeHome();
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
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['office', 'finance', 'leader'] as const)
    cookies[role] = await cookieOf(test.home, role);
  cookies.reader = await cookieOf(test.home, 'office', { purpose: '核实公示异议', suffix: '-2' });
});
afterAll(async () => {
  vi.useRealTimers();
  await app?.close();
  await test?.remove();
});

describe('the office opens a notice', () => {
  it('over payouts that wait, of a unit, class or batch', async () => {
    const { choices } = NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json());
    expect(choices).toContainEqual({ kind: 'class', value: 'K1', payouts: 13, amount: '19500.00' });
    expect(choices).toContainEqual({ kind: 'class', value: 'K2', payouts: 1, amount: '1500.00' });
    expect(choices).toContainEqual({ kind: 'unit', value: '总工会', payouts: 1, amount: '1500.00' });
    expect(choices.filter(({ kind }) => kind === 'batch')).toMatchObject([{ payouts: 15 }]);
  });

  it('after seeing what it would hold', async () => {
    const seen = NoticePreview.parse(
      (await get('/api/v1/notices/preview?kind=class&value=K1', 'office')).json(),
    );
    expect(seen).toMatchObject({ startsOn: '2021-06-01', endsOn: '2021-06-08', days: 5 });
    expect(seen).toMatchObject({ rows: 13, persons: 13, amount: '19500.00', shownBefore: 0 });
    expect(seen.sample[0]).toMatchObject({ payout: 'F1', name: '张*', class: 'K1' });
    expect(JSON.stringify(seen)).not.toContain(PAYEES[0]?.id);
  });

  it.each([
    ['a class that is not there', { scope: { kind: 'class', value: 'K9' } }, 'K9'],
    ['a day that has passed', { scope: { kind: 'class', value: 'K1' }, startsOn: '2021-05-31' }, '2021-'],
    ['a day far ahead', { scope: { kind: 'class', value: 'K1' }, startsOn: '2022-05-31' }, '2021-'],
  ])('but not over %s', async (_, request, said) => {
    const answer = await post('notices', request);
    expect([answer.statusCode, answer.json().errors]).toEqual([422, [expect.anything()]]);
    expect(answer.body).toContain(said);
  });

  it('nor in a year without a calendar: it says which', async () => {
    await at('2027-12-20T02:00:00Z');
    const answer = await post('notices', { scope: { kind: 'class', value: 'K1' } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail.en).toContain('2028');
    await at('2021-06-01T02:00:00Z');
    expect(NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json()).notices).toEqual([]);
  });

  it('and finance and leaders do not', async () => {
    for (const who of ['finance', 'leader']) {
      expect((await post('notices', { scope: { kind: 'class', value: 'K1' } }, who)).statusCode).toBe(403);
    }
  });
});

describe('a name list', () => {
  let id = '';
  it('is shown to everybody with its days, and no name before a search', async () => {
    id = await open('class', 'K1');
    expect((await post('notices', { scope: { kind: 'class', value: 'K1' } })).statusCode).toBe(409);
    const index = await get('/public/notices.html');
    expect(index.statusCode).toBe(200);
    expect(index.body).toContain(`notices/${id}.html`);
    expect(index.body).toContain('19,500.00');
    expect(index.body).toMatch(/<dt>索引号<.*<dt>发布机构<.*<dt>发布日期<\/dt><dd>2021-06-01<.*<dt>有效性</s);
    const page = await get(`/public/notices/${id}.html`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    for (const said of ['2021-06-01 – 2021-06-08', '5 个工作日', '索引号', '发布机构']) {
      expect(page.body).toContain(said);
    }
    expect(page.body).not.toContain('张*');
    expect((await get(`/public/notices/${id}.en.html`)).body).toContain('5 working days');
    expect((await get('/public/')).body).toContain('notices.html');
  });

  it('is found by a name or the last four digits, masked', async () => {
    const compound = await send(`${id}.html`, { name: '欧阳云飞' });
    expect(compound.statusCode).toBe(200);
    expect(compound.body).toContain('欧阳*');
    expect(keysOf(compound.body)).toHaveLength(1);
    expect(keysOf((await send(`${id}.html`, { name: '欧阳*' })).body)).toHaveLength(1);
    const last4 = PAYEES[3]?.id.slice(-4) ?? '';
    const digits = await send(`${id}.html`, { last4: last4.toLowerCase() });
    expect(digits.body).toMatch(new RegExp(`\\*{8}${last4}`));
    for (const { id: whole, name } of PAYEES) {
      for (const { body } of [compound, digits]) {
        expect(body).not.toContain(whole);
        // What was typed stays in its field.
        expect(body.replaceAll(/ value="[^"]*"/g, '')).not.toContain(name);
      }
    }
  });

  it('asks for a second key where many match', async () => {
    const many = await send(`${id}.html`, { name: '张三' });
    expect(many.body).toContain('role="alert"');
    expect(keysOf(many.body)).toEqual([]);
    const last4 = PAYEES[3]?.id.slice(-4) ?? '';
    expect(keysOf((await send(`${id}.html`, { name: '张三', last4 })).body)).toHaveLength(1);
    expect(keysOf((await send(`${id}.html`, { name: '王*', last4 })).body)).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['a class alone', { class: 'K1' }],
    ['three digits', { last4: '123' }],
    ['a wildcard', { last4: '%%%%' }],
  ] as [string, Record<string, string>][])('does not answer to %s', async (_, fields) => {
    const answer = await send(`${id}.html`, fields);
    expect(answer.statusCode).toBe(422);
    expect(keysOf(answer.body)).toEqual([]);
  });

  it('takes what is typed for text', async () => {
    const answer = await send(`${id}.html`, { name: `"><script>' OR 1=1 --` });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('"><script>');
    expect(keysOf(answer.body)).toEqual([]);
  });

  it('cannot be read out: an address may search a few times a minute', async () => {
    const ask = () => send(`${id}.html`, { last4: '0000' }, '10.9.8.7');
    for (let nth = 0; nth < PUBLIC_LIMITS.payees; nth += 1) expect((await ask()).statusCode).toBe(200);
    const refused = await ask();
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
  });

  it('is not shown before its first day', async () => {
    const later = await open('class', 'K2', { startsOn: '2021-06-03' });
    expect((await get(`/public/notices/${later}.html`)).statusCode).toBe(404);
    expect((await send(`${later}.html`, { name: '张三' })).statusCode).toBe(404);
    expect((await get('/public/notices.html')).body).not.toContain(later);
    await at('2021-06-02T16:00:00Z');
    expect((await get(`/public/notices/${later}.html`)).statusCode).toBe(200);
  });

  it('is unknown where it does not exist, and to a server of bundles alone', async () => {
    for (const page of ['GS2021-9999.html', 'GS2021-0001', '..%2fnotices.html', 'x.html']) {
      expect(`${page} ${(await get(`/public/notices/${page}`)).statusCode}`).toBe(`${page} 404`);
    }
    const alone = await createPublicApp({
      ...{ home: test.home, host: '127.0.0.1', port: 0, pages: null, publicFolder: `${test.home}/public` },
    });
    expect((await alone.inject({ method: 'GET', url: `/public/notices/${id}.html` })).statusCode).toBe(404);
    expect((await alone.inject({ method: 'GET', url: '/public/' })).body).not.toContain('notices.html');
    await alone.close();
  });
});

describe('an objection', () => {
  let id = '';
  let receipt = '';
  const text = '张甲没有参加培训，电话 13912345678 可以作证';

  it('is filed without an account, to a row that was found, and holds it', async () => {
    id = NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json()).notices.at(-1)?.id ?? '';
    const last4 = PAYEES[0]?.id.slice(-4) ?? '';
    const [row = ''] = keysOf((await send(`${id}.html`, { name: '张甲', last4 })).body);
    const form = await get(`/public/notices/objections/${id}.html?row=${row}`);
    expect(form.body).toContain('张*');
    expect(form.body).toContain('textarea');
    const filed = await send(`objections/${id}.html`, { row, text, contact: '义乌市某路 1 号' });
    expect(filed.statusCode).toBe(201);
    receipt = receiptOf(filed.body);
    expect(receipt).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(filed.body).not.toContain('13912345678');
    const { notice, objections, results } = await one(id);
    expect(notice.objections).toEqual({ open: 1, overdue: 0, all: 1 });
    expect(objections[0]).toMatchObject({ payout: 'F1', class: 'K1', hold: 'row', dueOn: '2021-06-18' });
    expect(results).toEqual([
      { result: 'running', rows: 12 },
      { result: 'held', rows: 1 },
    ]);
  });

  it('becomes a task of the office, due on its day', async () => {
    const { tasks } = TasksAnswer.parse((await get('/api/v1/tasks?origin=objection', 'office')).json());
    expect(tasks).toMatchObject([
      { person: '测试 test-office', dueOn: '2021-06-18', state: 'open', origin: { notice: id } },
    ]);
    expect(JSON.stringify(tasks)).not.toContain('13912345678');
  });

  it('is masked until a purpose is stated', async () => {
    const { objections } = await one(id);
    expect(objections[0]).toMatchObject({ text: '***', contact: '***' });
    expect((await one(id, 'finance')).objections[0]).toMatchObject({ text: '***', steps: [] });
    expect((await one(id, 'reader')).objections[0]).toMatchObject({ text, contact: '义乌市某路 1 号' });
  });

  it.each([
    ['nothing in it', { text: '  ' }],
    ['too long a text', { text: '异'.repeat(MAX_NOTICE_TEXT + 1) }],
    ['too long a contact', { text: '有误', contact: 'x'.repeat(201) }],
  ])('is refused with %s, and what was typed stays', async (_, fields) => {
    const answer = await send(`objections/${id}.html`, fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).toContain(fields.text.trim().slice(0, 100));
    expect((await one(id)).objections).toHaveLength(1);
  });

  it('of ten megabytes is refused with a message, and changes nothing', async () => {
    const before = await one(id);
    for (const path of [`objections/${id}.html`, `${id}.html`, 'answers.html']) {
      const answer = await send(path, { text: 'x'.repeat(10_000_000) });
      expect(answer.statusCode).toBe(413);
      expect(answer.json().detail.zh).toContain(`${MAX_NOTICE_TEXT} 字`);
    }
    const page = await app.inject({
      method: 'POST',
      url: `/public/notices/objections/${id}.html`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html,*/*' },
      payload: `text=${'x'.repeat(10_000_000)}`,
      ...from(),
    });
    expect([page.statusCode, page.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8']);
    expect(page.body).toContain(`${MAX_NOTICE_TEXT} 字`);
    // In chunks, which do not tell how many follow.
    const chunked = await app.inject({
      method: 'POST',
      url: `/public/notices/objections/${id}.html`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
      payload: Readable.from(Array.from({ length: 1000 }, () => 'x'.repeat(10_000))),
      ...from(),
    });
    expect([chunked.statusCode, chunked.json().detail.zh]).toEqual([
      413,
      expect.stringContaining(`${MAX_NOTICE_TEXT} 字`),
    ]);
    expect(await one(id)).toEqual(before);
  });

  it('is taken a few times an hour from an address, for each notice', async () => {
    const file = (page: string) => send(page, { text: '' }, '10.9.9.1');
    for (let nth = 0; nth < OBJECTIONS_OF_AN_ADDRESS; nth += 1) {
      expect((await file(`objections/${id}.html`)).statusCode).toBe(422);
    }
    expect((await file(`objections/${id}.html`)).statusCode).toBe(429);
    expect((await file(`objections/${id}.en.html`)).statusCode).toBe(429);
    expect((await file('objections/GS2021-0002.html')).statusCode).toBe(422);
  });

  it('holds more where the office says so, and is answered by it', async () => {
    const [objection] = (await one(id)).objections;
    const steps = `notices/${id}/objections/${objection?.id}/steps`;
    expect((await post(steps, { action: 'hold', seen: 1 })).statusCode).toBe(400);
    expect((await post(steps, { action: 'hold', seen: 1, hold: 'notice' }, 'finance')).statusCode).toBe(403);
    expect((await post(steps, { action: 'hold', seen: 1, hold: 'notice' })).statusCode).toBe(204);
    expect((await one(id)).results).toEqual([{ result: 'held', rows: 13 }]);
    expect((await post(steps, { action: 'uphold', seen: 1, comment: '属实' })).statusCode).toBe(409);
    const named = { action: 'uphold', seen: 2, comment: `${PAYEES[0]?.id} 未参加培训` };
    expect((await post(steps, named)).statusCode).toBe(422);
    expect(
      (await post(steps, { action: 'uphold', seen: 2, comment: '经核实，该学员未参加培训。' })).statusCode,
    ).toBe(204);
    const after = await one(id);
    expect(after.results).toEqual([
      { result: 'running', rows: 12 },
      { result: 'upheld', rows: 1 },
    ]);
    expect(after.events.map(({ action }) => action)).toEqual(['open', 'file', 'hold', 'uphold']);
    const { tasks } = TasksAnswer.parse((await get('/api/v1/tasks?origin=objection', 'office')).json());
    expect(tasks).toMatchObject([{ state: 'closed', closedByItself: true, closedInTime: true }]);
  });

  it('has its answer for who has the receipt, and for nobody else', async () => {
    const answer = await send('answers.html', { receipt: receipt.toLowerCase() });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('经核实，该学员未参加培训。');
    expect(answer.body).not.toContain(text);
    expect((await send('answers.en.html', { receipt })).body).toContain('upheld');
    for (const wrong of ['', 'ABCD-EFGH-JKLM', `${receipt}X`]) {
      expect((await send('answers.html', { receipt: wrong })).statusCode).toBe(404);
    }
  });
});

describe('a notice that is over', () => {
  let id = '';
  it('is gone at the end of its last day, from every address, with its counts', async () => {
    id = NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json()).notices.at(-1)?.id ?? '';
    await at('2021-06-08T15:59:59Z');
    const [row = ''] = keysOf((await send(`${id}.html`, { name: '欧阳*' })).body);
    expect((await get(`/public/notices/${id}.html`)).body).toContain('今天是最后一天');
    expect((await get(`/api/v1/notices/${id}/results.csv`, 'office')).statusCode).toBe(409);
    await send(`objections/${id}.html`, { row, text: '最后一天的异议' });
    await at('2021-06-08T16:00:00Z');
    for (const answer of [
      await get(`/public/notices/${id}.html`),
      await get(`/public/notices/${id}.en.html`),
      await get(`/public/notices/objections/${id}.html?row=${row}`),
      await send(`${id}.html`, { name: '欧阳*' }),
      await send(`objections/${id}.html`, { row, text: '迟到的异议' }),
    ]) {
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([410, 'no-store']);
      expect(answer.body).toContain('19,500.00');
      expect(answer.body).not.toContain('欧阳');
    }
    const index = await get('/public/notices.html');
    expect(index.body).not.toContain(`notices/${id}.html`);
    expect(index.body).toContain(id);
    expect((await one(id)).objections).toHaveLength(2);
  });

  it('has its result for the ledger: days for what was shown to the end without objection', async () => {
    const csvFile = await get(`/api/v1/notices/${id}/results.csv`, 'finance');
    expect(csvFile.statusCode).toBe(200);
    const lines = csvFile.body.trim().split('\r\n');
    expect(lines).toHaveLength(14);
    expect(lines[1]).toBe('F1,K1,1,1500.00,,,异议成立，不予发放');
    expect(lines).toContain('F2,K1,1,1500.00,2021-06-01,2021-06-08,公示无异议');
    expect(lines).toContain('F13,K1,1,1500.00,,,异议未答复，暂缓发放');
    const book = await get(`/api/v1/notices/${id}/results.xlsx`, 'office');
    expect([book.statusCode, book.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });

  it('gives the ledger with its days filled in, for a stated purpose, which loads as it is', async () => {
    const path = `/api/v1/notices/${id}/ledger.xlsx`;
    expect((await get(path, 'finance')).statusCode).toBe(403);
    expect((await get(path, 'office')).statusCode).toBe(403);
    const book = await get(path, 'reader');
    expect(book.statusCode, book.body.slice(0, 300)).toBe(200);
    const { files } = await test.load({ 'ledger.xlsx': book.rawPayload });
    const sheets = files.flatMap((file) => file.sheets).filter(({ kind }) => kind === 'payouts');
    expect(sheets).toMatchObject([{ read: 11, corrected: 11, quarantined: 0 }]);
    const snapshot = await openCurrentSnapshot(test.home);
    const reader = await (await snapshot.connect()).runAndReadAll(
      `SELECT payout_id, notice_from::VARCHAR, notice_until::VARCHAR FROM payouts
       WHERE payout_id IN ('F1', 'F2', 'F13') ORDER BY length(payout_id), payout_id`,
    );
    snapshot.close();
    expect(reader.getRowsJS()).toEqual([
      ['F1', null, null],
      ['F2', '2021-06-01', '2021-06-08'],
      ['F13', null, null],
    ]);
  });

  it('is closed by the schedule, which deletes the names', async () => {
    expect((await post('schedule/runs', { work: 'notices' })).statusCode).toBe(204);
    const { notice, events } = await one(id);
    expect(notice.state).toBe('ended');
    expect(events.at(-1)?.action).toBe('end');
    expect((await get(`/public/notices/${id}.html`)).statusCode).toBe(410);
    expect((await get(`/api/v1/notices/${id}/results.csv`, 'office')).body).toContain('F2,K1');
  });

  it('is taken down with a reason that the public reads', async () => {
    const later = NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json()).notices[0];
    const steps = `notices/${later?.id}/steps`;
    expect((await post(steps, { action: 'stop', seen: later?.version })).statusCode).toBe(422);
    const named = { action: 'stop', seen: later?.version, comment: '欧阳云飞一笔金额有误，更正后重新公示' };
    const refused = await post(steps, named);
    expect([refused.statusCode, refused.json().errors]).toEqual([
      422,
      [{ field: 'comment', zh: expect.stringContaining('欧阳*'), en: expect.anything() }],
    ]);
    expect(refused.body).not.toContain('云飞');
    const stop = { action: 'stop', seen: later?.version, comment: '金额有误，更正后重新公示' };
    expect((await post(steps, stop, 'finance')).statusCode).toBe(403);
    expect((await post(steps, stop)).statusCode).toBe(204);
    const page = await get(`/public/notices/${later?.id}.html`);
    expect([page.statusCode, page.body.includes('金额有误，更正后重新公示')]).toEqual([410, true]);
    expect((await get(`/api/v1/notices/${later?.id}/results.csv`, 'office')).statusCode).toBe(409);
  });
});
