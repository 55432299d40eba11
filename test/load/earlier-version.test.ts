import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentSnapshotPath, homePaths } from '../../etl/src/home/home.ts';
import { withSnapshot } from '../../etl/src/home/open-snapshot.ts';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { compareSnapshots } from '../../etl/src/ledgers/compare.ts';
import { readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { load } from '../../etl/src/operations/load.ts';
import { refreshSnapshot } from '../../etl/src/operations/refresh.ts';
import { useSnapshot } from '../../etl/src/operations/use.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { progressReport } from '../../etl/src/progress/index.ts';
import { readBatchRecord } from '../../etl/src/stage/batch-record.ts';
import { readLedgerRows } from '../../etl/src/supervision/evidence.ts';
import { LedgerKind } from '../../libs/contracts/src/index.ts';
import { listAccounts, openState } from '../../libs/state/src/index.ts';
import { listSnapshots } from '../support/etl.ts';
import { PROGRAMME } from '../support/home.ts';
import { csv, enrolment, payout, personId } from '../support/ledgers.ts';

/**
 * A home made by version 0.1 with its command line: B1 to B3 loaded, B3 withdrawn, B4 loaded (snapshots 1 to 5), four
 * rows in quarantine, findings, and the account `office`. All data are invented. It is never regenerated: files of an
 * earlier version must stay readable.
 */
const FIXTURE = fileURLToPath(new URL('../fixtures/home-v0.1.tar.gz', import.meta.url));

let folder: string;
let old: string;
let fresh: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skill-ledger-earlier-'));
  await promisify(execFile)('tar', ['-xzf', FIXTURE, '-C', folder]);
  old = join(folder, 'home');
  fresh = join(folder, 'fresh');
  // The same originals, loaded into a home of this version.
  for (const batch of ['B1', 'B2', 'B3', 'B4']) {
    const paths = [join(folder, `again-${batch}`)];
    await mkdir(String(paths));
    const { staged, today } = await readBatchRecord(old, batch);
    for (const { path, sha256 } of staged)
      await cp(join(homePaths(old).files, sha256), join(String(paths), path));
    await load({ home: fresh, paths, programme: PROGRAMME, today });
    if (batch === 'B3') await withdraw({ home: fresh, batch });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ledgers, quarantine, findings and figures of the current snapshot. */
const contents = async (home: string): Promise<Record<string, unknown>> => {
  const { id } = (await currentSnapshotPath(home)) ?? { id: '' };
  const programme = await homeProgramme(home);
  return withSnapshot(home, id, async (connection) => {
    const rows = async (sql: string): Promise<unknown[]> =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson();
    const said: Record<string, unknown> = {};
    for (const kind of LedgerKind.options) {
      said[kind] = await rows(`FROM ${kind} ORDER BY file_id, sheet_no, row_no`);
      said[`${kind}_history`] = await rows(
        `FROM ${kind}_history ORDER BY file_id, sheet_no, row_no, replaced_by`,
      );
    }
    said.batches = await rows('SELECT batch_no, batch, unit FROM batch ORDER BY 1');
    said.withdrawals = await rows('SELECT batch, files FROM withdrawal ORDER BY withdrawn_at');
    said.files = await rows('FROM file ORDER BY file_id');
    said.sheets = await rows('FROM sheet ORDER BY file_id, sheet_no');
    said.quarantine = await readQuarantine(connection, programme);
    said.findings = await rows('SELECT rule, key, stake, zh FROM finding ORDER BY rule, key');
    const { snapshot: _, ...figures } = await progressReport(connection, '2021-06-30');
    said.figures = figures;
    return said;
  });
};

const more = async (home: string): Promise<void> => {
  const incoming = join(folder, 'more');
  await mkdir(incoming, { recursive: true });
  await writeFile(
    join(incoming, 'e.csv'),
    csv(enrolment({ 班级编号: 'K2', 证件号码: personId(9), 证书编号: 'Z9' })),
  );
  await writeFile(
    join(incoming, 'p.csv'),
    csv(payout({ 发放编号: 'F20', 班级编号: 'K2', 证件号码: personId(9) })),
  );
  await load({ home, paths: [incoming], programme: PROGRAMME, today: '2022-06-30' });
};

describe('a home made by version 0.1', () => {
  it('is refreshed before it is served, and equals a home of this version', async () => {
    expect(await refreshSnapshot(old)).toBe('6');
    expect(await contents(old)).toEqual(await contents(fresh));
    const { quarantine, findings } = await contents(old);
    expect(quarantine).toHaveLength(4);
    expect((findings as unknown[]).length).toBeGreaterThan(0);
  });

  it('keeps its accounts', async () => {
    const state = await openState(old, undefined);
    try {
      expect((await listAccounts(state)).map(({ name, role }) => [name, role])).toEqual([
        ['office', 'office'],
      ]);
    } finally {
      await state.destroy();
    }
  });

  it('has older snapshots that can be compared and whose rows can be read', async () => {
    expect((await compareSnapshots(old, '5', '6')).kinds).toEqual([]);
    expect((await compareSnapshots(old, '1', '6')).kinds).toContainEqual({
      kind: 'classes',
      added: 0,
      corrected: 1,
      withdrawn: 0,
    });
    const programme = await homeProgramme(old);
    const [row] = await withSnapshot(old, '1', (connection) =>
      readLedgerRows(connection, programme, [{ kind: 'classes', file_id: 1, sheet_no: 0, row_no: 2 }], true),
    );
    expect(row?.cells.length).toBe(programme.columns.filter(({ kind }) => kind === 'classes').length);
  });

  it('accepts another load and its withdrawal', async () => {
    await more(old);
    await more(fresh);
    expect(await contents(old)).toEqual(await contents(fresh));
    await withdraw({ home: old, batch: 'B2' });
    await withdraw({ home: fresh, batch: 'B2' });
    expect(await contents(old)).toEqual(await contents(fresh));
  });

  it('can switch to a snapshot of that version, and continue loading', async () => {
    for (const home of [old, fresh]) {
      await useSnapshot(home, '2');
      await more(home);
    }
    expect(await contents(old)).toEqual(await contents(fresh));
    expect((await listSnapshots(old))[0]).toMatchObject({ parent: '2', batch: 'B6', current: true });
  });
});
