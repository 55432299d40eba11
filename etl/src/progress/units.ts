import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, UnitRow, UnitsAnswer } from '@skill-ledger/contracts';
import { ROW_IDS } from '../figures/definitions.ts';
import { readBy } from '../figures/read-by.ts';
import { rows, type Scope, withoutUndefined } from '../figures/scope.ts';
import { quotaYardstick, type Yardsticks } from '../figures/yardstick.ts';

/** Name of the row with plans that no unit was assigned. */
const NOT_HANDED_DOWN = '未分解';

/**
 * Departments and towns, each by its own classes; plans without a unit are the last row of the departments.
 * @throws UnknownFilterValue
 */
export async function readUnits(connection: DuckDBConnection, query: FigureQuery): Promise<UnitsAnswer> {
  const list = async (by: 'unit' | 'town') => {
    const { scope, yardsticks, groups } = await readBy(connection, { ...query, by: [by], figures: ROW_IDS });
    const kind = by === 'unit' ? 'department' : 'town';
    const units = await rows(connection, 'SELECT name FROM p_unit WHERE kind = $kind', { kind });
    const names = new Set(units.map(([name]) => String(name)));
    // With a filter by unit, each list has only the units it names, by either filter.
    const { unit, town } = scope.filters;
    const isAsked = (name: string): boolean =>
      names.has(name) && (unit?.includes(name) ?? true) && (town?.includes(name) ?? true);
    return {
      scope,
      yardsticks,
      list: groups
        .map(({ key: [name = ''], figures }) => ({ name, figures }))
        .filter(({ name }) => isAsked(name)),
    };
  };
  const departments = await list('unit');
  const towns = await list('town');
  const { scope, yardsticks } = departments;
  return {
    ...scope,
    units: [
      ...departments.list.map(({ name, figures }) => ({ unit: name, ...figures })),
      ...notHandedDown(scope, yardsticks),
    ],
    towns: towns.list.map(({ name, figures }) => ({ town: name, ...figures })),
  };
}

function notHandedDown(scope: Scope, yardsticks: Yardsticks): UnitRow[] {
  if (scope.filters.unit || scope.filters.town) return [];
  const { goal, plans } = quotaYardstick(scope, yardsticks, [null]);
  if (goal === null) return [];
  const yearPlan = plans.get(Number(scope.asOf.slice(0, 4)));
  return [withoutUndefined({ unit: NOT_HANDED_DOWN, quota: goal.value, yearPlan })];
}
