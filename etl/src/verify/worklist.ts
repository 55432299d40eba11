import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FindingRow, type FindingsAnswer, type FindingsQuery, RuleSummary } from '@skill-ledger/contracts';
import { maskId } from '../privacy/mask.ts';

/** Rules whose key is a payout: its derivation explains the finding. */
const OF_A_PAYOUT = new Set(['R01', 'R07', 'R08', 'R09', 'R11', 'R24']);

const WHERE = `($1::VARCHAR IS NULL OR rule = $1) AND ($2::VARCHAR IS NULL OR f.severity = $2)
  AND ($3::VARCHAR IS NULL OR department = $3 OR town = $3) AND ($4::VARCHAR IS NULL OR institution_code = $4)`;

/** The findings of a query, the gravest and dearest first, and what each rule has found under its other filters. */
export async function readWorklist(
  connection: DuckDBConnection,
  { rule, severity, unit, institution, limit, offset }: FindingsQuery,
): Promise<FindingsAnswer> {
  const bound = [rule ?? null, severity ?? null, unit ?? null, institution ?? null];
  const rules = await connection.runAndReadAll(
    `SELECT to_json({
       rule: r.rule, name: { zh: r.name, en: r.name_en }, severity: r.severity, clause: r.clause,
       findings: count(f.rule), stake: coalesce(sum(f.stake), 0)::DECIMAL(18, 2)::VARCHAR })::VARCHAR
     FROM p_rule r
     LEFT JOIN (SELECT * FROM finding f WHERE ${WHERE}) f ON f.rule = r.rule
     WHERE r.active
     GROUP BY r.rule, r.name, r.name_en, r.severity, r.clause ORDER BY r.rule`,
    [null, ...bound.slice(1)],
  );
  const summary = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER, coalesce(sum(stake), 0)::DECIMAL(18, 2)::VARCHAR FROM finding f WHERE ${WHERE}`,
    bound,
  );
  const page = await connection.runAndReadAll(
    `WITH page AS (
       SELECT f.*, row_number() OVER (
         ORDER BY CASE f.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, stake DESC, rule, key) AS place
       FROM finding f WHERE ${WHERE}
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
       institution: institution_name, classId: class_id, text: { zh: zh, en: en },
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
      const row = JSON.parse(String(text)) as { rule: string; key: string };
      return FindingRow.parse({
        ...row,
        id: findingId(row.rule, row.key),
        key: maskKey(row.rule, row.key),
        payoutId: OF_A_PAYOUT.has(row.rule) ? row.key : null,
      });
    }),
  };
}

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
