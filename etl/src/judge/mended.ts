import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind, Mended } from '@skill-ledger/contracts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import { MENDED_ID } from '../draft/mended-row.ts';
import { ORIGIN_FIELDS } from '../draft/schema.ts';

const codes = (failures: string): string =>
  `list_sort(list_distinct(list_transform(${failures}, lambda failure: failure[1:3])))`;

/**
 * The outcome of the rows of the batch that replace quarantined ones. Called while those are still in quarantine.
 * @param untouched number of rows in the workbook that are unchanged since the export
 */
export async function readMended(
  connection: DuckDBConnection,
  kind: LedgerKind,
  batchNo: number,
  untouched: number,
): Promise<Mended> {
  const reader = await connection.runAndReadAll(
    `WITH mending AS (
       SELECT verdict, failures AS fails_now, ${MENDED_ID} AS id
       FROM verdict_${kind} JOIN raw_${kind} USING (${ORIGIN_FIELDS})
       WHERE batch_no = $1 AND mends IS NOT NULL
     ), held AS (
       SELECT ${QUARANTINE_ID} AS id, failures AS failed FROM quarantine WHERE kind = '${kind}' AND batch_no < $1
     )
     SELECT verdict, ${codes('failed')}, ${codes('fails_now')}, count(*)::INTEGER
     FROM mending LEFT JOIN held USING (id) GROUP BY ALL ORDER BY ALL`,
    [batchNo],
  );
  const mended: Mended = { untouched, changed: 0, passed: 0, outdated: 0, failing: [] };
  for (const [verdict, before, now, rows] of reader.getRowsJson()) {
    const number = Number(rows);
    mended.changed += number;
    if (verdict === 'quarantined') {
      mended.failing.push({
        before: (before ?? []) as string[],
        now: (now ?? []) as string[],
        rows: number,
      });
    } else if (before === null && verdict === 'unchanged') mended.outdated += number;
    else mended.passed += number;
  }
  return mended;
}

/** Adds up the outcomes of two kinds. */
export function addMended(a: Mended | null, b: Mended | null): Mended | null {
  if (a === null || b === null) return a ?? b;
  const failing = new Map<string, Mended['failing'][number]>();
  for (const line of [...a.failing, ...b.failing]) {
    const key = `${line.before.join()} ${line.now.join()}`;
    failing.set(key, { ...line, rows: line.rows + (failing.get(key)?.rows ?? 0) });
  }
  return {
    untouched: a.untouched + b.untouched,
    changed: a.changed + b.changed,
    passed: a.passed + b.passed,
    outdated: a.outdated + b.outdated,
    failing: [...failing.values()],
  };
}
