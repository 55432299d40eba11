import type { DuckDBConnection } from '@duckdb/node-api';
import { FindingRow } from '@skill-ledger/contracts';
import { readOnce } from '../home/snapshot-memory.ts';
import { maskCell, type Personal } from '../privacy/mask.ts';

interface Found {
  rule: string;
  key: string;
  subject: string | null;
  /** Fields of the key, as in rules.csv; null if the programme no longer has the rule. */
  keyFields: string | null;
  shared: boolean;
}

/** The findings of `visible_finding` for which a condition holds, by severity and amount at stake, with their keys masked. */
export async function findingRows(
  connection: DuckDBConnection,
  where: string,
  bound: (string | null)[],
  qualify: string,
): Promise<FindingRow[]> {
  const reader = await connection.runAndReadAll(
    `WITH page AS (
       SELECT *, row_number() OVER (
         ORDER BY CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, stake DESC, rule,
           CASE WHEN NOT shared THEN key END) AS place
       FROM visible_finding WHERE ${where}
       ${qualify}
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
       id: id, rule: page.rule, key: page.key, subject: subject, keyFields: p_rule.key,
       severity: page.severity, stake: stake::VARCHAR, paid: paid::VARCHAR, department: department, town: town,
       institution: institution_name, institutionCode: institution_code, classId: class_id,
       text: { zh: zh, en: en }, shared: shared, evidence: coalesce(origin.evidence, []),
       status: status, reason: reason, assignee: coalesce(assignee, CASE WHEN NOT shared THEN assigned_unit END),
       dueOn: due_on::VARCHAR, recovered: recovered::VARCHAR, closedAt: closed_at, version: version })::VARCHAR
     FROM page
     LEFT JOIN p_rule ON p_rule.rule = page.rule
     LEFT JOIN origin USING (place)
     LEFT JOIN institutions USING (institution_code)
     ORDER BY place`,
    bound,
  );
  const personal = await personalFields(connection);
  return reader.getRowsJS().map(([text]) => {
    const { shared, subject, keyFields, ...row } = JSON.parse(String(text)) as Found;
    const finding = {
      ...row,
      key: maskKey(row.key, keyFields, personal),
      // Payout whose derivation explains the finding.
      payoutId: subject === 'payout' ? row.key.replace(/^payout:/, '') : null,
    };
    return FindingRow.parse(shared ? { ...finding, ...WITHHELD } : finding);
  });
}

/** Whether the reader sees only that the finding exists. */
export const isWithheld = ({ key }: Pick<FindingRow, 'key'>): boolean => key === WITHHELD.key;

/** What a unit sees of a finding that also concerns other units: neither rows nor persons nor amounts. */
const WITHHELD = {
  key: '—',
  payoutId: null,
  text: {
    zh: '涉及本单位与其他单位的记录，由专班办公室统一核实',
    en: 'concerns rows of your unit and of other units: reviewed by the work-group office',
  },
};

/** Mask of each field, from the contract of the ledgers. */
const personalFields = (connection: DuckDBConnection): Promise<ReadonlyMap<string, Personal>> =>
  readOnce(connection, 'personal fields', async () => {
    const reader = await connection.runAndReadAll('SELECT DISTINCT field, personal FROM p_column');
    return new Map(
      reader.getRowsJS().map(([field, personal]) => [String(field), String(personal) as Personal]),
    );
  });

/** A key with each part masked as a cell of its field would be; unknown parts as an id. */
function maskKey(key: string, fields: string | null, personal: ReadonlyMap<string, Personal>): string {
  const names = fields?.split('|');
  return key
    .split('|')
    .map((part, index) => maskCell(part, names ? (personal.get(names[index] ?? '') ?? 'no') : 'id'))
    .join('|');
}
