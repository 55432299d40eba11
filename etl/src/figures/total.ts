import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, ProgressAnswer } from '@skill-ledger/contracts';
import { absences } from './absence.ts';
import { readCurve } from './curve.ts';
import { moneyFigures } from './derive.ts';
import { ALL, sumMoney } from './measures.ts';
import { resolveScope, withoutUndefined } from './scope.ts';
import { readYardsticks } from './yardstick.ts';

/** City-wide figures, or those of the filters. @throws UnknownFilterValue */
export async function readTotal(connection: DuckDBConnection, query: FigureQuery): Promise<ProgressAnswer> {
  const scope = await resolveScope(connection, query);
  const { total } = await readCurve(connection, scope, await readYardsticks(connection));
  const money = (await sumMoney(connection, scope, 'all')).of(ALL);
  const figures = withoutUndefined({ ...total, ...moneyFigures(money) });
  return { ...scope, total: { ...figures, ...absences(figures, scope, 'all') } };
}
