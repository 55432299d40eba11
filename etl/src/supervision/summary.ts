import type { DuckDBConnection } from '@duckdb/node-api';
import {
  CITY_LEVEL,
  InstitutionSummary,
  MonthSummary,
  type SupervisionSummary,
  UnitSummary,
} from '@skill-ledger/contracts';
import { countedOnce, moneyOf } from './at-stake.ts';
import { concernedUnits, identifiedFindings } from './identified.ts';
import { type Case, createVisibleFindings, type Reader } from './worklist.ts';

/** Maximum number of institutions; the worklist has the rest. */
const MAX_INSTITUTIONS = 50;

const SUMS = `count(*)::INTEGER AS findings, (count(*) FILTER (severity = 'high'))::INTEGER AS high,
  (count(*) FILTER (status = 'confirmed'))::INTEGER AS confirmed,
  sum(recovered)::DECIMAL(18, 2) AS recovered`;

/**
 * Findings by unit, institution and month, each with the amount paid there, so that large and small can be compared.
 * The month is that of the class's last day; a payout counts once, however many findings it is at stake in.
 * @param reader a unit gets only itself, and the institutions and months of its own classes
 */
export async function readSummary(
  connection: DuckDBConnection,
  cases: Case[],
  reader: Reader,
): Promise<SupervisionSummary> {
  await createVisibleFindings(connection, cases, reader);
  const unit = reader.unit ?? null;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE paid AS
     SELECT p.amount, c.department, c.town, c.institution_code, strftime(c.ends_on, '%Y-%m') AS month
     FROM live_payout p JOIN classes c USING (class_id)
     WHERE $1::VARCHAR IS NULL OR $1 IN (c.department, c.town)`,
    [unit],
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE present AS
     SELECT visible_finding.*, strftime(c.ends_on, '%Y-%m') AS month FROM visible_finding LEFT JOIN classes c USING (class_id)
     WHERE closed_at IS NULL`,
  );
  const money = moneyOf(identifiedFindings(reader.secret));
  const once = (part: string, where: string): string =>
    countedOnce(`SELECT ${part} AS part, id FROM present WHERE ${where} AND NOT shared`, money);
  // A unit is not told which others a finding concerns.
  const concerning =
    reader.unit === undefined
      ? `${concernedUnits(reader.secret)} AS concerned JOIN present USING (id)`
      : '(SELECT *, unnest([department, town]) AS unit FROM present) AS concerned';
  const units = await objects(
    connection,
    `WITH listed AS (
       SELECT name, kind FROM p_unit
       -- Classes that no town holds, so that the towns add up.
       UNION ALL SELECT '${CITY_LEVEL}', 'town' WHERE $1::VARCHAR IS NULL
     ), found AS (
       SELECT u.name AS unit, ${SUMS} FROM listed u JOIN ${concerning} ON concerned.unit = u.name
       GROUP BY u.name
     ), money AS (
       SELECT u.name AS unit, count(*)::INTEGER AS payouts, sum(amount)::DECIMAL(18, 2) AS paid
       FROM listed u JOIN paid ON (u.kind = 'department' AND paid.department = u.name)
         OR (u.kind = 'town' AND paid.town = u.name)
       GROUP BY u.name
     ), at_stake AS (
       ${once('department', 'department IS NOT NULL')} UNION ALL ${once('town', 'town IS NOT NULL')}
     )
     SELECT { unit: u.name, kind: u.kind, findings: coalesce(findings, 0), high: coalesce(high, 0),
       confirmed: coalesce(confirmed, 0), stake: coalesce(stake, 0)::DECIMAL(18, 2)::VARCHAR,
       recovered: coalesce(recovered, 0)::DECIMAL(18, 2)::VARCHAR, payouts: coalesce(payouts, 0),
       paid: coalesce(paid, 0)::DECIMAL(18, 2)::VARCHAR, share: (stake / nullif(paid, 0))::DOUBLE }
     FROM listed u LEFT JOIN found ON found.unit = u.name LEFT JOIN money ON money.unit = u.name
     LEFT JOIN at_stake ON at_stake.part = u.name
     WHERE $1::VARCHAR IS NULL OR u.name = $1
     ORDER BY u.name = '${CITY_LEVEL}', coalesce(stake, 0) DESC, u.name`,
    [unit],
  );
  const institutions = await objects(
    connection,
    `WITH found AS (
       SELECT institution_code AS code, ${SUMS} FROM present WHERE institution_code IS NOT NULL GROUP BY ALL
     ), money AS (
       SELECT institution_code AS code, count(*)::INTEGER AS payouts, sum(amount)::DECIMAL(18, 2) AS paid
       FROM paid GROUP BY ALL
     )
     SELECT { code: found.code, name: i.institution_name, findings: findings, high: high, confirmed: confirmed,
       stake: coalesce(stake, 0)::DECIMAL(18, 2)::VARCHAR, recovered: recovered::VARCHAR,
       payouts: coalesce(payouts, 0), paid: coalesce(paid, 0)::DECIMAL(18, 2)::VARCHAR,
       share: (coalesce(stake, 0) / nullif(paid, 0))::DOUBLE }
     FROM found JOIN institutions i ON i.institution_code = found.code LEFT JOIN money USING (code)
     LEFT JOIN (${once('institution_code', 'institution_code IS NOT NULL')}) at_stake ON at_stake.part = found.code
     ORDER BY coalesce(stake, 0) DESC, found.code LIMIT ${MAX_INSTITUTIONS}`,
  );
  const months = await objects(
    connection,
    `SELECT { month: month, findings: findings, high: high, stake: coalesce(stake, 0)::DECIMAL(18, 2)::VARCHAR }
     FROM (
       SELECT month, count(*)::INTEGER AS findings, (count(*) FILTER (severity = 'high'))::INTEGER AS high
       FROM present WHERE month IS NOT NULL GROUP BY month
     ) LEFT JOIN (${once('month', 'month IS NOT NULL')}) at_stake ON at_stake.part = month
     ORDER BY month`,
  );
  return {
    units: units.map((one) => UnitSummary.parse(one)),
    institutions: institutions.map((one) => InstitutionSummary.parse(one)),
    months: months.map((one) => MonthSummary.parse(one)),
    medians: {
      department: median(units, 'department'),
      town: median(units, 'town'),
      institution: middle(institutions.map(({ share }) => share)),
    },
  };
}

type Plain = Record<string, unknown>;

async function objects(
  connection: DuckDBConnection,
  sql: string,
  values: (string | null)[] = [],
): Promise<Plain[]> {
  const reader = await connection.runAndReadAll(`SELECT to_json(o)::VARCHAR FROM (${sql}) AS t(o)`, values);
  return reader.getRowsJS().map(([text]) => JSON.parse(String(text)) as Plain);
}

const median = (units: Plain[], kind: string): number | null =>
  middle(units.filter((one) => one.kind === kind && one.unit !== CITY_LEVEL).map(({ share }) => share));

/** The median; null if there are no values. */
function middle(shares: unknown[]): number | null {
  const known = shares.filter((share): share is number => typeof share === 'number').sort((a, b) => a - b);
  const [low, high] = [known[Math.floor((known.length - 1) / 2)], known[Math.ceil((known.length - 1) / 2)]];
  return known.length < 2 || low === undefined || high === undefined ? null : (low + high) / 2;
}
