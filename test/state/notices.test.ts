import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type NoticeRow, OBJECTIONS_AN_HOUR, type Role, type Yuan } from '../../libs/contracts/src/index.ts';
import {
  endNotices,
  fileObjection,
  findNotice,
  findRow,
  listAudit,
  listNoticeEvents,
  listObjections,
  listRows,
  listTasks,
  NoticeRefused,
  objectionByReceipt,
  openNotice,
  openState,
  type ReleaseBy,
  receiptHash,
  StaleNotice,
  type State,
  searchRows,
  stepObjection,
  stopNotice,
} from '../../libs/state/src/index.ts';
import { openWhenReady, startPostgres } from '../support/postgres.ts';

const by = (role: Role): ReleaseBy => ({
  role,
  author: { account: `test-${role}`, displayName: `测试 ${role}` },
  actor: { name: `test-${role}`, role, unit: null, address: '10.0.0.1' },
});
const OFFICE = by('office');
const row = (nth: number, payout: string, name = '张*'): NoticeRow => ({
  ...{ nth, payout, name, idNumber: `330782********${String(1000 + nth)}`, class: 'K1', className: '电工班' },
  ...{ project: '电工', level: '中级工', persons: 1, amount: '1500.00' as Yuan },
});
const wanted = (startsOn = '2021-06-01', endsOn = '2021-06-08') => ({
  ...{ scope: { kind: 'class', value: 'K1' } as const, startsOn, endsOn },
  ...{ days: 5, clause: '§五', snapshot: 'S1' },
});
const objection = (key = '') => ({ row: key, text: '此人未参加培训', contact: '13912345678' });

describe.each(['SQLite', 'PostgreSQL'] as const)('name lists on %s', (engine) => {
  let folder: string;
  let state: State;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-notices-'));
    let url: string | undefined;
    if (engine === 'PostgreSQL') ({ url, stop } = await startPostgres());
    state = await openWhenReady(() => openState(folder, url));
  }, 60_000);
  afterAll(async () => {
    await state?.destroy();
    await stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2021-06-01T02:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const open = (payouts: string[], more = wanted(), corrected = new Set<string>()) =>
    openNotice(
      state,
      OFFICE,
      more,
      payouts.map((payout, at) => row(at + 1, payout)),
      corrected,
    );
  const keyOf = async (notice: string, nth: number): Promise<string> =>
    (await searchRows(state, notice, { names: [], last4: '', classId: 'K1' }, 100))[nth - 1]?.key ?? '';

  it('show each payout once, until its notice is taken down', async () => {
    const id = await open(['A1', 'A2']);
    expect(id).toMatch(/^GS2021-\d{4}$/);
    expect(await findNotice(state, id)).toMatchObject({ state: 'running', rows: 2, amount: '3000.00' });
    await expect(open(['A1'])).rejects.toBeInstanceOf(NoticeRefused);
    const next = await open(['A2', 'A3']);
    expect(await listRows(state, next)).toMatchObject([{ nth: 1, payout: 'A3' }]);
    await expect(
      stopNotice(state, by('finance'), id, { action: 'stop', seen: 1, comment: 'x' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(stopNotice(state, OFFICE, id, { action: 'stop', seen: 1 })).rejects.toMatchObject({
      status: 422,
    });
    await expect(
      stopNotice(state, OFFICE, id, { action: 'stop', seen: 7, comment: '金额有误' }),
    ).rejects.toBeInstanceOf(StaleNotice);
    await stopNotice(state, OFFICE, id, { action: 'stop', seen: 1, comment: '金额有误' });
    expect(await findNotice(state, id)).toMatchObject({ state: 'stopped', stopReason: '金额有误' });
    expect((await listNoticeEvents(state, id)).map(({ action }) => action)).toEqual(['open', 'stop']);
    await expect(open(['A1'])).resolves.not.toBe(id);
  });

  it('show a corrected payout again once the notice is over that showed it', async () => {
    await open(['G1', 'G2']);
    const corrected = new Set(['G1', 'G2']);
    await expect(open(['G1', 'G2'], wanted(), corrected)).rejects.toBeInstanceOf(NoticeRefused);
    vi.setSystemTime('2021-06-09T02:00:00Z');
    await expect(open(['G1', 'G2'])).rejects.toBeInstanceOf(NoticeRefused);
    const later = wanted('2021-06-09', '2021-06-17');
    const next = await open(['G1', 'G2'], later, new Set(['G2']));
    expect(await listRows(state, next)).toMatchObject([{ nth: 1, payout: 'G2' }]);
    await expect(open(['G1', 'G2'], later, new Set(['G2']))).rejects.toBeInstanceOf(NoticeRefused);
  });

  it('opened at once by two take each payout once', async () => {
    const tried = await Promise.allSettled([open(['C1']), open(['C1']), open(['C1'])]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('end after their last day, and keep no name or id', async () => {
    const id = await open(['B1', 'B2']);
    expect(await endNotices(state, '2021-06-08')).toEqual([]);
    const key = await keyOf(id, 1);
    expect(await findRow(state, id, key)).toMatchObject({ name: '张*' });
    expect(await endNotices(state, '2021-06-09')).toContain(id);
    expect(await endNotices(state, '2021-06-09')).toEqual([]);
    expect(await searchRows(state, id, { names: ['张*'], last4: '', classId: '' }, 10)).toEqual([]);
    const kept = await state.selectFrom('notice_row').selectAll().where('notice_id', '=', id).execute();
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toMatch(/张|330782|电工/);
    expect(await listRows(state, id)).toMatchObject([{ payout: 'B1' }, { payout: 'B2' }]);
  });

  it('take objections with a receipt and a task, until they are answered', async () => {
    const id = await open(['D1', 'D2']);
    const receipt = await fileObjection(state, id, objection(await keyOf(id, 2)), '2021-06-15');
    expect(receipt).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/);
    const kept = await objectionByReceipt(state, receiptHash(receipt.toLowerCase().replaceAll('-', '')));
    expect(kept).toMatchObject({ notice: id, row: 2, state: 'open', hold: 'row', dueOn: '2021-06-15' });
    expect(JSON.stringify(await state.selectFrom('objection').selectAll().execute())).not.toContain(receipt);
    const about = async () =>
      (await listTasks(state)).filter(
        ({ origin }) => origin.kind === 'objection' && origin.objection === kept?.id,
      );
    expect(await about()).toMatchObject([
      { account: 'test-office', dueOn: '2021-06-15', state: 'open', origin: { notice: id } },
    ]);
    const step = (action: 'hold' | 'uphold' | 'dismiss', seen: number, more: object = {}, who = OFFICE) =>
      stepObjection(state, who, id, kept?.id ?? '', { action, seen, ...more });
    await step('hold', 1, { hold: 'notice' });
    await expect(step('dismiss', 1, { comment: '经核实已参加' })).rejects.toBeInstanceOf(StaleNotice);
    await expect(step('dismiss', 2)).rejects.toMatchObject({ status: 422, field: 'comment' });
    await expect(step('dismiss', 2, { comment: 'x' }, by('leader'))).rejects.toMatchObject({ status: 403 });
    await step('dismiss', 2, { comment: '经核实已参加' });
    await expect(step('uphold', 3, { comment: 'x' })).rejects.toMatchObject({ status: 409 });
    expect(await listObjections(state, id)).toMatchObject([
      { state: 'dismissed', answer: '经核实已参加', answeredBy: '测试 office' },
    ]);
    expect(await about()).toMatchObject([{ state: 'closed', closedByItself: true }]);
  });

  it('write no words of the public, and no address, to the audit log', async () => {
    const id = await open(['E1']);
    await fileObjection(state, id, objection(), '2021-06-15');
    const { rows } = await listAudit(state, { action: 'objection.file', limit: 500, offset: 0 });
    expect(rows[0]).toMatchObject({ subject: id, actor: null, address: null, detail: { hold: 'notice' } });
    expect(JSON.stringify(rows)).not.toMatch(/未参加|13912345678/);
  });

  it('refuse objections to a list that is over, to other rows, and floods', async () => {
    const id = await open(['F1']);
    const other = await open(['F2']);
    await expect(fileObjection(state, 'GS2021-9999', objection(), '2021-06-15')).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      fileObjection(state, id, objection(await keyOf(other, 1)), '2021-06-15'),
    ).rejects.toMatchObject({ status: 422, field: 'row' });
    for (let nth = 0; nth < OBJECTIONS_AN_HOUR; nth += 1) {
      await fileObjection(state, id, objection(), '2021-06-15');
    }
    await expect(fileObjection(state, id, objection(), '2021-06-15')).rejects.toMatchObject({ status: 429 });
    await fileObjection(state, other, objection(), '2021-06-15');
    vi.setSystemTime(new Date('2021-06-01T03:00:01Z'));
    await fileObjection(state, id, objection(), '2021-06-15');
    // The last instant of the last day, and the first one after it.
    vi.setSystemTime(new Date('2021-06-08T15:59:59Z'));
    await fileObjection(state, id, objection(), '2021-06-22');
    vi.setSystemTime(new Date('2021-06-08T16:00:00Z'));
    await expect(fileObjection(state, id, objection(), '2021-06-22')).rejects.toMatchObject({ status: 410 });
    expect(await listObjections(state, id)).toHaveLength(OBJECTIONS_AN_HOUR + 2);
  });
});
