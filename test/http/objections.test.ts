import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_NOTICE_TEXT, OBJECTIONS_OF_AN_ADDRESS, TasksAnswer } from '../../libs/contracts/src/index.ts';
import { noticeApp, PAYEES, receiptOf } from '../support/notice-app.ts';

const { get, post, send, sendBody, one, openTwo, firstRowOf } = noticeApp();

describe('an objection', () => {
  let id = '';
  let receipt = '';
  const text = '张甲没有参加培训，电话 13912345678 可以作证';
  beforeAll(async () => {
    id = await openTwo();
  });

  it('is filed without an account, to a row that was found, and holds it', async () => {
    const row = await firstRowOf(id);
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
    const page = await sendBody(`objections/${id}.html`, `text=${'x'.repeat(10_000_000)}`, {
      accept: 'text/html,*/*',
    });
    expect([page.statusCode, page.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8']);
    expect(page.body).toContain(`${MAX_NOTICE_TEXT} 字`);
    // In chunks, which do not tell how many follow.
    const chunks = Readable.from(Array.from({ length: 1000 }, () => 'x'.repeat(10_000)));
    const chunked = await sendBody(`objections/${id}.html`, chunks, { 'transfer-encoding': 'chunked' });
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

  it.each(['uphold', 'dismiss'])('is not answered in words that name a trainee: %s', async (action) => {
    const before = await one(id);
    const [objection] = before.objections;
    const steps = `notices/${id}/objections/${objection?.id}/steps`;
    for (const comment of ['经核实，欧阳云飞未参加培训。', '学员：张甲，未参加培训。']) {
      const answer = await post(steps, { action, seen: 1, comment });
      expect([answer.statusCode, answer.json().errors]).toEqual([
        422,
        [{ field: 'comment', zh: expect.stringMatching(/欧阳\*|张\*/), en: expect.anything() }],
      ]);
      expect(answer.body).not.toMatch(/云飞|张甲/);
    }
    expect(await one(id)).toEqual(before);
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
