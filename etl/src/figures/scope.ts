import type { DuckDBConnection } from '@duckdb/node-api';
import { FILTERS, type FigureQuery, type FilterName, type Filters } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';

/** What an answer is about: a snapshot, a day and filters, all checked. */
export interface Scope {
  snapshot: string;
  asOf: string;
  filters: Filters;
}

/** SQL that lists the values a filter may take. */
const KNOWN_VALUES: Record<FilterName, string> = {
  domain: 'SELECT name FROM p_domain ORDER BY number',
  unit: 'SELECT name FROM p_unit',
  town: "SELECT name FROM p_unit WHERE kind = 'town' UNION ALL SELECT '市本级'",
  mode: "SELECT value FROM p_value WHERE kind = 'classes' AND field = 'mode'",
  group: "SELECT value FROM p_value WHERE kind = 'enrolments' AND field = 'category'",
  level: "SELECT value FROM p_value WHERE kind = 'classes' AND field = 'level'",
  source: "SELECT value FROM p_value WHERE kind = 'payouts' AND field = 'source'",
};

/** A filter names something the programme does not know. */
export class UnknownFilterValue extends UserError {
  override readonly name = 'UnknownFilterValue';
  readonly filter: FilterName;
  constructor(filter: FilterName, value: string, known: string[]) {
    super({
      zh: `${filter} 没有“${value}”；可选：${known.join('、')}`,
      en: `${filter} has no "${value}"; choose from: ${known.join(', ')}`,
    });
    this.filter = filter;
  }
}

/**
 * Fills in the default as-of date and checks the filters against the programme's data.
 * @throws UnknownFilterValue naming the values there are
 */
export async function resolveScope(connection: DuckDBConnection, query: FigureQuery): Promise<Scope> {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const values = query[name];
    if (!values) continue;
    const known = (await rows(connection, KNOWN_VALUES[name])).map(([value]) => String(value));
    const stranger = values.find((value) => !known.includes(value));
    if (stranger !== undefined) throw new UnknownFilterValue(name, stranger, known);
    filters[name] = values;
  }
  const [[snapshot, asOf] = []] = await rows(connection, 'SELECT id, default_as_of::VARCHAR FROM snapshot');
  const [[lastDay] = []] = await rows(connection, "SELECT value FROM p_programme WHERE key = 'until'");
  return { snapshot: String(snapshot), asOf: query.asOf ?? String(asOf ?? lastDay), filters };
}

/** How each filter narrows a relation: SQL for a list of values; a filter that is not there has no meaning for it. */
export type FilterColumns = Partial<Record<FilterName, (list: string) => string>>;

const among = (column: string) => (list: string) => `${column} IN (${list})`;
const ofDepartment = (list: string): string =>
  `department IN (${list}) AND department IN (SELECT name FROM p_unit WHERE kind = 'department')`;

/** Whose figure is it? A department's classes are those with that 主管部门, a town's those with that 实施镇街 (spec 1). */
export const TRAINING_FILTERS: FilterColumns = {
  domain: among('domain'),
  unit: (list) => `(${ofDepartment(list)}) OR town IN (${list})`,
  town: among('town'),
  mode: among('mode'),
  group: among('category'),
  level: among('level'),
};
export const PAYOUT_FILTERS: FilterColumns = { ...TRAINING_FILTERS, source: among('source') };
/** Budgets are a department's; with a town among the units there is no one budget for what was paid. */
export const FUND_FILTERS: FilterColumns = {
  unit: (list) =>
    `${ofDepartment(list)} AND NOT EXISTS (SELECT 1 FROM p_unit WHERE kind = 'town' AND name IN (${list}))`,
  source: among('source'),
};

/** Whether every filter has a meaning for the relation: without one its figures are absent, not unfiltered. */
export const covers = (columns: FilterColumns, filters: Filters): boolean =>
  FILTERS.every((name) => filters[name] === undefined || columns[name] !== undefined);

/** The condition and the bound values of the filters; values never enter the text. */
export function filterSql(
  columns: FilterColumns,
  filters: Filters,
): { where: string; values: Record<string, string> } {
  const conditions: string[] = [];
  const values: Record<string, string> = {};
  for (const name of FILTERS) {
    const list = filters[name];
    const narrow = columns[name];
    if (!list || !narrow) continue;
    values[name] = list.join('\n');
    conditions.push(`(${narrow(`SELECT unnest(string_split($${name}, chr(10)))`)})`);
  }
  return { where: conditions.length > 0 ? conditions.join(' AND ') : 'true', values };
}

/** Runs a query and answers plain rows: text, whole numbers, null. */
export async function rows(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, string | number> = {},
): Promise<(string | number | null)[][]> {
  const reader = await connection.runAndReadAll(sql, values);
  return reader.getRowsJson() as (string | number | null)[][];
}

/** A figure without a value is left out of its row, not sent as nothing. */
export const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
