import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRows } from '../../etl/src/figures/index.ts';
import { withSnapshot } from '../../etl/src/home/open-snapshot.ts';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { compareSnapshots } from '../../etl/src/ledgers/compare.ts';
import { readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { refreshSnapshot } from '../../etl/src/operations/refresh.ts';
import { useSnapshot } from '../../etl/src/operations/use.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { readLedgerRows } from '../../etl/src/supervision/evidence.ts';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { useChangedProgramme } from '../support/programme.ts';

type Line = Record<string, string>;
const NO = { required: 'false', key: 'false', personal: 'no' };
const MEALS = { ...NO, kind: 'enrolments', field: 'meals', label: '用餐次数', type: 'count' };
/** The default of an empty cell is 线下. */
const PLACE = { ...NO, kind: 'classes', field: 'place', label: '授课方式', type: 'enum' };

/** Adds a line to columns.csv, whatever columns that file has. */
const adding =
  (...lines: Line[]) =>
  (text: string): string => {
    const header = (text.split('\n')[0] ?? '').trim().split(',');
    const added = lines.map((line) =>
      header.map((name) => ({ clause: '§五', ...line })[name] ?? '').join(','),
    );
    return `${text.trimEnd()}\n${added.join('\n')}\n`;
  };

const person = (serial: number, change: Line = {}) =>
  enrolment({ 证件号码: personId(serial), 证书编号: `Z${serial}`, ...change });

let test: TestHome;
let programme: { remove(): Promise<void> } | undefined;

const change = async (columns: (text: string) => string): Promise<void> => {
  await programme?.remove();
  programme = await useChangedProgramme({ 'columns.csv': columns });
};

/** Rows of a snapshot, as objects. */
const ask = (snapshot: string, sql: string): Promise<unknown[]> =>
  withSnapshot(test.home, snapshot, async (connection) =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson(),
  );

/** Label → value of the first enrolment of a snapshot, as it is shown as evidence. */
const evidence = (snapshot: string): Promise<Record<string, string | null>> =>
  withSnapshot(test.home, snapshot, async (connection) => {
    const place = (
      await connection.runAndReadAll(
        "SELECT 'enrolments' AS kind, file_id, sheet_no, row_no FROM enrolments ORDER BY ALL LIMIT 1",
      )
    ).getRowObjectsJson();
    const known = await homeProgramme(test.home);
    const [row] = await readLedgerRows(connection, known, place as never, true);
    return Object.fromEntries((row?.cells ?? []).map(({ label, value }) => [label, value]));
  });

const rowsOfFigure = (snapshot: string): Promise<number> =>
  withSnapshot(test.home, snapshot, async (connection) => {
    const query = { figure: 'completed', asOf: '2021-06-30', limit: 100 } as const;
    return (await readRows(connection, await homeProgramme(test.home), query)).total;
  });

beforeEach(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass()),
    'e.csv': csv(person(1), person(2), person(3, { 班级编号: 'K9' })),
  });
});
afterEach(async () => {
  await programme?.remove();
  programme = undefined;
  await test.remove();
});

describe('a column added to the programme of an existing home', () => {
  beforeEach(() => change(adding(MEALS, { ...PLACE, values: '线上|线下', emptyMeans: '线下' })));

  it('is filled by the next load, and empty in rows loaded before', async () => {
    const loaded = await test.load({ 'f.csv': csv({ ...person(4), 用餐次数: '12' }) });
    expect(totals(loaded)).toMatchObject({ accepted: 1, quarantined: 0 });
    expect(await ask('2', 'SELECT person_id, meals FROM enrolments ORDER BY 1')).toEqual([
      { person_id: personId(1), meals: null },
      { person_id: personId(2), meals: null },
      { person_id: personId(4), meals: 12 },
    ]);
    expect(await ask('2', 'SELECT place FROM classes')).toEqual([{ place: '线下' }]);
  });

  it('does not make rows loaded before look changed', async () => {
    const again = await test.load({ 'k2.csv': csv(trainingClass(), trainingClass({ 班级编号: 'K2' })) });
    expect(totals(again)).toMatchObject({ unchanged: 1, accepted: 1 });
    expect((await compareSnapshots(test.home, '1', '2')).kinds).toEqual([
      { kind: 'classes', added: 1, corrected: 0, withdrawn: 0 },
    ]);
  });

  it('can be corrected, and the correction is visible between an older and a newer snapshot', async () => {
    await test.load({
      'f.csv': csv({ ...person(1), 用餐次数: '7' }),
      'k2.csv': csv({ ...trainingClass(), 授课方式: '线上' }),
    });
    const { kinds, rows } = await compareSnapshots(test.home, '1', '2');
    expect(kinds).toEqual([
      { kind: 'classes', added: 0, corrected: 1, withdrawn: 0 },
      { kind: 'enrolments', added: 0, corrected: 1, withdrawn: 0 },
    ]);
    expect(rows.map(({ columns }) => columns)).toEqual([['授课方式'], ['用餐次数']]);
    expect(await ask('2', 'SELECT meals, replaced_by FROM enrolments_history')).toEqual([
      { meals: null, replaced_by: 2 },
    ]);
    // The older snapshot may also be the `to` of the query.
    expect((await compareSnapshots(test.home, '2', '1')).kinds).toHaveLength(2);
  });

  it('is empty where an older snapshot is read', async () => {
    await test.load({ 'f.csv': csv({ ...person(1), 用餐次数: '7' }, person(2)) });
    expect(await evidence('1')).toMatchObject({ 用餐次数: null, 出勤课时: '40' });
    await withSnapshot(test.home, '1', async (connection) => {
      const [waiting] = await readQuarantine(connection, await homeProgramme(test.home));
      expect(waiting?.cells.meals).toBeUndefined();
    });
    expect([await rowsOfFigure('1'), await rowsOfFigure('2')]).toEqual([2, 2]);
  });

  it('survives withdrawal, switching back and loading again', async () => {
    await test.load({ 'f.csv': csv({ ...person(4), 用餐次数: '12' }) });
    await test.load({ 'g.csv': csv({ ...person(5), 用餐次数: '3' }) });
    // Batch 1 has no rows of the column: nothing can be copied, everything is applied again.
    await withdraw({ home: test.home, batch: 'B1' });
    await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
    const meals = 'SELECT meals FROM enrolments ORDER BY person_id';
    expect(await ask('5', meals)).toEqual([{ meals: 12 }, { meals: 3 }]);
    await useSnapshot(test.home, '1');
    const onOld = await test.load({ 'h.csv': csv({ ...person(6), 用餐次数: '9' }) });
    expect(totals(onOld)).toMatchObject({ accepted: 1 });
    expect(await ask('6', meals)).toEqual([{ meals: null }, { meals: null }, { meals: 9 }]);
  });

  it('is empty in a row that waited in quarantine', async () => {
    const late = await test.load({ 'k9.csv': csv(trainingClass({ 班级编号: 'K9' })) });
    expect(late.resolved).toBe(1);
    expect(await ask('2', "SELECT meals FROM enrolments WHERE class_id = 'K9'")).toEqual([{ meals: null }]);
  });

  it('exists after the server has refreshed the snapshot', async () => {
    expect(await refreshSnapshot(test.home)).toBe('2');
    expect(await refreshSnapshot(test.home)).toBeNull();
    expect(await ask('2', 'SELECT DISTINCT meals, place FROM enrolments, classes')).toEqual([
      { meals: null, place: '线下' },
    ]);
  });

  it('can be removed from the programme again', async () => {
    await test.load({ 'f.csv': csv({ ...person(4), 用餐次数: '12' }) });
    await programme?.remove();
    programme = undefined;
    const without = await test.load({ 'g.csv': csv(person(5)) });
    expect(totals(without)).toMatchObject({ accepted: 1 });
    expect((await compareSnapshots(test.home, '1', '3')).kinds).toEqual([
      { kind: 'enrolments', added: 2, corrected: 0, withdrawn: 0 },
    ]);
  });
});

describe('an incompatible change of a column', () => {
  it('of its type names the column and what to do', async () => {
    await change((text) =>
      text.replace('enrolments,home_town,常住镇街,text', 'enrolments,home_town,常住镇街,count'),
    );
    const message = /常住镇街”（home_town）的类型已由 VARCHAR 改为 INTEGER.*另加一列/;
    await expect(test.load({ 'e2.csv': csv(person(4)) })).rejects.toThrow(message);
    await expect(refreshSnapshot(test.home)).rejects.toThrow(message);
    await expect(withdraw({ home: test.home, batch: 'B1' })).resolves.toMatchObject({ snapshot: '2' });
  });

  it('to a new part of the key names the column and what to do', async () => {
    await change(adding({ ...MEALS, key: 'true', required: 'true' }));
    await expect(test.load({ 'e2.csv': csv({ ...person(4), 用餐次数: '1' }) })).rejects.toThrow(
      /用餐次数”（meals）是新增的主键列.*SKILL_LEDGER_HOME/,
    );
    expect(await ask('1', 'SELECT count(*)::INTEGER AS n FROM enrolments')).toEqual([{ n: 2 }]);
  });
});
