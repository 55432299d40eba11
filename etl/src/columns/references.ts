import { CITY_LEVEL } from '@skill-ledger/contracts';
import {
  type CellNames,
  type ChoiceData,
  type ColumnType,
  destroyedCode,
  failure,
  intactCode,
  TEXT,
} from './column-type.ts';

/** Default of an empty 范围. */
const WHOLE_CITY = '全市';

const unknown = ({ unread }: CellNames) => [failure('V09', unread)];
const townsOf = ({ units }: ChoiceData): string[] =>
  units.filter(({ kind }) => kind === 'town').map(({ name }) => name);
const townsAnd = (word: string): string =>
  `SELECT alias, name FROM p_unit_alias JOIN p_unit USING (name) WHERE kind = 'town' UNION ALL SELECT '${word}', '${word}'`;

/** A credit code: checked by itself. */
const CREDIT_CODE = {
  sql: 'VARCHAR',
  respell: (cell) => `upper(${cell})`,
  codeOf: (cell) => `credit_code_of(upper(normalise(${cell})))`,
  failures: (cell) => {
    const { text } = cell;
    const unread = `${cell.unread} AND NOT is_destroyed_code(${text})`;
    return [
      ...destroyedCode(cell),
      failure('V07', `${unread} AND length(${text}) <> 18`, 'length'),
      failure('V07', `${unread} AND length(${text}) = 18 AND NOT is_credit_code_shape(${text})`, 'alphabet'),
      failure('V07', `${unread} AND is_credit_code_shape(${text})`, 'check'),
    ];
  },
  how: '18位统一社会信用代码，按文本填写',
  example: '91000000MA00000008',
  format: TEXT,
  isTelling: true,
} satisfies ColumnType;

/** References: to names in the programme's data, or to a row of another ledger. */
export const REFERENCE_TYPES = {
  unit: {
    sql: 'VARCHAR',
    names: 'SELECT alias, name FROM p_unit_alias',
    failures: unknown,
    choices: (_, { units }) => units.map(({ name }) => name),
    how: '从下拉列表中选择，全称也可以',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  town: {
    sql: 'VARCHAR',
    names: townsAnd(CITY_LEVEL),
    failures: unknown,
    choices: (_, data) => [...townsOf(data), CITY_LEVEL],
    how: '从下拉列表中选择',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  area: {
    sql: 'VARCHAR',
    names: townsAnd(WHOLE_CITY),
    failures: unknown,
    choices: (_, data) => [WHOLE_CITY, ...townsOf(data)],
    how: '从下拉列表中选择；全市可不填',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  domain: {
    sql: 'VARCHAR',
    names: 'SELECT name AS alias, name FROM p_domain UNION ALL SELECT number::VARCHAR, name FROM p_domain',
    failures: unknown,
    choices: (_, { domains }) => domains.map(({ name }) => name),
    how: '从下拉列表中选择，填序号也可以',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  standard: {
    sql: 'VARCHAR',
    respell: (cell) => `upper(${cell})`,
    names: 'SELECT DISTINCT code AS alias, code AS name FROM p_standard',
    failures: unknown,
    // A standard has one line per amount over time.
    choices: (_, { standards }) => [...new Set(standards.map(({ code }) => code))],
    how: '补贴标准代码，从下拉列表中选择',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  creditCode: CREDIT_CODE,
  class: {
    sql: 'VARCHAR',
    takesAnyText: true,
    value: intactCode,
    failures: destroyedCode,
    ledger: {
      join: 'LEFT JOIN classes class_ ON class_.class_id = cells.n_class_id',
      columns: ['class_.class_id IS NOT NULL AS class_exists', 'class_.mode AS class_mode'],
    },
    how: '培训班台账中的班级编号',
    example: 'SL-0001',
    format: TEXT,
    // Only if the class exists; otherwise V09 applies.
    isTelling: true,
  },
  institution: {
    ...CREDIT_CODE,
    ledger: {
      join: 'LEFT JOIN institutions institution_ ON institution_.institution_code = cells.n_institution_code',
      columns: ['institution_.institution_code IS NOT NULL AS institution_exists'],
    },
    how: '培训机构台账中的机构编码',
    example: '91000000MA00000008',
  },
} satisfies Record<string, ColumnType>;
