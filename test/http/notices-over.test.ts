import { beforeAll, describe, expect, it } from 'vitest';
import { NoticesAnswer } from '../../libs/contracts/src/index.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { keysOf, noticeApp } from '../support/notice-app.ts';

const { get, post, send, at, one, openTwo, firstRowOf, home, load } = noticeApp();

describe('a notice that is over', () => {
  let id = '';
  beforeAll(async () => {
    id = await openTwo();
    const filed = await send(`objections/${id}.html`, { row: await firstRowOf(id), text: '没有参加培训' });
    expect(filed.statusCode).toBe(201);
    const [objection] = (await one(id)).objections;
    const answered = await post(`notices/${id}/objections/${objection?.id}/steps`, {
      action: 'uphold',
      seen: 1,
      comment: '经核实，该学员未参加培训。',
    });
    expect(answered.statusCode).toBe(204);
  });

  it('is gone at the end of its last day, from every address, with its counts', async () => {
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
    const { files } = await load({ 'ledger.xlsx': book.rawPayload });
    const sheets = files.flatMap((file) => file.sheets).filter(({ kind }) => kind === 'payouts');
    expect(sheets).toMatchObject([{ read: 11, corrected: 11, quarantined: 0 }]);
    const snapshot = await openCurrentSnapshot(home());
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
