import { describe, expect, it } from 'vitest';
import {
  FIELD_FORMATS,
  type FieldCase,
  type FieldFormat,
  FUNDS,
  fundRows,
  PAYOUT,
  paid,
  useFieldCases,
} from '../support/field.ts';

/** A table of one year's funds, 16 and 12.5 of whatever unit. */
const fund = fundRows();
const row = () => fund(16, 12.5);
const headed = (budget: string): FieldCase => ({ rows: [FUNDS.with(3, budget), row()] });
const titled = (title: string): FieldCase => ({ rows: [[title], FUNDS, row()] });
const followed = (line: string): FieldCase => ({ rows: [FUNDS, row(), [line]] });

const HEADERS: Record<string, number> = {
  '预算金额(万)': 10_000,
  '预算金额/万元': 10_000,
  '预算金额（单位：万元）': 10_000,
  '预算金额【万元】': 10_000,
  '预算金额《万元》': 10_000,
  '预算金额（RMB万元）': 10_000,
  '预算金额(人民币:万元)': 10_000,
  '预算金额（萬元）': 10_000,
  '预算金额（万圆）': 10_000,
  '预算数（仟元）': 1000,
  '预算金额（￥）': 1,
  '预算金额（人民币元）': 1,
};
const TITLES: Record<string, number> = {
  '单位:千元': 1000,
  '（单位：元）': 1,
  '资金安排表（万元）': 10_000,
  '2020年资金安排 单位：万元/人': 10_000,
  以下金额均为万元: 10_000,
  '单位--万元': 10_000,
  '单位=万元': 10_000,
  '单位；万元': 10_000,
  '2020年资金安排表，万元': 10_000,
  '资金安排表-万元': 10_000,
  '单位：RMB万元': 10_000,
  '单位：仟元': 1000,
  '说明：金额为万元': 10_000,
  '填报单位：人社局 单位：万元': 10_000,
  // Words that begin like a condition.
  '非学历培训资金（万元）': 10_000,
  '不锈钢行业资金（万元）': 10_000,
  '如皋市资金安排表（万元）': 10_000,
  '经认可金额（万元）': 10_000,
  '如有疑问请联系人社局。单位：万元': 10_000,
  // What is no unit of the table.
  '填报单位：万元公司': 1,
  '2020年下达资金 1600 万元': 1,
  总投资叁仟万元的项目: 1,
  百万元以上项目资金表: 1,
};
const REFUSED_HEADERS = ['亿元', '百元', 'w', '百万', '千', 'USD', '美元', '%'];
const REFUSED_TITLES = [
  '单位：W',
  '单位：百万元',
  '单位：元，万元',
  'Unit: 10,000 yuan',
  '万元资金安排计划表格',
];
const REFUSED_BELOW = [
  '注：金额单位为万元',
  '备注：单位：万元',
  '单位：万元',
  '说明：以上金额均以万元为单位',
];

const CASES: Record<string, FieldCase> = {
  ...Object.fromEntries(Object.keys(HEADERS).map((text) => [text, headed(text)])),
  ...Object.fromEntries(Object.keys(TITLES).map((text) => [text, titled(text)])),
  ...Object.fromEntries(REFUSED_HEADERS.map((unit) => [`（${unit}）`, headed(`预算金额（${unit}）`)])),
  ...Object.fromEntries(REFUSED_TITLES.map((text) => [text, titled(text)])),
  ...Object.fromEntries(REFUSED_BELOW.map((text) => [`below ${text}`, followed(text)])),
  'below 金额大写：壹拾陆万元整': followed('金额大写：壹拾陆万元整'),
  'the header again in another unit': {
    rows: [FUNDS.with(3, '预算金额（万元）'), row(), FUNDS.with(3, '预算金额（元）'), row()],
  },
  'the title of a page names another unit': {
    rows: [['资金安排表', '单位：万元'], FUNDS, row(), ['资金安排表', '单位：元'], FUNDS, row()],
  },
  'a unit between the rows': { rows: [FUNDS, row(), ['以下单位：万元'], row()] },
  'a table below one whose title names the unit': {
    rows: [['单位：万元'], FUNDS, row(), [], [...FUNDS].reverse(), row().reverse()],
  },
  'another kind below a title that names the unit': {
    rows: [['单位：万元'], FUNDS, row(), [], PAYOUT, paid()],
  },
  'units of tables side by side': {
    rows: [
      ['单位：万元', null, null, null, null, null, '单位：元'],
      [...FUNDS, null, ...FUNDS],
      [...row(), null, ...row()],
    ],
  },
};
const NAMED: FieldCase = { rows: [FUNDS, row()], sheetName: '资金安排（万元）' };

describe('the unit of an amount', () => {
  const found = useFieldCases({ ...CASES, NAMED });

  /** Factors of the budget, by table; null for a table that is refused. */
  const factors = (format: FieldFormat, name: string): (number | null)[] =>
    found(format, name).sheets.map(({ kind, report }) =>
      kind === null ? null : (report?.columns.find(({ field }) => field === 'budget')?.factor ?? 1),
    );
  const refusal = (format: FieldFormat, name: string): string =>
    found(format, name).sheets.at(-1)?.report?.refused?.zh ?? '';

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    it.each(Object.entries({ ...HEADERS, ...TITLES }))('%s: times %i, and said so', (name, factor) => {
      expect(factors(format, name)).toEqual([factor]);
      expect(found(format, name)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(found(format, name).sheets[0]?.preview?.[0]?.cells.budget).toBe(String(16 * factor));
    });

    it.each([...REFUSED_HEADERS.map((unit) => `（${unit}）`), ...REFUSED_TITLES])('%s: refused', (name) => {
      expect(found(format, name)).toMatchObject({ accepted: 0, quarantined: 0 });
      expect(refusal(format, name)).toContain('的单位是“');
    });

    it.each(REFUSED_BELOW)('refused by the line below: %s', (line) => {
      const name = `below ${line}`;
      expect(found(format, name)).toMatchObject({ accepted: 0, quarantined: 0 });
      expect(refusal(format, name)).toContain('第 3 行写的单位是“万元”');
      expect(found(format, name).sheets[0]).toMatchObject({ read: 2, ignored: 2 });
    });

    it.each<[string, (number | null)[], number]>([
      ['below 金额大写：壹拾陆万元整', [1], 1],
      ['the header again in another unit', [10_000, 1], 2],
      ['the title of a page names another unit', [10_000, 1], 2],
      ['a unit between the rows', [null], 0],
      ['a table below one whose title names the unit', [10_000, 10_000], 2],
      ['another kind below a title that names the unit', [10_000, null], 1],
      ['units of tables side by side', [10_000, 1], 2],
    ])('%s', (name, expected, accepted) => {
      expect(factors(format, name)).toEqual(expected);
      expect(found(format, name)).toMatchObject({ accepted, quarantined: 0 });
    });
  });

  it.each(['xlsx', 'xls'] as const)('of the name of a sheet in .%s', (format) => {
    expect(factors(format, 'NAMED')).toEqual([10_000]);
  });
});
