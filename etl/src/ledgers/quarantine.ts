import type { DuckDBConnection } from '@duckdb/node-api';
import {
  CITY_LEVEL,
  LedgerKind,
  type LoadOutcome,
  type QuarantinedRow,
  type QuarantineEntry,
} from '@skill-ledger/contracts';
import { parseFailure, reasonText } from '../check/reasons.ts';
import { comparedBy } from '../check/row-rules.ts';
import { columnsOf } from '../draft/schema.ts';
import { maskFailedRow } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import { quarantineOf, quarantineOwners } from '../units/own-rows.ts';
import { causesSql, QUEUE, type QuarantineFilter, SELECTED, valuesOf } from './causes.ts';
import { subjectOf } from './who.ts';

/** The columns of a row of `readQuarantine`. */
interface Found {
  id: string;
  batch: string;
  file: string;
  sheet: string;
  row: number;
  kind: LedgerKind;
  failures: string[];
  cells: Record<string, string | null>;
  isWaiting: boolean;
  isMissing: boolean;
  differs: string[];
  ofClass: { class_name: string | null; department: string | null; town: string | null } | null;
  waitsFor: QuarantineEntry['waitsFor'];
  fix: QuarantineEntry['fix'];
}

/**
 * The rows in quarantine, each with its original cells and every reason: those to mend first, by the rows that are freed
 * with them, then those that wait.
 */
export async function readQuarantine(
  connection: DuckDBConnection,
  programme: Programme,
  filter: QuarantineFilter = {},
): Promise<QuarantineEntry[]> {
  const reader = await connection.runAndReadAll(
    `WITH ${await causesSql(connection)}
     SELECT to_json({
       id: queue.id, batch: concat('B', queue.batch_no), file: queue.path, sheet: queue.sheet, "row": queue.row_no,
       kind: queue.kind, failures: queue.failures, cells: queue.cells,
       isWaiting: queue.is_waiting, isMissing: queue.is_missing, differs: queue.differs,
       ofClass: CASE WHEN queue.is_class_in_force IS NOT NULL THEN {
         class_name: queue.class_name, department: queue.class_department, town: queue.class_town } END,
       waitsFor: CASE WHEN target.id IS NOT NULL THEN {
         id: target.id, kind: target.kind, file: target.path, sheet: target.sheet, "row": target.row_no } END,
       fix: CASE WHEN queue.fix IS NOT NULL THEN {
         id: queue.fix, "rows": coalesce(fix.rows, 0), freed: coalesce(fix.freed, 0),
         personTimes: coalesce(fix.person_times, 0) } END
     })::VARCHAR
     FROM queue
     LEFT JOIN fix ON fix.id = queue.fix
     LEFT JOIN queue AS target ON target.id = queue.waits_for
     WHERE ${SELECTED}
     ORDER BY ${QUEUE}
     LIMIT ${filter.limit ?? 'NULL'} OFFSET ${filter.offset ?? 0}`,
    valuesOf(filter),
  );
  return reader.getRowsJS().map(([text]) => entryOf(JSON.parse(String(text)) as Found, programme));
}

function entryOf({ failures, differs, ofClass, ...found }: Found, programme: Programme): QuarantineEntry {
  const { kind, cells } = found;
  const columns = columnsOf(programme, kind);
  return {
    ...found,
    who: subjectOf(programme, kind, cells, ofClass),
    reasons: failures.map((text) => {
      const failure = parseFailure(text);
      const column = columns.find(({ field }) => field === failure.field);
      const isRecord = failure.code === 'V09' && failure.detail !== '';
      const told = isRecord && found.isWaiting ? { ...failure, detail: `${failure.detail}-waits` } : failure;
      return {
        code: failure.code,
        field: column?.field ?? null,
        label: column?.label ?? null,
        compares: failure.code === 'V10' ? differs : comparedBy(kind, failure),
        text: reasonText(told, columns),
      };
    }),
  };
}

/** The entry as shown to users who stated no purpose. */
export function maskedEntry(entry: QuarantineEntry, programme: Programme): QuarantineEntry {
  const failed = new Set(entry.reasons.flatMap(({ field }) => field ?? []));
  const columns = columnsOf(programme, entry.kind);
  const cells = maskFailedRow(entry.cells, columns, failed);
  const who = subjectOf(programme, entry.kind, cells, null);
  // The class may be quarantined itself, and its cells hold anything: only names of units are shown.
  const names = new Set([...programme.units.map(({ name }) => name), CITY_LEVEL]);
  const units = entry.kind === 'classes' ? [] : entry.who.filter(({ value }) => names.has(value));
  return {
    ...entry,
    cells,
    who: [...who, ...units.filter((unit) => !who.some(({ label }) => label === unit.label))],
  };
}

/** The rows as JSON Lines, one entry a line. */
export const quarantineLines = (rows: QuarantineEntry[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Numbers of rows by reason, those to mend first, then the most frequent; a row with two reasons counts for both. */
export function reasonCounts(rows: QuarantineEntry[]): LoadOutcome['reasons'] {
  const counts = new Map<string, LoadOutcome['reasons'][number]>();
  for (const { kind, reasons, isWaiting } of rows) {
    for (const { code, label, text } of reasons) {
      const key = `${kind} ${isWaiting} ${text.zh}`;
      const known = counts.get(key) ?? { kind, code, label, text, rows: 0, isWaiting };
      counts.set(key, { ...known, rows: known.rows + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => Number(a.isWaiting) - Number(b.isWaiting) || b.rows - a.rows);
}

/** Numbers of quarantined rows by kind, file and code; a row with two codes counts for both. */
export async function countQuarantine(
  connection: DuckDBConnection,
  unit?: string,
): Promise<{ kind: LedgerKind; file: string; code: string; rows: number }[]> {
  const reader = await connection.runAndReadAll(
    `SELECT kind, path, code, count(*)::INTEGER FROM (
       SELECT quarantine.kind, file.path, unnest(list_distinct(list_transform(failures, lambda f: f[1:3]))) AS code
       FROM quarantine JOIN file USING (file_id) 
       WHERE ${quarantineOf('$1::VARCHAR', await quarantineOwners(connection))})
     GROUP BY ALL ORDER BY ALL`,
    [unit ?? null],
  );
  return reader.getRowsJson().map(([kind, file, code, rows]) => ({
    kind: LedgerKind.parse(kind),
    file: String(file),
    code: String(code),
    rows: Number(rows),
  }));
}

/** Number of rows that the filter selects, and of those among them that only wait for another. */
export async function quarantineSize(
  connection: DuckDBConnection,
  filter: QuarantineFilter,
): Promise<{ total: number; waiting: number }> {
  const reader = await connection.runAndReadAll(
    `WITH ${await causesSql(connection)}
     SELECT count(*)::INTEGER, (count(*) FILTER (is_waiting))::INTEGER FROM queue WHERE ${SELECTED}`,
    valuesOf(filter),
  );
  const [total, waiting] = reader.getRowsJS()[0] ?? [];
  return { total: Number(total), waiting: Number(waiting) };
}

/** An entry in the shape of `skill-ledger quarantine --json`. */
export function quarantinedRow(entry: QuarantineEntry, programme: Programme): QuarantinedRow {
  const { file, sheet, row, kind, cells, reasons, who, waitsFor, isWaiting, fix } = entry;
  return {
    file,
    sheet,
    row,
    kind,
    codes: [...new Set(reasons.map(({ code }) => code))],
    values: Object.fromEntries(
      columnsOf(programme, kind).flatMap(({ field, label }) => {
        const text = cells[field];
        return text ? [[label, text]] : [];
      }),
    ),
    reasons: reasons.map(({ text }) => text.zh),
    who: Object.fromEntries(who.map(({ label, value }) => [label, value])),
    waitsFor:
      isWaiting && waitsFor ? { file: waitsFor.file, sheet: waitsFor.sheet, row: waitsFor.row } : null,
    frees: isWaiting || !fix ? null : { cells: fix.rows, rows: fix.freed, personTimes: fix.personTimes },
  };
}
