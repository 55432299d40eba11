import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, FundsAnswer } from '@skill-ledger/contracts';
import { absences } from './absence.ts';
import { moneyFigures } from './derive.ts';
import { ALL, sumMoney } from './measures.ts';
import { resolveScope, rows, withoutUndefined } from './scope.ts';

/** Budget, arrived and paid: all together, by source and by year. @throws UnknownFilterValue */
export async function readFunds(connection: DuckDBConnection, query: FigureQuery): Promise<FundsAnswer> {
  const scope = await resolveScope(connection, query);
  const total = await sumMoney(connection, scope, 'all');
  const bySource = await sumMoney(connection, scope, 'source');
  const byYear = await sumMoney(connection, scope, 'year');
  const row = (money: typeof total, key: string) => {
    const figures = withoutUndefined(moneyFigures(money.of(key)));
    return { ...figures, ...absences(figures, scope, 'source') };
  };
  const known = await rows(connection, "SELECT value FROM p_value WHERE kind = 'funds' AND field = 'source'");
  return {
    ...scope,
    total: row(total, ALL),
    sources: known
      .map(([source]) => String(source))
      .filter((source) => scope.filters.source?.includes(source) ?? true)
      .map((source) => ({ source, ...row(bySource, source) })),
    years: byYear.keys.map((year) => ({ year: Number(year), ...row(byYear, year) })).sort(byYearAscending),
  };
}

const byYearAscending = (a: { year: number }, b: { year: number }): number => a.year - b.year;
