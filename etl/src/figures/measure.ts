import type { DuckDBConnection } from '@duckdb/node-api';
import type { DimensionId, FigureId, FigureValues } from '@skill-ledger/contracts';
import { FIGURES } from './definitions.ts';
import { isMeasured, type Measured, rowsOf } from './descriptor.ts';
import { isTimed } from './dimensions.ts';
import { relation } from './relations.ts';
import { filterSql, keySql, knows, rows, type Scope } from './scope.ts';

/** Measured figures by group; the keys of a group in the order of the dimensions. */
export interface MeasuredGroups {
  keys: string[][];
  /** A group without rows has zeros in relations that count rows, otherwise no values. */
  of(key: string[]): FigureValues;
}

/** Counts and sums figures by group: one query for each relation, or for each day from which its rows count. */
export async function measure(
  connection: DuckDBConnection,
  scope: Scope,
  by: DimensionId[],
  figures: FigureId[],
): Promise<MeasuredGroups> {
  const measured = figures.filter((id) => {
    const figure = FIGURES[id];
    return isMeasured(figure) && knows(figure.relation, scope.filters, by);
  });
  const found = new Map<string, { key: string[]; values: FigureValues }>();
  for (const batch of batches(scope, by, measured)) {
    for (const [key, values] of await run(connection, scope, by, batch)) {
      const name = JSON.stringify(key);
      const group = found.get(name) ?? { key, values: {} };
      Object.assign(group.values, values);
      found.set(name, group);
    }
  }
  const nothing = Object.fromEntries(measured.map((id) => [id, answered(id, null)]));
  return {
    keys: [...found.values()].filter(({ values }) => countsAnything(values)).map(({ key }) => key),
    of: (key) => ({ ...nothing, ...found.get(JSON.stringify(key))?.values }),
  };
}

const descriptor = (id: FigureId): Measured => FIGURES[id] as Measured;

const countsAnything = (values: FigureValues): boolean =>
  Object.values(values).some((value) => value !== undefined && Number(value) !== 0);

/** Figures computed by one query. */
function batches({ filters }: Scope, by: DimensionId[], figures: FigureId[]): FigureId[][] {
  const timed = [...by, ...(Object.keys(filters) as DimensionId[])].some(isTimed);
  const together = new Map<string, FigureId[]>();
  for (const id of figures) {
    const { relation: name, per, day } = descriptor(id);
    const batch = per ? id : [name, timed && day].join(' ');
    together.set(batch, [...(together.get(batch) ?? []), id]);
  }
  return [...together.values()];
}

async function run(
  connection: DuckDBConnection,
  scope: Scope,
  by: DimensionId[],
  batch: FigureId[],
): Promise<[string[], FigureValues][]> {
  const [first] = batch.map(descriptor);
  if (!first) return [];
  const { relation: id, day } = first;
  const { where: filtered, values } = filterSql(id, scope.filters, by, day);
  const { periodDay } = relation(id);
  const where =
    scope.since !== undefined && periodDay ? `${filtered} AND ${periodDay} >= $since::DATE` : filtered;
  const keys = by.map((name, index) => `${keySql(name, id, day)} AS k${index}`);
  const sql = first.per ? perSql(first, keys, where) : plainSql(batch.map(descriptor), keys, where);
  const found = await rows(connection, sql, {
    ...values,
    ...(sql.includes('$asOf') && { asOf: scope.asOf }),
    ...(scope.since !== undefined && sql.includes('$since') && { since: scope.since }),
  });
  return found
    .filter((row) => row.slice(0, keys.length).every((key) => key !== null))
    .map((row) => [
      row.slice(0, keys.length).map(String),
      Object.fromEntries(batch.map((one, index) => [one, answered(one, row[keys.length + index] ?? null)])),
    ]);
}

function plainSql(figures: Measured[], keys: string[], where: string): string {
  const [first] = figures as [Measured];
  const aggregates = figures.map((figure) => `${figure.measure} FILTER (${rowsOf(figure)})`);
  return `SELECT ${[...keys, ...aggregates].join(', ')} FROM ${relation(first.relation).sql} WHERE ${where} GROUP BY ALL`;
}

/** An aggregate within the groups of a column, summed over them. */
const perSql = (figure: Measured, keys: string[], where: string): string => `
  SELECT ${[...keys.map((_, index) => `k${index}`), 'sum(part)'].join(', ')} FROM (
    SELECT ${[...keys, figure.per, `${figure.measure} AS part`].join(', ')}
    FROM ${relation(figure.relation).sql} WHERE ${where} AND ${rowsOf(figure)} GROUP BY ALL
  ) GROUP BY ALL`;

/** A database value in its wire form; null is zero in relations that count rows. */
function answered(id: FigureId, answer: string | number | null): number | string | undefined {
  const { relation: name, unit } = descriptor(id);
  if (answer === null && relation(name).empty === 'absent') return undefined;
  return unit === 'yuan' ? String(answer ?? '0.00') : Number(answer ?? 0);
}
