import type { DuckDBConnection } from '@duckdb/node-api';
import {
  DIMENSIONS,
  type DimensionId,
  FILTERS,
  type FigureQuery,
  type FilterName,
  type Filters,
  NOT_GIVEN,
} from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { readOnce } from '../home/snapshot-memory.ts';
import { columnIn, DIMENSION_SQL } from './dimensions.ts';
import { type RelationId, relation } from './relations.ts';

/** The scope of an answer: a snapshot, a day and filters, all validated. */
export interface Scope {
  snapshot: string;
  asOf: string;
  /** First day of a period; without it, rows count from the beginning. */
  since?: string;
  filters: Filters;
}

/** A filter value that the programme does not have. */
export class UnknownFilterValue extends UserError {
  override readonly name = 'UnknownFilterValue';
  readonly filter: FilterName;
  constructor(filter: FilterName, value: string, known: string[]) {
    const { zh, en } = DIMENSIONS[filter];
    super({
      zh: `${filter}（${zh}）没有“${value}”；可选：${known.join('、')}`,
      en: `${filter} (${en}) has no "${value}"; available: ${known.join(', ')}`,
    });
    this.filter = filter;
  }
}

/** Values of a dimension in order; undefined if only their pattern is known. */
export async function valuesOf(
  connection: DuckDBConnection,
  dimension: DimensionId,
): Promise<readonly string[] | undefined> {
  const { values } = DIMENSION_SQL[dimension];
  return typeof values === 'string' ? listOf(connection, values) : undefined;
}

/** The values of a list that a snapshot holds. @param sql a query of one column */
export const listOf = (connection: DuckDBConnection, sql: string): Promise<readonly string[]> =>
  readOnce(connection, sql, async () => (await rows(connection, sql)).map(([value]) => String(value)));

/**
 * Fills in the default as-of date and checks the filters against the programme's data.
 * @throws UnknownFilterValue listing the known values
 */
export async function resolveScope(
  connection: DuckDBConnection,
  query: FigureQuery & Pick<Scope, 'since'>,
): Promise<Scope> {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const asked = query[name];
    if (!asked) continue;
    await check(connection, name, asked);
    filters[name] = asked;
  }
  const { id, defaultAsOf } = await readOnce(connection, 'snapshot', () => readSnapshot(connection));
  return {
    snapshot: id,
    asOf: query.asOf ?? defaultAsOf,
    ...(query.since !== undefined && { since: query.since }),
    filters,
  };
}

/** Its as-of date by default is the period's last day where no row has a date. */
async function readSnapshot(connection: DuckDBConnection): Promise<{ id: string; defaultAsOf: string }> {
  const [[id, asOf] = []] = await rows(connection, 'SELECT id, default_as_of::VARCHAR FROM snapshot');
  const [[lastDay] = []] = await rows(connection, "SELECT value FROM p_programme WHERE key = 'until'");
  return { id: String(id), defaultAsOf: String(asOf ?? lastDay) };
}

async function check(connection: DuckDBConnection, name: FilterName, asked: string[]): Promise<void> {
  const { values } = DIMENSION_SQL[name];
  const known = (await valuesOf(connection, name)) ?? [];
  const isKnown = (value: string): boolean =>
    value === NOT_GIVEN || (typeof values === 'string' ? known.includes(value) : values.pattern.test(value));
  const stranger = asked.find((value) => !isKnown(value));
  if (stranger === undefined) return;
  throw new UnknownFilterValue(
    name,
    stranger,
    typeof values === 'string' ? known.slice(0, 50) : [values.example],
  );
}

/**
 * Whether every dimension applies to the relation: otherwise its figures are absent, not unfiltered.
 * @param by dimensions grouped by, beside the filters
 */
export function knows(id: RelationId, filters: Filters, by: DimensionId[] = []): boolean {
  const narrowed = FILTERS.filter((name) => filters[name] !== undefined);
  return [...narrowed, ...by].every((name) => {
    const column = columnIn(name, id);
    if (column === undefined || (by.includes(name) && 'filterOnly' in column && column.filterOnly))
      return false;
    const isOne = by.includes(name) || filters[name]?.length === 1;
    return isOne || !('single' in column && column.single);
  });
}

/**
 * SQL by which rows of a relation fall into the groups of a dimension.
 * @param day the day from which a row counts
 */
export function keySql(name: DimensionId, id: RelationId, day: string | undefined): string {
  const column = columnIn(name, id);
  const key = (column?.key ?? 'NULL').replaceAll('$day', day ?? 'NULL');
  // Rows without a unit belong to no group; rows without a value of another dimension have a group of their own.
  return column && 'among' in column && column.among ? key : `coalesce(${key}, '${NOT_GIVEN}')`;
}

/** The condition and the bound values of the filters; values are never part of the SQL text. */
export function filterSql(
  id: RelationId,
  filters: Filters,
  by: DimensionId[] = [],
  day?: string,
): { where: string; values: Record<string, string> } {
  const conditions: string[] = [];
  const values: Record<string, string> = {};
  for (const name of FILTERS) {
    const asked = filters[name];
    const column = columnIn(name, id);
    if (!asked || !column) continue;
    values[name] = asked.join('\n');
    const list = `SELECT unnest(string_split($${name}, chr(10)))`;
    const isIn = 'among' in column && column.among?.(list);
    conditions.push(`(${isIn || `${keySql(name, id, day)} IN (${list})`})`);
  }
  const { whole } = relation(id);
  if (whole && conditions.length === 0 && by.length === 0) conditions.push(whole);
  return { where: conditions.length > 0 ? conditions.join(' AND ') : 'true', values };
}

/** Runs a query and returns plain rows: text, whole numbers, null. */
export async function rows(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, string | number> = {},
): Promise<(string | number | null)[][]> {
  const reader = await connection.runAndReadAll(sql, values);
  return reader.getRowsJson() as (string | number | null)[][];
}

/** A figure without a value is left out of its row, not sent as null. */
export const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
