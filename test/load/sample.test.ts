import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressReport } from '../../etl/src/progress/index.ts';
import {
  type LoadResult,
  listSnapshots,
  load,
  type OpenSnapshot,
  openCurrentSnapshot,
} from '../support/etl.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome, totals } from '../support/home.ts';

interface Totals {
  rows_per_file: Record<string, Record<string, { kind: string | null; rows_below_header: number }>>;
  rows_per_kind: Record<string, { accepted: number; unchanged: number; quarantined: number }>;
  completed: Record<string, { completed: number; of_which_baseline: number; of_which_records: number }>;
  total_paid_yuan: string;
}

describe('the sample ledgers', () => {
  let test: TestHome;
  let result: LoadResult;
  let snapshot: OpenSnapshot;
  let expected: Totals;

  beforeAll(async () => {
    test = await makeHome();
    expected = JSON.parse(await readFile(join(SAMPLE_LEDGERS, 'totals.json'), 'utf8')) as Totals;
    result = await load({
      home: test.home,
      paths: [SAMPLE_LEDGERS],
      programme: PROGRAMME,
      today: '2022-06-30',
    });
    snapshot = await openCurrentSnapshot(test.home);
  });
  afterAll(async () => {
    snapshot?.close();
    await test?.remove();
  });

  it('are recognised and counted, sheet by sheet', () => {
    const found = Object.fromEntries(
      result.files.map((file) => [
        file.path,
        Object.fromEntries(
          file.sheets.map(({ sheet, kind, read }) => [sheet, { kind, rows_below_header: read }]),
        ),
      ]),
    );
    expect(found).toEqual(expected.rows_per_file);
  });

  it('balance on every sheet', () => {
    for (const sheet of result.files.flatMap((file) => file.sheets)) {
      const { read, accepted, unchanged, corrected, quarantined, ignored } = sheet;
      expect(accepted + unchanged + corrected + quarantined + ignored).toBe(read);
    }
  });

  it('have the verdicts of totals.json, kind by kind', () => {
    const found: Totals['rows_per_kind'] = {};
    for (const sheet of result.files.flatMap((file) => file.sheets)) {
      if (sheet.kind === null) continue;
      const sum = found[sheet.kind] ?? { accepted: 0, unchanged: 0, quarantined: 0 };
      found[sheet.kind] = sum;
      sum.accepted += sheet.accepted;
      sum.unchanged += sheet.unchanged;
      sum.quarantined += sheet.quarantined;
    }
    expect(found).toEqual(expected.rows_per_kind);
  });

  it('give the completed trainings of totals.json at both dates, the baseline included once', async () => {
    const connection = await snapshot.connect();
    for (const [asOf, { completed, of_which_records }] of Object.entries(expected.completed)) {
      const { total } = await progressReport(connection, asOf);
      expect(total).toMatchObject({ completed, completedRecords: of_which_records, target: 100_000 });
    }
    connection.closeSync();
  });

  it('add up to the money of totals.json, to the fen', async () => {
    const connection = await snapshot.connect();
    const { total } = await progressReport(connection, '2022-12-31');
    expect(total.paid).toBe(expected.total_paid_yuan);
    connection.closeSync();
  });

  it('keep the decree’s targets and plans', async () => {
    const connection = await snapshot.connect();
    const { domains } = await progressReport(connection, '2020-12-31');
    const sum = (pick: (row: (typeof domains)[number]) => number | undefined): number =>
      domains.reduce((total, row) => total + (pick(row) ?? 0), 0);
    expect(sum((row) => row.target)).toBe(100_000);
    expect(sum((row) => row.yearPlan)).toBe(40_000);
    expect(sum((row) => (row.completed ?? 0) - (row.completedRecords ?? 0))).toBe(23_214);
    connection.closeSync();
  });

  it('change nothing when loaded again', async () => {
    const before = await listSnapshots(test.home);
    const again = await load({
      home: test.home,
      paths: [SAMPLE_LEDGERS],
      programme: PROGRAMME,
      today: '2022-06-30',
    });
    expect(again).toMatchObject({ changed: false, batch: null, snapshot: '1' });
    expect(totals(again)).toMatchObject({
      accepted: 0,
      corrected: 0,
      quarantined: totals(result).quarantined,
    });
    expect(await listSnapshots(test.home)).toEqual(before);
  });
});
