import { textLiteral } from '../base/sql.ts';
import type { Column, ColumnType } from '../programme/programme.ts';

/** DuckDB type of a column of a warehouse table. */
export const DUCKDB_TYPES: Record<ColumnType, string> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  personId: 'VARCHAR',
  creditCode: 'VARCHAR',
  account: 'VARCHAR',
  certificate: 'VARCHAR',
  mobile: 'VARCHAR',
  date: 'DATE',
  openDate: 'DATE',
  money: 'DECIMAL(18, 2)',
  count: 'INTEGER',
  hours: 'DECIMAL(12, 6)',
  rating: 'INTEGER',
  year: 'INTEGER',
  enum: 'VARCHAR',
  enumList: 'VARCHAR',
  unit: 'VARCHAR',
  town: 'VARCHAR',
  area: 'VARCHAR',
  domain: 'VARCHAR',
  standard: 'VARCHAR',
  class: 'VARCHAR',
  institution: 'VARCHAR',
};

/** One way a cell can fail: `when` is SQL over `n_<field>`, `o_<field>` and `<field>`, true where it fails. */
export interface CellFailure {
  code: string;
  /** Which of the code's cases it is, for the reason's text; empty where the code says it all. */
  detail: string;
  when: string;
}

/** Marks that mean "empty" in an optional cell which is not an enumeration. */
const EMPTY_MARKS = "('-', '—', '/', '无')";

const literals = (texts: string[]): string => `(${texts.map(textLiteral).join(', ')})`;
const isEnumeration = (column: Column): boolean => column.type === 'enum' || column.type === 'enumList';

/**
 * The cell normalised, spellings forgiven: codes of standards and credit codes forgive lower case. A piece of a
 * column that is plain throughout passes untouched, so that DuckDB looks at each of its few different texts once.
 * @param place of the column among those of its kind, from 1
 */
export function normalisedSql({ field, type }: Column, place: number): string {
  const sql = `CASE WHEN NOT p_${field} THEN tidied[${place}] ELSE ${field} END`;
  return ['standard', 'creditCode', 'institution'].includes(type) ? `upper(${sql})` : sql;
}

/**
 * What the normalised cell `n_<field>` says: marks for "empty" are empty, and an empty cell stands for what the contract
 * says; in ids x is X.
 */
export function saidSql(column: Column): string {
  const n = `n_${column.field}`;
  const text =
    column.type === 'personId'
      ? `CASE WHEN contains(${n}, 'x') THEN replace(${n}, 'x', 'X') ELSE ${n} END`
      : n;
  const sql =
    column.required || isEnumeration(column)
      ? text
      : `CASE WHEN ${n} IN ${EMPTY_MARKS} THEN NULL ELSE ${text} END`;
  return column.emptyMeans === null ? sql : `coalesce(${sql}, ${textLiteral(column.emptyMeans)})`;
}

/**
 * The codes of a column, each judged once however often it stands there: rows (cell, code), code null where wrong.
 * Null for columns whose cells are judged one by one.
 * @param from relation of the rows as they were read
 */
export function codesSql(column: Column, from: string): string | null {
  if (column.type !== 'creditCode' && column.type !== 'institution') return null;
  return `SELECT cell, credit_code_of(upper(normalise(cell))) AS code
    FROM (SELECT DISTINCT ${column.field} AS cell FROM ${from})`;
}

/** The typed value of a cell, null where it is empty or cannot be read. `n` is the normalised cell. */
export function valueSql(column: Column): string {
  const n = `n_${column.field}`;
  switch (column.type) {
    case 'personId':
      return `person_id_of(${n}, d_${column.field})`;
    case 'creditCode':
    case 'institution':
      return `k_${column.field}.code`;
    case 'account':
    case 'certificate':
      return `CASE WHEN NOT is_destroyed(${n}) THEN ${n} END`;
    case 'date':
      return `CASE WHEN ${n} IS NOT NULL THEN day_of(${n}, o_${column.field}) END`;
    case 'openDate':
      return `CASE WHEN ${n} IS NOT NULL AND ${n} <> '长期' THEN day_of(${n}, o_${column.field}) END`;
    case 'money':
      return `yuan_of(${n})`;
    case 'count':
      return `whole(${n})`;
    case 'hours':
      return `hours_of(${n})`;
    case 'rating':
      return `CASE WHEN whole(${n}) BETWEEN 1 AND 5 THEN whole(${n}) END`;
    case 'year':
      return `year_of(${n})`;
    case 'unit':
    case 'town':
    case 'area':
    case 'domain':
    case 'standard':
      return `r_${column.field}.name`;
    case 'enum':
      return `CASE WHEN ${n} IN ${literals(column.values)} THEN ${n} END`;
    case 'enumList':
      return `CASE WHEN list_has_all([${column.values.map(textLiteral).join(', ')}], string_split(${n}, '、')) THEN ${n} END`;
    default:
      return n;
  }
}

/** Names a cell of this type may use for something in the programme's data, as rows (alias, name); null for none. */
export function referenceSql(type: ColumnType): string | null {
  switch (type) {
    case 'unit':
      return 'SELECT alias, name FROM p_unit_alias';
    case 'town':
      return "SELECT alias, name FROM p_unit_alias JOIN p_unit USING (name) WHERE kind = 'town' UNION ALL SELECT '市本级', '市本级'";
    case 'area':
      return "SELECT alias, name FROM p_unit_alias JOIN p_unit USING (name) WHERE kind = 'town' UNION ALL SELECT '全市', '全市'";
    case 'domain':
      return 'SELECT name AS alias, name FROM p_domain UNION ALL SELECT number::VARCHAR, name FROM p_domain';
    case 'standard':
      return 'SELECT DISTINCT code AS alias, code AS name FROM p_standard';
    default:
      return null;
  }
}

/** Cheap and necessary for any of `cellFailures`: the cell has no value though it should, or is not empty. */
export const suspectSql = ({ field, required }: Column): string =>
  required ? `${field} IS NULL` : `(${field} IS NULL AND n_${field} IS NOT NULL)`;

/** Every way a cell of this column can fail; blocking all (spec: V01–V07, V09, V15). */
export function cellFailures(column: Column): CellFailure[] {
  const n = `n_${column.field}`;
  const unread = `${n} IS NOT NULL AND ${column.field} IS NULL`;
  const failures: CellFailure[] = [];
  const fails = (code: string, when: string, detail = ''): void => {
    failures.push({ code, detail, when });
  };
  if (column.required) fails('V01', `${n} IS NULL`);
  switch (column.type) {
    case 'date':
      fails('V02', unread);
      break;
    case 'openDate':
      fails('V02', `${unread} AND ${n} <> '长期'`);
      break;
    case 'money':
      fails('V03', `${unread} AND NOT is_number(ltrim(bare_amount(${n}), '-'))`);
      fails(
        'V03',
        `${unread} AND starts_with(bare_amount(${n}), '-') AND is_number(ltrim(bare_amount(${n}), '-'))`,
        'negative',
      );
      fails('V03', `${unread} AND is_number(bare_amount(${n}))`, 'decimals');
      break;
    case 'count':
      fails('V03', `${unread} AND NOT is_number(ltrim(${n}, '-'))`);
      fails('V03', `${unread} AND starts_with(${n}, '-') AND is_number(ltrim(${n}, '-'))`, 'negative');
      fails('V03', `${unread} AND is_number(${n})`, 'whole');
      break;
    case 'hours':
      fails('V03', `${unread} AND NOT starts_with(${n}, '-')`);
      fails('V03', `${unread} AND starts_with(${n}, '-')`, 'negative');
      break;
    case 'year':
      fails('V03', unread, 'year');
      break;
    case 'rating':
      fails('V15', unread);
      break;
    case 'enum':
    case 'enumList':
      fails('V04', unread);
      break;
    case 'personId':
      fails('V06', `is_destroyed(${n})`);
      fails('V05', `${unread} AND NOT is_destroyed(${n}) AND regexp_full_match(${n}, '\\d{15}')`, 'old');
      fails(
        'V05',
        `${unread} AND NOT is_destroyed(${n}) AND length(${n}) <> 18 AND NOT regexp_full_match(${n}, '\\d{15}')`,
        'length',
      );
      fails(
        'V05',
        `${unread} AND NOT is_destroyed(${n}) AND length(${n}) = 18 AND NOT is_person_id_shape(${n})`,
        'other',
      );
      fails(
        'V05',
        `${unread} AND is_person_id_shape(${n}) AND NOT has_birth(${n}, d_${column.field})`,
        'birth',
      );
      fails(
        'V05',
        `${unread} AND is_person_id_shape(${n}) AND NOT has_check_digit(${n}, d_${column.field})`,
        'check',
      );
      break;
    case 'creditCode':
    case 'institution':
      fails('V07', `${unread} AND length(${n}) <> 18`, 'length');
      fails('V07', `${unread} AND length(${n}) = 18 AND NOT is_credit_code_shape(${n})`, 'alphabet');
      fails('V07', `${unread} AND is_credit_code_shape(${n})`, 'check');
      break;
    case 'account':
    case 'certificate':
      fails('V06', unread);
      break;
    case 'unit':
    case 'town':
    case 'area':
    case 'domain':
    case 'standard':
      fails('V09', unread);
      break;
    default:
  }
  return failures;
}
