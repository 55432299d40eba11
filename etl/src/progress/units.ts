import type { DuckDBConnection } from '@duckdb/node-api';
import {
  CITY_LEVEL,
  type FigureId,
  type FigureQuery,
  NOT_HANDED_DOWN,
  TOWN_LED,
  type UnitRow,
  type UnitsAnswer,
} from '@skill-ledger/contracts';
import { ROW_IDS } from '../figures/definitions.ts';
import { type FigureGroup, readBy } from '../figures/read-by.ts';
import { rows, type Scope, withoutUndefined } from '../figures/scope.ts';
import { quotaYardstick, type Yardsticks } from '../figures/yardstick.ts';

const IN_TIME = ['timeProgress', 'elapsedDays', 'periodDays', 'monthsLeft'] as const satisfies FigureId[];

/**
 * Departments and towns, each by its own classes. Both lists add up to the whole: classes held by no town are the last row
 * of the towns; classes led by a town, then plans without a unit, follow the departments.
 * @throws UnknownFilterValue
 */
export async function readUnits(connection: DuckDBConnection, query: FigureQuery): Promise<UnitsAnswer> {
  const townNames = await namesOf(connection, 'town');
  const list = async (by: 'unit' | 'town', names: string[]) => {
    const { scope, yardsticks, groups } = await readBy(connection, { ...query, by: [by], figures: ROW_IDS });
    // With a filter by unit, each list has only the units it names: those of its own filter, of the other where there is none.
    const { unit, town } = scope.filters;
    const asked = by === 'unit' ? (unit ?? town) : (town ?? unit);
    const isAsked = (name: string): boolean => names.includes(name) && (asked?.includes(name) ?? true);
    return {
      scope,
      yardsticks,
      list: groups
        .map(({ key: [name = ''], figures }) => ({ name, figures }))
        .filter(({ name }) => isAsked(name)),
    };
  };
  const departments = await list('unit', await namesOf(connection, 'department'));
  const towns = await list('town', [...townNames, CITY_LEVEL]);
  const { scope, yardsticks } = departments;
  return {
    ...scope,
    units: [
      ...departments.list.map(({ name, figures }) => ({ unit: name, ...figures })),
      ...(await ledByTowns(connection, query, townNames)),
      ...notHandedDown(scope, yardsticks),
    ],
    towns: towns.list.map(({ name, figures }) => ({ town: name, ...figures })),
  };
}

async function namesOf(connection: DuckDBConnection, kind: 'department' | 'town'): Promise<string[]> {
  const units = await rows(connection, 'SELECT name FROM p_unit WHERE kind = $kind', { kind });
  return units.map(([name]) => String(name));
}

/** What is left of the whole beside the departments: classes, and funds, with a town as 主管部门. Left out where there is nothing. */
async function ledByTowns(
  connection: DuckDBConnection,
  query: FigureQuery,
  townNames: string[],
): Promise<UnitRow[]> {
  if (query.unit || query.town) return [];
  const department = townNames.filter((name) => query.department?.includes(name) ?? true);
  if (department.length === 0) return [];
  const { groups } = await readBy(connection, { ...query, department, by: [], figures: ROW_IDS });
  const { absent, ...row }: FigureGroup['figures'] = { ...groups[0]?.figures };
  const { enrolled, paid, budget, arrived } = row;
  if ([enrolled, paid, budget, arrived].every((value) => Number(value ?? 0) === 0)) return [];
  // As for units without a quota: there are no days that it is measured by.
  for (const id of IN_TIME) delete row[id];
  const untold = Object.fromEntries(IN_TIME.map((id) => [id, '不适用'] as const));
  return [{ unit: TOWN_LED, department, ...row, absent: { ...absent, ...untold } }];
}

function notHandedDown(scope: Scope, yardsticks: Yardsticks): UnitRow[] {
  if (scope.filters.unit || scope.filters.town) return [];
  const { goal, plans } = quotaYardstick(scope, yardsticks, [null]);
  if (goal === null) return [];
  const yearPlan = plans.get(Number(scope.asOf.slice(0, 4)));
  const own = withoutUndefined({ quota: goal.value, yearPlan });
  // It is a plan without a unit: nothing else can be said of it.
  const others = ROW_IDS.filter((id) => !(id in own)).map((id) => [id, '不适用'] as const);
  return [{ unit: NOT_HANDED_DOWN, ...own, absent: Object.fromEntries(others) }];
}
