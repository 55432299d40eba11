import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type Mended } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import type { Draft } from '../draft/draft.ts';
import { MENDED_ID } from '../draft/mended-row.ts';
import { columnsOf, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import type { Programme } from '../programme/programme.ts';
import type { BatchRecord } from '../stage/batch-record.ts';
import { ownersInDraft, quarantineOf } from '../units/own-rows.ts';
import { type Intake, intakeOf } from './intake.ts';
import { dropVerdicts, judge, sameKey } from './judge.ts';
import { addMended, readMended } from './mended.ts';

/** How the rows of one sheet were judged, in numbers of rows. */
export interface SheetVerdicts {
  fileId: number;
  sheetNo: number;
  accepted: number;
  unchanged: number;
  corrected: number;
  quarantined: number;
}

export interface Applied {
  sheets: SheetVerdicts[];
  /** Rows of earlier loads released from quarantine, because the rows they refer to were loaded. */
  resolved: number;
  /** The outcome of rows that replace quarantined ones; null if there are none. */
  mended: Mended | null;
  /** Whether anything in the warehouse differs from before. */
  changed: boolean;
}

const nothing = (): Applied => ({ sheets: [], resolved: 0, mended: null, changed: false });

/** Kinds are judged after those they refer to, so that "exists" always means accepted. */
const AFTER: Partial<Record<LedgerKind, LedgerKind[]>> = { institutions: [], classes: ['institutions'] };

/**
 * Judges the staged rows (`raw_<kind>`) of a batch and brings the ledger tables up to date.
 * @param options.onKind called before each kind
 * @param options.record whether the rows that come into force are recorded in `work.changed`, for `findScope`
 * @param options.admitFrom see `Intake`
 * @param options.beside tasks to run meanwhile; they may read the staged rows only
 */
export async function applyBatch(
  draft: Draft,
  programme: Programme,
  batch: BatchRecord,
  options: {
    onKind?: (kind: LedgerKind) => void;
    record?: boolean;
    beside?: Task[];
    admitFrom?: number | undefined;
  } = {},
): Promise<Applied> {
  const intake = await intakeOf(draft.connection, programme, batch, options.admitFrom);
  const applied: Applied = nothing();
  const kinds = LedgerKind.options.filter(
    (kind) => intake.handedIn.has(kind) || (intake.waiting.get(kind)?.late ?? 0) > 0,
  );
  const tasks = kinds.map((kind) => ({
    name: kind,
    after: AFTER[kind] ?? ['classes'],
    run: async (connection: DuckDBConnection) => {
      options.onKind?.(kind);
      const found = await applyKind(connection, kind, intake, options.record ?? false);
      applied.sheets.push(...found.sheets);
      applied.resolved += found.resolved;
      applied.mended = addMended(applied.mended, found.mended);
      applied.changed ||= found.changed;
    },
  }));
  await draft.run([...tasks, ...(options.beside ?? [])]);
  return applied;
}

async function applyKind(
  connection: DuckDBConnection,
  kind: LedgerKind,
  intake: Intake,
  record: boolean,
): Promise<Applied> {
  const { rows, special, fromWorkbook } = await judge(connection, kind, intake);
  const { named, untouched } = fromWorkbook;
  if (rows + untouched === 0) return nothing();
  const mended = named > 0 ? await readMended(connection, kind, intake.batchNo, untouched) : null;
  const hasNewReasons = await write(connection, kind, special, intake);
  if (record) {
    await connection.run(
      `INSERT INTO work.changed SELECT '${kind}', file_id, sheet_no, row_no FROM verdict_${kind}
       WHERE verdict IN ('accepted', 'corrected')`,
    );
  }
  const found = await countVerdicts(connection, kind, intake.batchNo, untouched);
  await dropVerdicts(connection, kind);
  return { ...found, mended, changed: found.changed || hasNewReasons };
}

/** Counts the verdicts by sheet, the rows of earlier loads that left the quarantine, and determines whether anything changed. */
async function countVerdicts(
  connection: DuckDBConnection,
  kind: LedgerKind,
  batchNo: number,
  untouched: number,
): Promise<Applied> {
  const left =
    untouched > 0
      ? `UNION ALL SELECT batch_no, file_id, sheet_no, 'unchanged', true FROM untouched_${kind}`
      : '';
  const reader = await connection.runAndReadAll(
    `SELECT batch_no < $1 AS late, file_id, sheet_no,
      count(*) FILTER (verdict = 'accepted')::INTEGER, count(*) FILTER (verdict = 'unchanged')::INTEGER,
      count(*) FILTER (verdict = 'corrected')::INTEGER, count(*) FILTER (verdict = 'quarantined')::INTEGER,
      count(*) FILTER (verdict = 'quarantined' AND NOT known_file)::INTEGER
     FROM (SELECT batch_no, file_id, sheet_no, verdict, known_file FROM verdict_${kind} ${left})
     GROUP BY ALL ORDER BY ALL`,
    [batchNo],
  );
  const found = nothing();
  for (const [late, ...numbers] of reader.getRowsJS()) {
    const [
      fileId = 0,
      sheetNo = 0,
      accepted = 0,
      unchanged = 0,
      corrected = 0,
      quarantined = 0,
      unknown = 0,
    ] = numbers.map(Number);
    if (late) found.resolved += accepted + unchanged + corrected;
    else found.sheets.push({ fileId, sheetNo, accepted, unchanged, corrected, quarantined });
    found.changed ||= accepted + corrected > 0 || (late ? unchanged : unknown) > 0;
  }
  return found;
}

/** Writes the verdicts: history, rows in force, quarantine. @returns whether an older row is quarantined for other reasons now */
async function write(
  connection: DuckDBConnection,
  kind: LedgerKind,
  special: number,
  { programme, batchNo, unit, waiting }: Intake,
): Promise<boolean> {
  const columns = columnsOf(programme, kind);
  const fields = columns.map((column) => column.field).join(', ');
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const keyText = `concat_ws('|', ${keys.map((key) => `${key}::VARCHAR`).join(', ')})`;
  const are = async (verdict: string): Promise<boolean> =>
    special > 0 &&
    (await count(connection, `SELECT count(*) FROM special_${kind} WHERE verdict = $1`, verdict)) > 0;
  if (await are('corrected')) {
    const corrected = `EXISTS (SELECT 1 FROM decided_${kind} AS v WHERE v.verdict = 'corrected' AND ${sameKey(columns, 'v', kind)})`;
    await connection.run(
      `INSERT INTO ${kind}_history (${fields}, ${ORIGIN_FIELDS}, replaced_by)
       SELECT ${fields}, ${ORIGIN_FIELDS}, $1 FROM ${kind} WHERE ${corrected}`,
      [batchNo],
    );
    await connection.run(`DELETE FROM ${kind} WHERE ${corrected}`);
  }
  await connection.run(
    `INSERT INTO ${kind} (${fields}, ${ORIGIN_FIELDS})
     SELECT ${fields}, ${ORIGIN_FIELDS} FROM decided_${kind}
     WHERE verdict IN ('accepted', 'corrected')`,
  );
  if (waiting.has(kind)) {
    await leaveQuarantine(connection, kind, keyText, { batchNo, unit });
  }
  if (!(await are('quarantined'))) return false;
  await connection.run(
    `INSERT INTO quarantine (${ORIGIN_FIELDS}, kind, key, failures, cells)
     SELECT ${ORIGIN_FIELDS}, '${kind}',
       CASE WHEN ${keys.map((key) => `v.${key} IS NOT NULL`).join(' AND ')} THEN v.key END,
       v.failures, json_object(${columns.map(({ field }) => `'${field}', raw.${field}`).join(', ')})
     FROM (SELECT *, ${keyText} AS key FROM decided_${kind}) AS v
     JOIN raw_${kind} AS raw USING (${ORIGIN_FIELDS})
     WHERE v.verdict = 'quarantined' AND batch_no = $1 AND NOT v.known_file`,
    [batchNo],
  );
  return updateReasons(connection, kind, batchNo);
}

/** Once the class a quarantined row refers to exists, the row may fail another check. @returns whether any does */
async function updateReasons(
  connection: DuckDBConnection,
  kind: LedgerKind,
  batchNo: number,
): Promise<boolean> {
  const updated = await count(
    connection,
    `UPDATE quarantine SET failures = v.failures FROM decided_${kind} AS v
     WHERE v.batch_no < $1 AND v.verdict = 'quarantined' AND v.failures <> quarantine.failures
       AND (v.file_id, v.sheet_no, v.row_no) = (quarantine.file_id, quarantine.sheet_no, quarantine.row_no)`,
    batchNo,
  );
  return updated > 0;
}

/**
 * Removes corrected or resolved rows from quarantine. A unit can correct only the rows it may see.
 * @param keyText SQL of a verdict's key
 */
async function leaveQuarantine(
  connection: DuckDBConnection,
  kind: LedgerKind,
  keyText: string,
  { batchNo, unit }: Pick<Intake, 'batchNo' | 'unit'>,
): Promise<void> {
  const may = unit === null ? 'true' : quarantineOf('$2::VARCHAR', await ownersInDraft());
  // A row leaves the quarantine if it was corrected (a newer row names it, or one with its key was accepted) or resolved.
  await connection.run(
    `DELETE FROM quarantine WHERE kind = '${kind}' AND batch_no < $1 AND (
       (file_id, sheet_no, row_no) IN (
         SELECT (file_id, sheet_no, row_no) FROM verdict_${kind} WHERE batch_no < $1 AND verdict <> 'quarantined')
       OR ((EXISTS (
           SELECT 1 FROM verdict_${kind} AS v
           WHERE v.verdict IN ('accepted', 'corrected') AND ${keyText} = quarantine.key AND v.batch_no > quarantine.batch_no)
         OR ${QUARANTINE_ID} IN (SELECT ${MENDED_ID} FROM raw_${kind} WHERE batch_no = $1)) AND ${may}))`,
    unit === null ? [batchNo] : [batchNo, unit],
  );
}
