import { type ColumnType, failure } from './column-type.ts';

const several: ColumnType['several'] = {
  when: (original) => `has_numbers(${original})`,
  marker: 'several_numbers()',
};

/** Days, amounts, counts and the like. */
export const NUMBER_TYPES = {
  date: {
    sql: 'DATE',
    value: ({ text, original }) => `CASE WHEN ${text} IS NOT NULL THEN day_of(${text}, ${original}) END`,
    failures: ({ unread }) => [failure('V02', unread)],
    how: '日期，如 2020-03-05',
    example: '2020-03-05',
    format: 'yyyy-mm-dd',
    isTelling: true,
  },
  openDate: {
    sql: 'DATE',
    value: ({ text, original }) =>
      `CASE WHEN ${text} IS NOT NULL AND ${text} <> '长期' THEN day_of(${text}, ${original}) END`,
    failures: ({ unread, text }) => [failure('V02', `${unread} AND ${text} <> '长期'`)],
    how: '日期，如 2020-03-05；没有期限填“长期”',
    example: '长期',
    format: 'yyyy-mm-dd',
    isTelling: true,
  },
  money: {
    sql: 'DECIMAL(18, 2)',
    ownUnit: '元',
    units: { 元: 1, '￥': 1, '¥': 1, RMB: 1, CNY: 1, 千元: 1000, 万元: 10_000, 万: 10_000 },
    several,
    value: ({ text }) => `yuan_of(${text})`,
    failures: ({ unread, text }) => {
      const bare = `bare_amount(${text})`;
      return [
        failure('V03', `${unread} AND NOT is_number(ltrim(${bare}, '-'))`),
        failure(
          'V03',
          `${unread} AND starts_with(${bare}, '-') AND is_number(ltrim(${bare}, '-'))`,
          'negative',
        ),
        failure('V03', `${unread} AND is_number(${bare})`, 'decimals'),
      ];
    },
    how: '金额（元），最多两位小数',
    example: '1500.00',
    format: '#,##0.00',
    isTelling: true,
  },
  count: {
    sql: 'INTEGER',
    units: { 人: 1, 名: 1, 个: 1, 人次: 1, 人数: 1, 万人: 10_000, 万人次: 10_000, 万: 10_000 },
    several,
    value: ({ text }) => `whole(${text})`,
    failures: ({ unread, text }) => [
      failure('V03', `${unread} AND NOT is_number(ltrim(${text}, '-'))`),
      failure(
        'V03',
        `${unread} AND starts_with(${text}, '-') AND is_number(ltrim(${text}, '-'))`,
        'negative',
      ),
      failure('V03', `${unread} AND is_number(${text})`, 'whole'),
    ],
    how: '整数',
    example: '30',
    format: '0',
    isTelling: true,
  },
  hours: {
    sql: 'DECIMAL(12, 6)',
    units: { 课时: 1, 学时: 1, 节: 1 },
    several,
    value: ({ text }) => `hours_of(${text})`,
    failures: ({ unread, text }) => [
      failure('V03', `${unread} AND NOT starts_with(${text}, '-')`),
      failure('V03', `${unread} AND starts_with(${text}, '-')`, 'negative'),
    ],
    // Without the zeros of its scale.
    show: (value) => `regexp_replace(${value}::VARCHAR, '\\.?0+$', '')`,
    how: '课时数，可有小数',
    example: '40',
    format: 'General',
    isTelling: true,
  },
  rating: {
    sql: 'INTEGER',
    units: { 分: 1 },
    several,
    value: ({ text }) => `CASE WHEN whole(${text}) BETWEEN 1 AND 5 THEN whole(${text}) END`,
    failures: ({ unread }) => [failure('V15', unread)],
    choices: () => ['1', '2', '3', '4', '5'],
    how: '1 到 5 的整数',
    example: '5',
    format: '0',
    isTelling: true,
  },
  year: {
    sql: 'INTEGER',
    units: { 年: 1 },
    several,
    value: ({ text }) => `year_of(${text})`,
    failures: ({ unread }) => [failure('V03', unread, 'year')],
    how: '年份，如 2020',
    example: '2020',
    format: '0',
    isTelling: true,
  },
} satisfies Record<string, ColumnType>;
