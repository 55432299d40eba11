import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type CaseStatus,
  dayInShanghai,
  type FindingRow,
  type FindingsAnswer,
  type FindingsQuery,
  RuleSummary,
  Yuan,
} from '@skill-ledger/contracts';
import { countedOnce, moneyOf } from './at-stake.ts';
import { findingRows } from './finding-rows.ts';
import { concernedUnits, identifiedFindings, withIds } from './identified.ts';
import { seenBy } from './seen-findings.ts';

/** The case of a finding, by its id. */
export interface Case {
  id: string;
  status: CaseStatus;
  reason: string | null;
  /** 单位 that the finding is assigned to. */
  unit: string | null;
  /** Account name and display name. */
  account: string | null;
  assignee: string | null;
  dueOn: string | null;
  /** Yuan with two decimals. */
  recovered: string;
  /** How many steps were taken. */
  version: number;
}

/** The reader of the worklist. */
export interface Reader {
  /** The unit to whose findings the reader is restricted. */
  unit?: string | undefined;
  /** Account name, for what is assigned to the reader. */
  account?: string | undefined;
  /** Secret of the findings' ids: `identifyFindings` has run with it. */
  secret: string;
}

const CASE_SHAPE = JSON.stringify([
  {
    id: 'VARCHAR',
    status: 'VARCHAR',
    reason: 'VARCHAR',
    unit: 'VARCHAR',
    account: 'VARCHAR',
    assignee: 'VARCHAR',
    dueOn: 'DATE',
    recovered: 'DECIMAL(18,2)',
    version: 'INTEGER',
  },
]);

/**
 * Creates `visible_finding`: every finding the reader may see, including closed ones, with its case.
 * Decided findings keep their verdict when they no longer exist in the data; the others are closed as 数据已更正.
 * @param ids only these findings
 */
export async function createVisibleFindings(
  connection: DuckDBConnection,
  cases: Case[],
  { unit, account, secret }: Reader,
  ids?: string[],
): Promise<void> {
  const source = { findings: identifiedFindings(secret), only: ids && withIds(ids) };
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE visible_finding AS
     WITH seen AS (${seenBy(unit === undefined ? undefined : '$1', source)}),
     known AS (SELECT unnest(from_json($2, '${CASE_SHAPE}'), recursive := true))
     SELECT seen.*, CASE WHEN shared THEN 0 ELSE coalesce(paid.paid, 0) END::DECIMAL(18, 2) AS paid,
       CASE WHEN closed_at IS NOT NULL AND coalesce(known.status, 'open') IN ('open', 'checking') THEN 'corrected'
         ELSE coalesce(known.status, 'open') END AS status,
       known.reason, known.unit AS assigned_unit, known.account,
       CASE WHEN NOT shared OR known.unit = $1 OR known.account = $3 THEN known.assignee END AS assignee,
       known."dueOn" AS due_on, coalesce(known.version, 0) AS version,
       CASE WHEN shared THEN 0 ELSE coalesce(known.recovered, 0) END::DECIMAL(18, 2) AS recovered
     FROM seen
     LEFT JOIN known USING (id)
     LEFT JOIN (
       SELECT id, round(sum(paid), 2) AS paid FROM ${moneyOf(identifiedFindings(secret))} GROUP BY id
     ) paid ON paid.id = seen.id
     WHERE $1::VARCHAR IS NULL OR true`,
    [unit ?? null, JSON.stringify(cases), account ?? null],
  );
}

const STATUS = `($5::VARCHAR IS NULL AND closed_at IS NULL OR status = $5)`;
const RULE = '($1::VARCHAR IS NULL OR rule = $1)';
/** The unit that a finding belongs to: its amount is that unit's. */
const BELONGS = '($3::VARCHAR IS NULL OR department = $3 OR town = $3)';
/** The other filters. By its name the office finds what a unit sees; a unit does not learn whom else a finding concerns. */
const restFor = ({ unit, secret }: Reader): string => `($2::VARCHAR IS NULL OR severity = $2)
  AND ${
    unit === undefined
      ? `($3::VARCHAR IS NULL OR id IN (SELECT id FROM ${concernedUnits(secret)} WHERE unit = $3))`
      : BELONGS
  } AND ($4::VARCHAR IS NULL OR institution_code = $4)
  AND ($6::VARCHAR IS NULL OR account = $6 OR assigned_unit = $7)
  AND ($8::DATE IS NULL OR (due_on < $8 AND status IN ('open', 'checking')))`;

function valuesOf(
  query: Partial<FindingsQuery>,
  { unit, account }: Pick<Reader, 'unit' | 'account'>,
): (string | null)[] {
  const { rule, severity, institution, status, mine, overdue } = query;
  return [
    rule ?? null,
    severity ?? null,
    query.unit ?? null,
    institution ?? null,
    status ?? null,
    mine ? (account ?? '') : null,
    mine ? (unit ?? '') : null,
    overdue ? dayInShanghai() : null,
  ];
}

/**
 * The findings of a query, by severity and amount at stake; counts by rule and by status,
 * each under the query's other filters.
 * @param cases cases of findings
 * @param reader a unit sees only the existence of findings that also concern other units
 */
export async function readWorklist(
  connection: DuckDBConnection,
  query: FindingsQuery,
  cases: Case[],
  reader: Reader,
): Promise<FindingsAnswer> {
  await createVisibleFindings(connection, cases, reader);
  const bound = valuesOf(query, reader);
  const rest = restFor(reader);
  const without = (...numbers: number[]) =>
    bound.map((value, index) => (numbers.includes(index + 1) ? null : value));
  const money = moneyOf(identifiedFindings(reader.secret));
  const chosen = (part: string): string =>
    `SELECT ${part} AS part, id FROM visible_finding WHERE ${RULE} AND ${rest} AND ${STATUS}
       AND ${BELONGS} AND NOT shared`;
  const rules = await connection.runAndReadAll(
    `SELECT to_json({
       rule: r.rule, name: { zh: r.name, en: r.name_en }, severity: r.severity, clause: r.clause,
       findings: coalesce(f.findings, 0), stake: coalesce(s.stake, 0)::DECIMAL(18, 2)::VARCHAR })::VARCHAR
     FROM p_rule r
     LEFT JOIN (
       SELECT rule, count(*) AS findings FROM visible_finding WHERE ${RULE} AND ${rest} AND ${STATUS} GROUP BY rule
     ) f ON f.rule = r.rule
     LEFT JOIN (${countedOnce(chosen('rule'), money)}) s ON s.part = r.rule
     WHERE r.active ORDER BY r.rule`,
    without(1),
  );
  const statuses = await connection.runAndReadAll(
    `SELECT status, count(*)::INTEGER FROM visible_finding WHERE ${RULE} AND ${rest} AND $5::VARCHAR IS NULL GROUP BY status`,
    without(5),
  );
  const summary = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER,
       coalesce((SELECT stake FROM (${countedOnce(chosen('0'), money)})), 0)::DECIMAL(18, 2)::VARCHAR,
       coalesce(sum(recovered), 0)::DECIMAL(18, 2)::VARCHAR
     FROM visible_finding WHERE ${RULE} AND ${rest} AND ${STATUS}`,
    bound,
  );
  const rows = await findingRows(
    connection,
    `${RULE} AND ${rest} AND ${STATUS}`,
    bound,
    `QUALIFY place > ${query.offset} AND place <= ${query.offset + query.limit}`,
  );
  const snapshot = await connection.runAndReadAll('SELECT id FROM snapshot');
  const [total = 0, stake = '0.00', recovered = '0.00'] = summary.getRowsJS()[0] ?? [];
  return {
    snapshot: String(snapshot.getRowsJS()[0]?.[0]),
    total: Number(total),
    stake: Yuan.parse(stake),
    recovered: Yuan.parse(recovered),
    rules: rules.getRowsJS().map(([text]) => RuleSummary.parse(JSON.parse(String(text)))),
    statuses: statuses.getRowsJS().map(([status, findings]) => ({
      status: status as CaseStatus,
      findings: Number(findings),
    })),
    rows,
  };
}

/** The findings with these ids that the reader may see. @param cases cases of at least these */
export async function readFindingsById(
  connection: DuckDBConnection,
  ids: string[],
  cases: Case[],
  reader: Reader,
): Promise<FindingRow[]> {
  await createVisibleFindings(connection, cases, reader, ids);
  return findingRows(connection, 'true', [], '');
}

/** Subject of the findings. */
export interface FindingsOf {
  /** 机构编码 */
  institution?: string;
  /** 证件号码: those whose key names the person, or a payout to the person. */
  person?: string;
}

/** Maximum number of findings returned for one institution or person. */
const MAX_FINDINGS_OF_SUBJECT = 200;

/** The findings of an institution or a person, including closed ones. */
export async function readFindingsWhere(
  connection: DuckDBConnection,
  { institution, person }: FindingsOf,
  cases: Case[],
  secret: string,
): Promise<FindingRow[]> {
  await createVisibleFindings(connection, cases, { secret });
  return findingRows(
    connection,
    `($1::VARCHAR IS NULL OR institution_code = $1) AND ($2::VARCHAR IS NULL OR contains(key, $2)
       OR key IN (SELECT payout_id FROM payouts WHERE person_id = $2))`,
    [institution ?? null, person ?? null],
    `QUALIFY place <= ${MAX_FINDINGS_OF_SUBJECT}`,
  );
}
