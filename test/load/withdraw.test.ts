import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDraft } from '../../etl/src/draft/draft.ts';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { compareSnapshots } from '../../etl/src/ledgers/compare.ts';
import { refreshSnapshot } from '../../etl/src/operations/refresh.ts';
import { useSnapshot } from '../../etl/src/operations/use.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { progressReport } from '../../etl/src/progress/index.ts';
import { listSnapshots, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, quota, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
beforeEach(async () => {
  test = await makeHome();
});
afterEach(() => test.remove());

const ask = async <T>(sql: string): Promise<T[]> => {
  const snapshot = await openCurrentSnapshot(test.home);
  try {
    return (await (await snapshot.connect()).runAndReadAll(sql)).getRowObjectsJson() as T[];
  } finally {
    snapshot.close();
  }
};
const figures = async () => {
  const snapshot = await openCurrentSnapshot(test.home);
  try {
    const { snapshot: _, ...report } = await progressReport(await snapshot.connect(), '2021-06-30');
    return report;
  } finally {
    snapshot.close();
  }
};

const house = { 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) };

describe('withdrawing a batch', () => {
  it('restores every figure', async () => {
    await test.load({ ...house, 'e.csv': csv(enrolment()), 'p.csv': csv(payout()) });
    const before = await figures();
    await test.load({
      'f.csv': csv(enrolment({ 证件号码: personId(2), 证书编号: 'Z2' })),
      'q.csv': csv(payout({ 发放编号: 'F2', 证件号码: personId(2) })),
    });
    expect(await figures()).not.toEqual(before);
    const result = await withdraw({ home: test.home, batch: 'B2', by: '甲', comment: '报错了季度' });
    expect(result).toEqual({ batch: 'B2', snapshot: '3', quarantined: 0 });
    expect(await figures()).toEqual(before);
    expect(await ask('SELECT batch, withdrawn_by, comment FROM withdrawal')).toEqual([
      { batch: 'B2', withdrawn_by: '甲', comment: '报错了季度' },
    ]);
  });

  it('restores the rows that a correction replaced', async () => {
    await test.load(house);
    await test.load({ 'c.csv': csv(trainingClass({ 计划人数: '25' })) });
    await withdraw({ home: test.home, batch: 'B2' });
    expect(await ask('SELECT planned, batch_no FROM classes')).toEqual([{ planned: 30, batch_no: 1 }]);
    expect(await ask('SELECT * FROM classes_history')).toEqual([]);
  });

  it('quarantines rows that referred to its rows until those are loaded again', async () => {
    await test.load({ 'a.csv': csv(institution()) });
    await test.load({ 'k.csv': csv(trainingClass()) });
    await test.load({ 'e.csv': csv(enrolment()), 'p.csv': csv(payout()) });
    const whole = await figures();
    const { quarantined } = await withdraw({ home: test.home, batch: 'B2' });
    expect(quarantined).toBe(2);
    expect(await ask('SELECT DISTINCT unnest(failures) AS failure FROM quarantine')).toEqual([
      { failure: 'V09:class_id:class' },
    ]);
    const again = await test.load({ 'k.csv': csv(trainingClass()) });
    expect(again.resolved).toBe(2);
    expect(again.batch).toBe('B4');
    expect(await figures()).toEqual(whole);
  });

  it('keeps the same row of a later batch', async () => {
    await test.load(house);
    const again = await test.load({ 'k2.csv': csv(trainingClass(), trainingClass({ 班级编号: 'K2' })) });
    expect(totals(again)).toMatchObject({ unchanged: 1, accepted: 1 });
    await withdraw({ home: test.home, batch: 'B1' });
    // The institution is withdrawn with its batch, so both classes wait; after reloading it both are accepted.
    await test.load({ 'a2.csv': csv(institution()) });
    expect(await ask('SELECT class_id, batch_no FROM classes ORDER BY 1')).toEqual([
      { class_id: 'K1', batch_no: 2 },
      { class_id: 'K2', batch_no: 2 },
    ]);
  });

  it('applies a long text table again as it was read, note rows left out', async () => {
    await test.load({ 'q.csv': csv(quota()) });
    // Long enough for DuckDB to read it itself, into a Parquet file of its own.
    const people = Array.from({ length: 3600 }, (_, at) =>
      enrolment({ 证件号码: personId(1 + (at % 900), `199${Math.floor(at / 900)}0101`), 证书编号: `Z${at}` }),
    );
    const long = csv(...people.slice(0, 1200), { 班级编号: '合计', 姓名: '1200' }, ...people.slice(1200));
    expect(Buffer.byteLength(long)).toBeGreaterThan(1 << 18);
    const loaded = await test.load({ ...house, 'e.csv': `${long}\n备注：以上属实\n` }, { admitFrom: 1 });
    expect(totals(loaded)).toMatchObject({ accepted: 3602, ignored: 2 });
    const rows = 'SELECT * FROM enrolments ORDER BY row_no';
    const before = await ask<{ row_no: number }>(rows);
    await withdraw({ home: test.home, batch: 'B1' });
    expect(await ask(rows)).toEqual(before);
    expect([before[1199]?.row_no, before[1200]?.row_no]).toEqual([1201, 1203]);
  });

  it('keeps earlier withdrawals whichever snapshot it starts from', async () => {
    await test.load(house);
    await test.load({ 'e.csv': csv(enrolment()) });
    await test.load({ 'f.csv': csv(enrolment({ 证件号码: personId(2), 证书编号: 'Z2' })) });
    await withdraw({ home: test.home, batch: 'B3' });
    await withdraw({ home: test.home, batch: 'B2' });
    expect(await ask('SELECT batch FROM withdrawal ORDER BY withdrawn_at, batch DESC')).toEqual([
      { batch: 'B3' },
      { batch: 'B2' },
    ]);
    expect(await ask('SELECT count(*)::INTEGER AS n FROM enrolments')).toEqual([{ n: 0 }]);
  });

  it('of a batch that is not in force lists those that are', async () => {
    await expect(withdraw({ home: test.home, batch: 'B1' })).rejects.toThrow('还没有装载过台账');
    await test.load(house);
    await expect(withdraw({ home: test.home, batch: 'B7' })).rejects.toThrow('在用的批次：B1');
  });
});

describe('snapshots', () => {
  it('can be switched, and the next load builds on the current one', async () => {
    await test.load(house);
    await test.load({ 'e.csv': csv(enrolment()) });
    await useSnapshot(test.home, '1');
    expect(await ask('SELECT count(*)::INTEGER AS n FROM enrolments')).toEqual([{ n: 0 }]);
    await test.load({ 'k2.csv': csv(trainingClass({ 班级编号: 'K2' })) });
    expect(await ask('SELECT count(*)::INTEGER AS n FROM enrolments')).toEqual([{ n: 0 }]);
    expect((await listSnapshots(test.home)).map(({ id, parent, current }) => [id, parent, current])).toEqual([
      ['3', '1', true],
      ['2', '1', false],
      ['1', null, false],
    ]);
    await expect(useSnapshot(test.home, '9')).rejects.toThrow('现有快照：1、2、3');
  });

  it('are compared by figures and by rows, each with its origins', async () => {
    await test.load({ ...house, 'e.csv': csv(enrolment()) });
    await test.load({
      'k.csv': csv(trainingClass({ 计划人数: '25' })),
      'f.csv': csv(enrolment({ 证件号码: personId(2), 证书编号: 'Z2' })),
    });
    const comparison = await compareSnapshots(test.home, '1', '2');
    expect(comparison.kinds).toEqual([
      { kind: 'classes', added: 0, corrected: 1, withdrawn: 0 },
      { kind: 'enrolments', added: 1, corrected: 0, withdrawn: 0 },
    ]);
    expect(comparison.rows[0]).toEqual({
      kind: 'classes',
      change: 'corrected',
      before: { batch: 'B1', file: 'k.csv', sheet: '', row: 2 },
      after: { batch: 'B2', file: 'k.csv', sheet: '', row: 2 },
      columns: ['计划人数'],
    });
    expect(comparison.figures.to?.completedRecords).toBe(
      (comparison.figures.from?.completedRecords ?? 0) + 1,
    );
    await withdraw({ home: test.home, batch: 'B2' });
    expect((await compareSnapshots(test.home, '1', '3')).kinds).toEqual([]);
    expect((await compareSnapshots(test.home, '2', '2')).kinds).toEqual([]);
  });
});

describe('fixing by 隔离编号', () => {
  it('replaces the row it names, although its key was destroyed', async () => {
    await test.load(house);
    const bad = { ...enrolment(), 证件号码: '3.30782E+17' };
    const first = await test.load({ 'e.csv': csv(bad) });
    expect(totals(first)).toMatchObject({ quarantined: 1 });
    const [row] = await ask<{ id: string }>(
      "SELECT concat('B', batch_no, '-', file_id, '-', sheet_no, '-', row_no) AS id FROM quarantine",
    );
    const stillInvalid = await test.load({
      'm.csv': csv({ ...bad, 证件号码: '123', 隔离编号: row?.id ?? '' }),
    });
    expect(totals(stillInvalid)).toMatchObject({ quarantined: 1, accepted: 0 });
    const [left, ...more] = await ask<{ id: string; failures: string }>(
      "SELECT concat('B', batch_no, '-', file_id, '-', sheet_no, '-', row_no) AS id, failures::VARCHAR AS failures FROM quarantine",
    );
    expect(more).toEqual([]);
    expect(left?.failures).toContain('V05');
    const mended = await test.load({ 'n.csv': csv({ ...enrolment(), 隔离编号: left?.id ?? '' }) });
    expect(totals(mended)).toMatchObject({ accepted: 1 });
    expect(await ask('SELECT * FROM quarantine')).toEqual([]);
    expect(await ask('SELECT count(*)::INTEGER AS n FROM enrolments')).toEqual([{ n: 1 }]);
  });
});

describe('a snapshot of other models', () => {
  it('is recomputed from its rows, once', async () => {
    await test.load({ ...house, 'e.csv': csv(enrolment()), 'p.csv': csv(payout()) });
    const before = await figures();
    expect(await refreshSnapshot(test.home)).toBeNull();
    const { path } = (await currentSnapshotPath(test.home)) ?? { path: '' };
    const { connection, close } = await openDraft(path, test.folder);
    await connection.run("UPDATE model_version SET version = 'older'");
    close();
    expect(await refreshSnapshot(test.home)).toBe('2');
    expect(await figures()).toEqual(before);
    expect((await listSnapshots(test.home))[0]).toMatchObject({
      change: 'refresh',
      batch: 'B1',
      parent: '1',
    });
    expect(await refreshSnapshot(test.home)).toBeNull();
    await test.load({ 'k2.csv': csv(trainingClass({ 班级编号: 'K2' })) });
    expect((await withdraw({ home: test.home, batch: 'B2' })).snapshot).toBe('4');
    expect(await figures()).toEqual(before);
  });
});
