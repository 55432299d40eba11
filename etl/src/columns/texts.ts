import { isOneOf, textLiteral } from '../base/sql.ts';
import {
  type CellNames,
  type ColumnFacts,
  type ColumnType,
  destroyedCode,
  failure,
  intactCode,
  TEXT,
} from './column-type.ts';

const notInList = ({ unread }: CellNames) => [failure('V04', unread)];
const listed = ({ values }: ColumnFacts): readonly string[] => values;
const literals = ({ values }: ColumnFacts): string => values.map(textLiteral).join(', ');

/** Texts, and texts from a printed list. */
export const TEXT_TYPES = {
  text: {
    sql: 'VARCHAR',
    takesAnyText: true,
    how: '文字',
    example: '示例',
    format: TEXT,
    isTelling: false,
  },
  code: {
    sql: 'VARCHAR',
    takesAnyText: true,
    value: intactCode,
    failures: destroyedCode,
    how: '编号，按文本填写，全市不重复',
    example: 'SL-0001',
    format: TEXT,
    isTelling: false,
  },
  mobile: {
    sql: 'VARCHAR',
    takesAnyText: true,
    how: '11位手机号码，按文本填写',
    example: '13000000000',
    format: TEXT,
    isTelling: false,
    isPersonal: true,
  },
  enum: {
    sql: 'VARCHAR',
    isEnumeration: true,
    value: ({ text }, column) => `CASE WHEN ${isOneOf(text, column.values)} THEN ${text} END`,
    failures: notInList,
    choices: listed,
    onlyChoices: true,
    how: '从下拉列表中选择',
    example: '',
    format: TEXT,
    isTelling: true,
  },
  enumList: {
    sql: 'VARCHAR',
    isEnumeration: true,
    value: ({ text }, column) =>
      `CASE WHEN list_has_all([${literals(column)}], string_split(${text}, '、')) THEN ${text} END`,
    failures: notInList,
    choices: listed,
    how: '从下拉列表中选择；多个之间用“、”分隔',
    example: '',
    format: TEXT,
    isTelling: true,
  },
} satisfies Record<string, ColumnType>;
