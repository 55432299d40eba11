import { CITY_LEVEL, type DimensionId } from '@skill-ledger/contracts';
import type { RelationId } from './relations.ts';

/** How a relation maps to a dimension: an expression of its columns, or one for groups and another for filters. */
type Column =
  | string
  | {
      key: string;
      /** Condition for a list of values (a query of one column). */
      among?: (list: string) => string;
      /** There is no row for several values together. */
      single?: true;
      /** Kind of units that have rows; of others nothing can be known. */
      only?: 'department' | 'town';
      /** Rows can be filtered by it, but have no group in it. */
      filterOnly?: true;
    };

/** The SQL side of a dimension; id and labels are in `libs/contracts/src/dimensions.ts`. */
export interface Dimension {
  /** SQL that lists its values in order, or the pattern of a value. */
  values: string | { pattern: RegExp; example: string };
  /** Values that have a group even without rows: all, or those of another list. */
  always?: true | string;
  /** Relations that have it. `$day` is the day from which a row counts in the figure. */
  in: Partial<Record<RelationId, Column>>;
}

const valuesOf = (kind: string, field: string): string =>
  `SELECT value FROM p_value WHERE kind = '${kind}' AND field = '${field}'`;
const unitsOf = (kind: string): string => `SELECT name FROM p_unit WHERE kind = '${kind}'`;

const ofTraining = (column: Column) => ({ training: column });
const ofPayout = (column: Column) => ({ payout: column });
const ofClass = (column: Column) => ({ ...ofTraining(column), ...ofPayout(column) });

const IS_DEPARTMENT = `department IN (${unitsOf('department')})`;
const DEPARTMENT = `CASE WHEN ${IS_DEPARTMENT} THEN department END`;
/** A department's classes are those with that 主管部门, a town's those with that 实施镇街 (spec 1). */
const UNIT: Column = {
  key: DEPARTMENT,
  among: (list) => `(department IN (${list}) AND ${IS_DEPARTMENT}) OR town IN (${list})`,
};
/** Budgets belong to departments; if a town is among the units, no budget matches what was paid. */
const FUNDED_UNIT: Column = {
  key: DEPARTMENT,
  among: (list) => `department IN (${list}) AND ${IS_DEPARTMENT}
    AND NOT EXISTS (SELECT 1 FROM p_unit WHERE kind = 'town' AND name IN (${list}))`,
  only: 'department',
};
/** Statistics are those of the city and of towns; a list by unit is one of departments. */
const COUNTED_UNIT: Column = {
  key: 'NULL',
  among: (list) => `area IN (${list})`,
  single: true,
  only: 'town',
  filterOnly: true,
};
const AGE = `(year(enrolled_on) - person_id[7:10]::INTEGER
  - (month(enrolled_on) * 100 + day(enrolled_on) < person_id[11:14]::INTEGER)::INTEGER)`;
const BANDS = ['16-24', '25-34', '35-44', '45-54', '55+'];
const AGE_BAND = `CASE WHEN ${AGE} < 16 THEN '其他' ${BANDS.map((band) =>
  band.endsWith('+') ? `ELSE '${band}'` : `WHEN ${AGE} <= ${band.slice(3)} THEN '${band}'`,
).join(' ')} END`;
const HOME_TOWN = `CASE WHEN home_town IS NOT NULL THEN coalesce((SELECT map(list(alias), list(name))
  FROM (SELECT DISTINCT alias, name FROM p_unit_alias JOIN p_unit USING (name) WHERE kind = 'town'))[home_town], '其他') END`;
const list = (values: string[]): string =>
  `SELECT unnest([${values.map((value) => `'${value}'`).join(', ')}])`;

/**
 * Single definition of every dimension: values, order and relations. Filters, groups, the parameters of the API and
 * the reasons why a figure is absent are derived from it.
 */
export const DIMENSION_SQL: Record<DimensionId, Dimension> = {
  domain: {
    values: 'SELECT name FROM p_domain ORDER BY number',
    always: true,
    in: { ...ofClass('domain'), baseline: 'domain', quotas: 'domain' },
  },
  unit: {
    values: 'SELECT name FROM p_unit',
    always: unitsOf('department'),
    in: { ...ofClass(UNIT), funds: FUNDED_UNIT, quotas: 'unit', workforce: COUNTED_UNIT },
  },
  department: { values: 'SELECT name FROM p_unit', in: { ...ofClass('department'), funds: 'department' } },
  town: {
    values: `${unitsOf('town')} UNION ALL SELECT '${CITY_LEVEL}'`,
    always: true,
    in: { ...ofClass('town'), quotas: 'unit', workforce: { key: 'area', single: true } },
  },
  mode: { values: valuesOf('classes', 'mode'), always: true, in: ofClass('mode') },
  group: { values: valuesOf('enrolments', 'category'), always: true, in: ofClass('category') },
  level: { values: valuesOf('classes', 'level'), always: true, in: ofClass('level') },
  source: {
    values: valuesOf('payouts', 'source'),
    always: true,
    in: { ...ofPayout('source'), funds: 'source' },
  },
  year: {
    values: { pattern: /^\d{4}$/, example: '2021' },
    in: {
      ...ofClass("strftime($day, '%Y')"),
      baseline: 'year::VARCHAR',
      funds: 'year::VARCHAR',
    },
  },
  month: {
    values: { pattern: /^\d{4}-(0[1-9]|1[0-2])$/, example: '2021-06' },
    in: ofClass("strftime($day, '%Y-%m')"),
  },
  institution: {
    values: 'SELECT DISTINCT institution_code FROM institutions ORDER BY 1',
    in: ofClass('institution_code'),
  },
  standard: {
    values: 'SELECT code FROM p_standard GROUP BY code ORDER BY min(rowid)',
    always: true,
    in: ofClass('standard'),
  },
  occupation: { values: 'SELECT DISTINCT occupation FROM classes ORDER BY 1', in: ofClass('occupation') },
  homeTown: { values: `${unitsOf('town')} UNION ALL SELECT '其他'`, always: true, in: ofTraining(HOME_TOWN) },
  sex: {
    values: list(['男', '女']),
    always: true,
    in: ofTraining("CASE WHEN person_id[17]::INTEGER % 2 = 1 THEN '男' ELSE '女' END"),
  },
  ageBand: { values: list([...BANDS, '其他']), always: true, in: ofTraining(AGE_BAND) },
};

/** The column of a dimension in a relation; undefined if it has none. */
export function columnIn(dimension: DimensionId, relation: RelationId) {
  const column = DIMENSION_SQL[dimension].in[relation];
  return typeof column === 'string' ? { key: column } : column;
}

/** Whether the values of a dimension depend on the day from which a row counts. */
export const isTimed = (dimension: DimensionId): boolean =>
  Object.values(DIMENSION_SQL[dimension].in).some(
    (column) => typeof column === 'string' && column.includes('$day'),
  );
