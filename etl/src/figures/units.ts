import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, FigureValues, UnitRow, UnitsAnswer } from '@skill-ledger/contracts';
import { absences } from './absence.ts';
import { moneyFigures, trainingFigures } from './derive.ts';
import { countTraining, sumMoney } from './measures.ts';
import { resolveScope, rows, type Scope, withoutUndefined } from './scope.ts';
import { measureProgress, quotaYardstick, readYardsticks, type Yardsticks } from './yardstick.ts';

/** Name under which plans that no unit carries are shown. */
const NOT_HANDED_DOWN = '未分解';

interface NamedFigures {
  name: string;
  figures: FigureValues;
}

/**
 * Departments and towns, each by its own classes; plans that no unit carries stand at the end of the departments.
 * @throws UnknownFilterValue
 */
export async function readUnits(connection: DuckDBConnection, query: FigureQuery): Promise<UnitsAnswer> {
  const scope = await resolveScope(connection, query);
  const yardsticks = await readYardsticks(connection);
  const departments = await list(connection, scope, yardsticks, 'department');
  const towns = await list(connection, scope, yardsticks, 'town');
  return {
    ...scope,
    units: [
      ...departments.map(({ name, figures }) => ({ unit: name, ...figures })),
      ...notHandedDown(scope, yardsticks),
    ],
    towns: towns.map(({ name, figures }) => ({ town: name, ...figures })),
  };
}

async function list(
  connection: DuckDBConnection,
  scope: Scope,
  yardsticks: Yardsticks,
  kind: 'department' | 'town',
): Promise<NamedFigures[]> {
  const { unit, town } = scope.filters;
  const counted = await countTraining(connection, scope, kind);
  const money = await sumMoney(connection, scope, kind);
  const units = await rows(connection, 'SELECT name FROM p_unit WHERE kind = $kind', { kind });
  return units
    .map(([name]) => String(name))
    .filter((name) => (unit?.includes(name) ?? true) && (town?.includes(name) ?? true))
    .map((name) => {
      const figures = trainingFigures(counted.of(name));
      const yardstick = quotaYardstick(scope, yardsticks, [name]);
      const row = withoutUndefined({
        ...figures,
        ...measureProgress(figures, yardstick, scope.asOf, yardsticks.paceThresholds),
        ...moneyFigures(money.of(name)),
      });
      return { name, figures: { ...row, ...absences(row, scope, kind) } };
    });
}

function notHandedDown(scope: Scope, yardsticks: Yardsticks): UnitRow[] {
  if (scope.filters.unit || scope.filters.town) return [];
  const { goal, plans } = quotaYardstick(scope, yardsticks, [null]);
  if (goal === null) return [];
  const yearPlan = plans.get(Number(scope.asOf.slice(0, 4)));
  return [withoutUndefined({ unit: NOT_HANDED_DOWN, quota: goal.value, yearPlan })];
}
