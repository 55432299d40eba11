import type { DuckDBConnection } from '@duckdb/node-api';
import { type Exact, exact, money, type Period, type Scheme, sumOf, ZERO } from '../scoring/index.ts';

/** Rows below 年度资金总额 in the funds block of the official form, in its order. */
export const FUND_ROWS = ['appropriation', 'carriedOver', 'other'] as const;
export type FundRow = (typeof FUND_ROWS)[number];

/** Yuan of one unit in one row: its budget (the period's share of it) and what was paid in the period. */
export interface FundAmounts {
  budget: string;
  paid: string;
}

export type UnitFunds = Record<FundRow, FundAmounts>;

const BUDGET = `SELECT department AS unit, source, sum(budget)::VARCHAR FROM funds
  WHERE year BETWEEN $first AND $last GROUP BY ALL`;
/** A payout counts for its department and its town, once each; a town named as 主管部门 gets none from that. */
const PAID = `SELECT unit, source, sum(amount)::VARCHAR FROM (
    SELECT department AS unit, 'department' AS role, source, amount, paid_on FROM payout
    UNION ALL
    SELECT town, 'town', source, amount, paid_on FROM payout)
  JOIN p_unit ON p_unit.name = unit AND p_unit.kind = role
  WHERE paid_on BETWEEN $from::DATE AND $until::DATE GROUP BY ALL`;

/**
 * The funds block of every unit's form: the same budget and payouts as the score's 预算执行率, by the sources that the
 * scheme's frame puts into each row.
 * @returns a function of the unit's name; zeros if it has neither budget nor payout
 */
export async function readFormFunds(
  connection: DuckDBConnection,
  { period, until, scheme }: { period: Period; until: string; scheme: Scheme },
): Promise<(unit: string) => UnitFunds> {
  const budgets = await readAmounts(connection, BUDGET, {
    first: period.years[0] ?? 0,
    last: period.years.at(-1) ?? 0,
  });
  const paid = await readAmounts(connection, PAID, { from: period.from, until });
  const share = exact(period.twelfths, 12);
  const rowOf = (source: string): FundRow =>
    FUND_ROWS.find((row) => row !== 'other' && scheme.funds[row].includes(source)) ?? 'other';
  return (unit) => {
    const amounts = (row: FundRow): FundAmounts => {
      const of = (known: Map<string, Map<string, Exact>>): Exact =>
        sumOf(
          [...(known.get(unit) ?? [])].filter(([source]) => rowOf(source) === row).map(([, value]) => value),
        );
      return { budget: money(of(budgets).mul(share)), paid: money(of(paid)) };
    };
    return {
      appropriation: amounts('appropriation'),
      carriedOver: amounts('carriedOver'),
      other: amounts('other'),
    };
  };
}

/** Exact amounts by unit and source. */
async function readAmounts(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, string | number>,
): Promise<Map<string, Map<string, Exact>>> {
  const reader = await connection.runAndReadAll(sql, values);
  const amounts = new Map<string, Map<string, Exact>>();
  for (const [unit, source, value] of reader.getRowsJS()) {
    const own = amounts.get(String(unit)) ?? new Map<string, Exact>();
    own.set(String(source), (own.get(String(source)) ?? ZERO).add(exact(String(value))));
    amounts.set(String(unit), own);
  }
  return amounts;
}
