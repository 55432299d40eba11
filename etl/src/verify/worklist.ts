import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FindingRow, type FindingsAnswer, type FindingsQuery, RuleSummary } from '@skill-ledger/contracts';
import { maskId } from '../privacy/mask.ts';
import { ownRows } from '../warehouse/own-rows.ts';

/** Rules whose key is a payout: its derivation explains the finding. */
const OF_A_PAYOUT = new Set(['R01', 'R07', 'R08', 'R09', 'R11', 'R24']);

/**
 * The findings as somebody sees them. A unit sees those of its classes; where rows of another unit are behind one too,
 * neither these nor what they amount to reach it by any figure, filter or order.
 */
function seenBy(reader: string | undefined): string {
  if (reader === undefined) return 'SELECT *, false AS shared, $5::VARCHAR AS reader FROM finding';
  return `
    WITH own AS (${ownRows('$5::VARCHAR')}),
    mine AS (SELECT *, row_number() OVER () AS nth FROM finding WHERE department = $5 OR town = $5),
    behind AS (SELECT nth, unnest(evidence) AS e FROM mine),
    judged AS (
      SELECT nth, bool_or(own.kind IS NULL AND e.kind IN ('classes', 'enrolments', 'payouts', 'funds')) AS shared,
        list(e) FILTER (own.kind IS NOT NULL) AS evidence
      FROM behind LEFT JOIN own ON (own.kind, own.file_id, own.sheet_no, own.row_no) = (e.kind, e.file_id, e.sheet_no, e.row_no)
      GROUP BY nth
    )
    SELECT rule, key, severity, zh, en, coalesce(shared, false) AS shared, $5::VARCHAR AS reader,
      CASE WHEN shared THEN 0 ELSE stake END AS stake,
      CASE WHEN NOT coalesce(shared, false) THEN class_id END AS class_id,
      CASE WHEN NOT coalesce(shared, false) THEN institution_code END AS institution_code,
      CASE WHEN NOT coalesce(shared, false) THEN judged.evidence ELSE [] END AS evidence,
      CASE WHEN shared THEN $5 ELSE department END AS department, CASE WHEN NOT coalesce(shared, false) THEN town END AS town
    FROM mine LEFT JOIN judged USING (nth)`;
}

const WHERE = `($1::VARCHAR IS NULL OR rule = $1) AND ($2::VARCHAR IS NULL OR f.severity = $2)
  AND ($3::VARCHAR IS NULL OR department = $3 OR town = $3) AND ($4::VARCHAR IS NULL OR institution_code = $4)`;

/**
 * The findings of a query, the gravest and dearest first, and what each rule has found under its other filters.
 * @param reader the unit that reads: of findings that are another unit's too it is told only that there is one
 */
export async function readWorklist(
  connection: DuckDBConnection,
  { rule, severity, unit, institution, limit, offset }: FindingsQuery,
  reader?: string,
): Promise<FindingsAnswer> {
  const bound = [rule ?? null, severity ?? null, unit ?? null, institution ?? null, reader ?? null];
  const finding = `(${seenBy(reader)})`;
  const rules = await connection.runAndReadAll(
    `SELECT to_json({
       rule: r.rule, name: { zh: r.name, en: r.name_en }, severity: r.severity, clause: r.clause,
       findings: count(f.rule), stake: coalesce(sum(f.stake), 0)::DECIMAL(18, 2)::VARCHAR })::VARCHAR
     FROM p_rule r
     LEFT JOIN (SELECT * FROM ${finding} f WHERE ${WHERE}) f ON f.rule = r.rule
     WHERE r.active
     GROUP BY r.rule, r.name, r.name_en, r.severity, r.clause ORDER BY r.rule`,
    [null, ...bound.slice(1)],
  );
  const summary = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER, coalesce(sum(stake), 0)::DECIMAL(18, 2)::VARCHAR FROM ${finding} f WHERE ${WHERE}`,
    bound,
  );
  const page = await connection.runAndReadAll(
    `WITH page AS (
       SELECT f.*, row_number() OVER (
         ORDER BY CASE f.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, stake DESC, rule,
           CASE WHEN NOT shared THEN key END) AS place
       FROM ${finding} f WHERE ${WHERE}
       QUALIFY place > ${offset} AND place <= ${offset + limit}
     ), row_behind AS (
       SELECT place, unnest(evidence[1:20]) AS e FROM page
     ), origin AS (
       SELECT place, list({ kind: e.kind, file: file.path, sheet: coalesce(sheet.name, ''), row: e.row_no }
           ORDER BY e.file_id, e.sheet_no, e.row_no) AS evidence
       FROM row_behind
       JOIN file ON file.file_id = e.file_id
       LEFT JOIN sheet ON sheet.file_id = e.file_id AND sheet.sheet_no = e.sheet_no
       GROUP BY place
     )
     SELECT to_json({
       rule: rule, key: key, severity: severity, stake: stake::VARCHAR, department: department, town: town,
       institution: institution_name, classId: class_id, text: { zh: zh, en: en }, shared: shared,
       evidence: coalesce(origin.evidence, []) })::VARCHAR
     FROM page
     LEFT JOIN origin USING (place)
     LEFT JOIN institutions USING (institution_code)
     ORDER BY place`,
    bound,
  );
  const snapshot = await connection.runAndReadAll('SELECT id FROM snapshot');
  const [total = 0, stake = '0.00'] = summary.getRowsJS()[0] ?? [];
  return {
    snapshot: String(snapshot.getRowsJS()[0]?.[0]),
    total: Number(total),
    stake: String(stake),
    rules: rules.getRowsJS().map(([text]) => RuleSummary.parse(JSON.parse(String(text)))),
    rows: page.getRowsJS().map(([text]) => {
      const { shared, ...row } = JSON.parse(String(text)) as { rule: string; key: string; shared: boolean };
      const told = {
        ...row,
        id: findingId(row.rule, row.key),
        key: maskKey(row.rule, row.key),
        payoutId: OF_A_PAYOUT.has(row.rule) ? row.key : null,
      };
      return FindingRow.parse(shared ? { ...told, ...WITHHELD } : told);
    }),
  };
}

/** Of a finding that is another unit's too: neither its rows nor who, what or how much. */
const WITHHELD = {
  key: '—',
  payoutId: null,
  text: {
    zh: '涉及本单位与其他单位的记录，由专班办公室统一核实',
    en: 'concerns rows of your unit and of others: the work-group office looks into it',
  },
};

/** The same facts are the same finding, whatever the snapshot; tells nothing of the persons in the key. */
const findingId = (rule: string, key: string): string =>
  createHash('sha256').update(`${rule} ${key}`).digest('hex').slice(0, 16);

/** Person ids, and the account of R10, as they may be shown. */
const maskKey = (rule: string, key: string): string =>
  rule === 'R10'
    ? maskId(key)
    : key
        .split('|')
        .map((part) => (/^\d{17}[\dX]$/.test(part) ? maskId(part) : part))
        .join('|');
