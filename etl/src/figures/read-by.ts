import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  AbsenceReason,
  DimensionId,
  FigureId,
  FigureQuery,
  FigureValues,
} from '@skill-ledger/contracts';
import type { PastMonth } from '../forecast/forecast.ts';
import { absences, compute } from './compute.ts';
import { withParts } from './definitions.ts';
import type { Cell } from './descriptor.ts';
import { DIMENSION_SQL } from './dimensions.ts';
import { measure } from './measure.ts';
import { listOf, resolveScope, type Scope, valuesOf } from './scope.ts';
import { readYardsticks, type Yardstick, type Yardsticks, yardstickOf } from './yardstick.ts';

/** The figures of one group, each with those it is computed from, and why one is absent. */
export interface FigureGroup {
  /** Value of each dimension, in the order asked for. */
  key: string[];
  figures: FigureValues & { absent?: Partial<Record<FigureId, AbsenceReason>> };
  cell: Cell;
}

/**
 * Any figures, grouped by any dimensions; a single group without dimensions. By one dimension with a fixed list every
 * value has a group; otherwise groups without rows are left out.
 * @throws UnknownFilterValue
 */
export async function readBy(
  connection: DuckDBConnection,
  { by, figures, ...query }: FigureQuery & Pick<Scope, 'since'> & { by: DimensionId[]; figures: FigureId[] },
): Promise<{ scope: Scope; yardsticks: Yardsticks; groups: FigureGroup[] }> {
  const scope = await resolveScope(connection, query);
  const yardsticks = await readYardsticks(connection);
  const all = withParts(figures);
  const measured = await measure(connection, scope, by, all);
  const months = await monthsBy(connection, scope, by, all);
  const keys = await groupKeys(connection, scope, by, measured.keys);
  const groups = keys.map((key): FigureGroup => {
    const own = narrow(scope, by, key);
    const cell: Cell = {
      scope: own,
      yardsticks,
      yardstick: ofGroup(yardstickOf(own, yardsticks), by),
      months: months.get(JSON.stringify(key)) ?? [],
    };
    const values = compute(all, measured.of(key), cell);
    return { key, cell, figures: { ...values, ...absences(all, values, cell, by) } };
  });
  return { scope, yardsticks, groups };
}

const narrow = (scope: Scope, by: DimensionId[], key: string[]): Scope => ({
  ...scope,
  filters: {
    ...scope.filters,
    ...Object.fromEntries(by.map((name, index) => [name, [key[index] ?? '']])),
  },
});

/** Units in a list are measured over the years of their own quotas; without a quota there is no time progress. */
const ofGroup = (yardstick: Yardstick, by: DimensionId[]): Yardstick =>
  yardstick.goal === null && (by.includes('unit') || by.includes('town'))
    ? { ...yardstick, spans: [] }
    : yardstick;

/** Completed records by month of each group, if a figure is computed from the series. */
async function monthsBy(
  connection: DuckDBConnection,
  scope: Scope,
  by: DimensionId[],
  figures: FigureId[],
): Promise<Map<string, PastMonth[]>> {
  const found = new Map<string, PastMonth[]>();
  if (!figures.includes('expected') || by.includes('month')) return found;
  const { keys, of } = await measure(connection, scope, [...by, 'month'], ['completedRecords']);
  for (const key of keys) {
    const group = JSON.stringify(key.slice(0, -1));
    const month = { month: key.at(-1) ?? '', completed: of(key).completedRecords ?? 0 };
    found.set(group, [...(found.get(group) ?? []), month]);
  }
  for (const months of found.values()) months.sort((a, b) => (a.month < b.month ? -1 : 1));
  return found;
}

/** Keys of the groups to return, in the order of the dimensions' values. */
async function groupKeys(
  connection: DuckDBConnection,
  { filters }: Scope,
  by: DimensionId[],
  found: string[][],
): Promise<string[][]> {
  const [only, ...others] = by;
  if (only === undefined) return [[]];
  const always = others.length === 0 ? await alwaysOf(connection, only) : [];
  const all = new Map([...always.map((value) => [value]), ...found].map((key) => [JSON.stringify(key), key]));
  const orders = await Promise.all(by.map((name) => orderOf(connection, name)));
  return [...all.values()]
    .filter((key) => by.every((name, index) => filters[name]?.includes(key[index] ?? '') ?? true))
    .sort((a, b) => orders.map((order, at) => order(a[at] ?? '', b[at] ?? '')).find((one) => one !== 0) ?? 0);
}

async function alwaysOf(connection: DuckDBConnection, dimension: DimensionId): Promise<readonly string[]> {
  const { always } = DIMENSION_SQL[dimension];
  if (always === true) return (await valuesOf(connection, dimension)) ?? [];
  return always ? listOf(connection, always) : [];
}

/** Compares two values of a dimension: by its list, then unlisted values as text. */
async function orderOf(connection: DuckDBConnection, dimension: DimensionId) {
  const values = (await valuesOf(connection, dimension)) ?? [];
  const places = new Map(values.map((value, index) => [value, index]));
  const place = (value: string): number => places.get(value) ?? places.size;
  return (a: string, b: string): number => place(a) - place(b) || (a < b ? -1 : Number(a > b));
}
