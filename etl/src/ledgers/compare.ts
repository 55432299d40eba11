import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type KindChange, LedgerKind, RowChange, type SnapshotComparison } from '@skill-ledger/contracts';
import { textLiteral } from '../base/sql.ts';
import { ledgerTable } from '../draft/ledger-table.ts';
import { columnsOf } from '../draft/schema.ts';
import { homePaths } from '../home/home.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { requireSnapshot } from '../home/snapshots.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { readTotal } from '../progress/index.ts';
import { compareFindings } from '../supervision/compare-findings.ts';

/** Maximum number of changed rows listed per kind. */
const MAX_ROWS = 200;

/**
 * What changed from one snapshot to another: figures, and rows added, corrected and withdrawn by key. A column that one of
 * the snapshots is too old to have is treated as empty there.
 * @throws UserError if one of the snapshots does not exist
 */
export async function compareSnapshots(home: string, from: string, to: string): Promise<SnapshotComparison> {
  for (const id of [from, to]) await requireSnapshot(home, id);
  const programme = await homeProgramme(home);
  const asOf = await withSnapshot(home, to, async (connection) => {
    const reader = await connection.runAndReadAll('SELECT default_as_of::VARCHAR FROM snapshot');
    const day = reader.getRowsJS()[0]?.[0];
    return day == null ? null : String(day);
  });
  const side = (id: string) =>
    withSnapshot(home, id, async (connection) => ({
      figures: asOf === null ? null : (await readTotal(connection, { asOf })).total,
      quarantined: Number(
        (await connection.runAndReadAll('SELECT count(*) FROM quarantine')).getRowsJS()[0]?.[0] ?? 0,
      ),
    }));
  const [before, after] = [await side(from), await side(to)];
  const { kinds, rows, findings } = await compareRows(home, programme, from, to);
  return {
    from,
    to,
    asOf,
    figures: { from: before.figures, to: after.figures },
    quarantined: { from: before.quarantined, to: after.quarantined },
    kinds,
    findings,
    rows,
  };
}

async function compareRows(
  home: string,
  programme: Programme,
  from: string,
  to: string,
): Promise<Pick<SnapshotComparison, 'kinds' | 'rows' | 'findings'>> {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    for (const [name, id] of [
      ['old', from],
      ['new', to],
    ] as const) {
      const path = textLiteral(homePaths(home).snapshot(id));
      // DuckDB attaches a file only once; a snapshot compared with itself is attached once.
      await connection.run(
        from === to && name === 'new' ? 'USE old' : `ATTACH ${path} AS "${name}" (READ_ONLY)`,
      );
    }
    const kinds: KindChange[] = [];
    const rows: RowChange[] = [];
    if (from === to) return { kinds, rows, findings: [] };
    for (const kind of LedgerKind.options) {
      const columns = columnsOf(programme, kind);
      if (columns.length === 0) continue;
      const [before, after] = [
        await ledgerTable(connection, programme, kind, 'old'),
        await ledgerTable(connection, programme, kind, 'new'),
      ];
      await connection.run(changesSql(columns, before, after));
      const counted = await connection.runAndReadAll(
        `SELECT count(*) FILTER (change = 'added')::INTEGER, count(*) FILTER (change = 'corrected')::INTEGER,
           count(*) FILTER (change = 'withdrawn')::INTEGER FROM changes`,
      );
      const [added = 0, corrected = 0, withdrawn = 0] = (counted.getRowsJS()[0] ?? []).map(Number);
      if (added + corrected + withdrawn === 0) continue;
      kinds.push({ kind, added, corrected, withdrawn });
      rows.push(...(await readChanges(connection, kind)));
    }
    return { kinds, rows, findings: await compareFindings(connection, 'old', 'new') };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * SQL that makes `changes`: one row for each key whose row is not the same in both snapshots.
 * @param before relation of the older rows, `after` of the newer
 */
function changesSql(columns: Column[], before: string, after: string): string {
  const keys = columns.filter((column) => column.key).map(({ field }) => field);
  const others = columns.filter((column) => !column.key);
  const same = keys.map((key) => `a.${key} IS NOT DISTINCT FROM b.${key}`).join(' AND ');
  const differ = ({ field }: Column): string => `a.${field} IS DISTINCT FROM b.${field}`;
  const origin = (side: string, prefix: string): string =>
    ['batch_no', 'file_id', 'sheet_no', 'row_no']
      .map((name) => `${side}.${name} AS ${prefix}_${name}`)
      .join(', ');
  const labels = others.map((column) => `CASE WHEN ${differ(column)} THEN '${column.label}' END`);
  return `CREATE OR REPLACE TEMP TABLE changes AS
    SELECT
      CASE WHEN a.row_no IS NULL THEN 'added' WHEN b.row_no IS NULL THEN 'withdrawn' ELSE 'corrected' END AS change,
      ${origin('a', 'old')}, ${origin('b', 'new')},
      CASE WHEN a.row_no IS NOT NULL AND b.row_no IS NOT NULL
        THEN list_filter([${labels.join(', ')}]::VARCHAR[], lambda label: label IS NOT NULL) ELSE [] END AS columns
    FROM ${before} AS a
    FULL JOIN ${after} AS b ON ${same}
    WHERE a.row_no IS NULL OR b.row_no IS NULL${others.map((column) => ` OR ${differ(column)}`).join('')}`;
}

async function readChanges(connection: DuckDBConnection, kind: LedgerKind): Promise<RowChange[]> {
  const origin = (prefix: 'old' | 'new'): string =>
    `CASE WHEN ${prefix}_row_no IS NOT NULL THEN {
       batch: concat('B', ${prefix}_batch_no), file: ${prefix}_file.path, sheet: coalesce(${prefix}_sheet.name, ''),
       "row": ${prefix}_row_no } END`;
  const joins = (['old', 'new'] as const).map(
    (side) => `LEFT JOIN "${side}".main.file AS ${side}_file ON ${side}_file.file_id = ${side}_file_id
      LEFT JOIN "${side}".main.sheet AS ${side}_sheet
        ON ${side}_sheet.file_id = ${side}_file_id AND ${side}_sheet.sheet_no = ${side}_sheet_no`,
  );
  const reader = await connection.runAndReadAll(
    `SELECT to_json({ kind: '${kind}', change: change, before: ${origin('old')}, after: ${origin('new')},
       columns: columns })::VARCHAR
     FROM changes ${joins.join(' ')}
     ORDER BY change, coalesce(new_file_id, old_file_id), coalesce(new_sheet_no, old_sheet_no),
       coalesce(new_row_no, old_row_no)
     LIMIT ${MAX_ROWS}`,
  );
  return reader.getRowsJS().map(([text]) => RowChange.parse(JSON.parse(String(text))));
}
