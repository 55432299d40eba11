import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureId, FigureValues } from '@skill-ledger/contracts';
import { type Measured, measureSql } from './definitions/definition.ts';
import { FUND_SUMS, PAYOUT_SUMS } from './definitions/money.ts';
import { TRAINING_COUNTS } from './definitions/training.ts';
import {
  covers,
  type FilterColumns,
  FUND_FILTERS,
  filterSql,
  PAYOUT_FILTERS,
  rows,
  type Scope,
  TRAINING_FILTERS,
} from './scope.ts';

/** What figures are grouped by: a column of `training` and `payout`, or nothing. */
export type Group = 'domain' | 'department' | 'town' | 'source' | 'all';

/** Figures by group. A group without rows has zeros where its rows would be counted, else nothing. */
export interface Grouped {
  keys: string[];
  of(key: string): FigureValues;
}

/** Key of the one group when nothing is grouped by. */
export const ALL = 'all';

const keySql = (group: Group): string => (group === 'all' ? `'${ALL}'` : group);

type Values = Map<string, (string | number | null)[]>;

async function measure(
  connection: DuckDBConnection,
  scope: Scope,
  relation: string,
  filters: FilterColumns,
  key: string,
  measures: Partial<Record<FigureId, Measured>>,
): Promise<Values> {
  const { where, values } = filterSql(filters, scope.filters);
  const columns = Object.values(measures).map(measureSql);
  const found = await rows(
    connection,
    `SELECT ${key} AS key, ${columns.join(', ')} FROM ${relation} WHERE ${where} GROUP BY ALL`,
    { ...values, asOf: scope.asOf },
  );
  return new Map(found.flatMap(([name, ...numbers]) => (name === null ? [] : [[String(name), numbers]])));
}

/** Figures of people, by group; nothing under a filter that trainings do not know. */
export async function countTraining(
  connection: DuckDBConnection,
  scope: Scope,
  group: Group,
): Promise<Grouped> {
  if (!covers(TRAINING_FILTERS, scope.filters)) return { keys: [], of: () => ({}) };
  const counted = await measure(
    connection,
    scope,
    'training',
    TRAINING_FILTERS,
    keySql(group),
    TRAINING_COUNTS,
  );
  const ids = Object.keys(TRAINING_COUNTS);
  return {
    keys: [...counted.keys()],
    of: (key) => {
      const numbers = counted.get(key);
      return Object.fromEntries(ids.map((id, index) => [id, Number(numbers?.[index] ?? 0)]));
    },
  };
}

/** Figures of money, by group; each is absent where the dimension or a filter knows none. */
export async function sumMoney(
  connection: DuckDBConnection,
  scope: Scope,
  group: Group | 'year',
): Promise<Grouped> {
  const funds = await sumFunds(connection, scope, group);
  const payouts = await sumPayouts(connection, scope, group);
  return {
    keys: [...new Set([...funds.keys, ...payouts.keys])],
    of: (key) => ({ ...funds.of(key), ...payouts.of(key) }),
  };
}

/** Funds know their year, department and source only. */
async function sumFunds(connection: DuckDBConnection, scope: Scope, group: Group | 'year'): Promise<Grouped> {
  const knowsGroup = group !== 'domain' && group !== 'town';
  if (!knowsGroup || !covers(FUND_FILTERS, scope.filters)) return { keys: [], of: () => ({}) };
  const key = group === 'year' ? 'CASE WHEN year <= year($asOf::DATE) THEN year END' : keySql(group);
  const sums = await measure(connection, scope, 'funds', FUND_FILTERS, key, FUND_SUMS);
  return {
    keys: [...sums.keys()],
    of: (name) => {
      const [budget, arrived] = sums.get(name) ?? [];
      if (typeof budget !== 'string' || typeof arrived !== 'string') return {};
      return { budget, arrived };
    },
  };
}

async function sumPayouts(
  connection: DuckDBConnection,
  scope: Scope,
  group: Group | 'year',
): Promise<Grouped> {
  if (!covers(PAYOUT_FILTERS, scope.filters)) return { keys: [], of: () => ({}) };
  const key = group === 'year' ? 'CASE WHEN paid_on <= $asOf::DATE THEN year(paid_on) END' : keySql(group);
  const sums = await measure(connection, scope, 'payout', PAYOUT_FILTERS, key, PAYOUT_SUMS);
  const { where, values } = filterSql(PAYOUT_FILTERS, scope.filters);
  const personTimes = new Map(
    await rows(connection, paidPersonTimesSql(key, where), { ...values, asOf: scope.asOf }).then((found) =>
      found.map(([name, number]) => [String(name), Number(number)] as const),
    ),
  );
  return {
    keys: [...sums.keys()],
    of: (name) => ({
      ...Object.fromEntries(
        Object.keys(PAYOUT_SUMS).map((id, index) => [id, String(sums.get(name)?.[index] ?? '0.00')]),
      ),
      paidPersonTimes: personTimes.get(name) ?? 0,
    }),
  };
}

/**
 * Person-times paid for: of each class the largest 补贴人数 among its paid rows without a person, and the distinct
 * persons paid by name (spec 1, 人均补贴).
 */
const paidPersonTimesSql = (key: string, where: string): string => `
  SELECT key, sum(person_times) FROM (
    SELECT ${key} AS key, class_id,
      coalesce(max(persons) FILTER (person_id IS NULL), 0) + count(DISTINCT person_id) AS person_times
    FROM payout WHERE ${where} AND ${PAYOUT_SUMS.paid.rows} GROUP BY ALL
  ) GROUP BY ALL`;

/** Completed records by month (YYYY-MM) of the class's last day, up to as-of, oldest first. */
export async function completedByMonth(
  connection: DuckDBConnection,
  scope: Scope,
): Promise<{ month: string; completed: number }[]> {
  if (!covers(TRAINING_FILTERS, scope.filters)) return [];
  const { where, values } = filterSql(TRAINING_FILTERS, scope.filters);
  const found = await rows(
    connection,
    `SELECT strftime(completed_on, '%Y-%m'), count(*)::INTEGER FROM training
     WHERE ${where} AND completed_on <= $asOf::DATE GROUP BY ALL ORDER BY ALL`,
    { ...values, asOf: scope.asOf },
  );
  return found.map(([month, completed]) => ({ month: String(month), completed: Number(completed) }));
}
