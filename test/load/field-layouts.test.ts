import { describe, expect, it } from 'vitest';
import {
  FIELD_FORMATS,
  type FieldCase,
  type FieldCell,
  type FieldFormat,
  ownPerson,
  PAYOUT,
  paid,
  useFieldCases,
} from '../support/field.ts';
import { personId } from '../support/ledgers.ts';

const letter = (column: number): string => String.fromCharCode(65 + column);

/** A trainee beside someone else: their columns have the plain names, the trainee's are synonyms. */
const TRAINEE = [
  '班级编号',
  '姓名',
  '证件号码',
  '学员姓名',
  '身份证号',
  '人员类别',
  '出勤课时',
  '培训状态',
  '考核结果',
];
const trainee = (): FieldCell[] => {
  const others = ['YW2020010001', '王监护', personId(1)];
  return [...others, '张学员', ownPerson(), '企业职工', 40, '结业', '合格'];
};
const OTHERS = [
  '法定监护人',
  '家长',
  '父亲',
  '代领人',
  '紧急联系人',
  '推荐人',
  '授课教师',
  '经办人',
  '委托人',
  '户主',
  '子女',
  '班主任',
  '带教师傅',
  '开户人',
  '工伤职工家属',
];
const grouped = (group: string, blank = 0): FieldCell[][] => [
  [null, group, null, '学员', null, null, null, null, null],
  ...Array.from({ length: blank }, () => []),
  TRAINEE,
  trainee(),
];
const bracketed = (whose: string): FieldCell[][] => [
  TRAINEE.with(1, `姓名（${whose}）`).with(2, `证件号码（${whose}）`),
  trainee(),
];

/** Titles with words that groups also have. */
const TITLES = [
  '2020年母婴护理培训学员花名册',
  '义乌市法人单位补贴表',
  '电工理论培训班',
  '去年学员名册',
  '介绍人：王五',
  '监护人信息表',
];

/** Lines below the rows that hold no data. */
const LINES: FieldCell[][] = [
  ['合 计：', null, null, null, null, null, 2, 3000],
  [null, '合计', null, null, null, null, 2, 3000],
  [null, null, null, null, null, null, '合计', 3000],
  ['合计（元）', null, null, null, null, null, null, 3000],
  ['合计2人，3000元'],
  ['稠城街道小计', null, null, null, null, null, 2, 3000],
  [null, 'YW2020010001 小计', null, null, null, null, 2, 3000],
  ['本月合计', null, null, null, null, null, 2, 3000],
  ['金额大写：叁仟元整'],
  ['填表人：张三', null, null, '审核人：李四', null, null, '日期：2020-12-31'],
  ['单位负责人（签字）：', null, null, null, null, null, '年  月  日'],
  [null, null, null, null, null, null, null, null, null, null, null, '2020年12月31日'],
  ['第 1 页 共 3 页'],
  ['- 1 -'],
  ['注：1.本表一式两份'],
  ['————以下空白————'],
  ['（以下无正文）'],
  ['填表说明'],
  ['（公章）'],
  PAYOUT.map((_, at) => at + 1),
  PAYOUT.map((_, at) => `（${at + 1}）`),
  PAYOUT.map((_, at) => (at < 4 ? ['甲', '乙', '丙', '丁'][at] : at - 3) as FieldCell),
  PAYOUT,
  PAYOUT.map((header) => `*${header}`),
  PAYOUT.slice(0, 6),
];

const two = [...PAYOUT.slice(0, 9), '公示时间', null, '发放日期', '发放状态'];
const MARKS = [
  '（必填）',
  '【必填】',
  '[必填]',
  '必填：',
  '*',
  '＊',
  '<必填>',
  '{必填}',
  '（*）',
  '（必填项）',
  '★',
  '（非必填）',
  '',
];
const UNKNOWN: FieldCell[][] = [
  ['机构名称', '联系人', '电话'],
  ['甲校', '王五', '13800000000'],
  ['乙校', '赵六', '13900000000'],
];
const seen = PAYOUT.with(7, '补贴金额');

const CASES: Record<string, FieldCase> = {
  ...Object.fromEntries(OTHERS.map((whose) => [`group ${whose}`, { rows: grouped(whose) }])),
  ...Object.fromEntries(OTHERS.map((whose) => [`bracket ${whose}`, { rows: bracketed(whose) }])),
  'group, merged': { rows: grouped('监护人'), merges: ['B1:C1', 'D1:E1'] },
  'group, merged in part': { rows: grouped('监护人'), merges: ['D1:E1'] },
  'group, one blank row below': { rows: grouped('监护人', 1) },
  'group of one column': {
    rows: [[null, '监护人', '学员'], TRAINEE.toSpliced(2, 1), trainee().toSpliced(2, 1)],
  },
  'group that could be anybody': { rows: grouped('收款人') },
  ...Object.fromEntries(
    TITLES.map((title) => [title, { rows: [[title], PAYOUT, paid()], merges: ['A1:M1'] }]),
  ),
  'lines that are no rows': { rows: [PAYOUT, paid(), ...LINES, paid()] },
  'two header rows': { rows: [two, [...Array<null>(9).fill(null), '起', '止'], paid()] },
  'two header rows, labels in the second': {
    rows: [[...Array<null>(9).fill(null), '公示日期'], two.with(9, '开始').with(10, '结束'), paid()],
    merges: ['J1:K1'],
  },
  'three header rows': {
    rows: [
      [...PAYOUT.slice(0, 9), '日期', null, null, '发放状态'],
      [...Array<null>(9).fill(null), '公示', null, '发放日期'],
      [...Array<null>(9).fill(null), '开始', '结束'],
      paid(),
    ],
    merges: [
      'J1:L1',
      'J2:K2',
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 12].map((at) => `${letter(at)}1:${letter(at)}3`),
    ],
  },
  'marks before headers': { rows: [PAYOUT.map((header, at) => `${MARKS[at]}${header}`), paid()] },
  'marks behind headers': {
    rows: [PAYOUT.map((header, at) => `${header}${MARKS[at]?.replace('必填：', '：必填')}`), paid()],
  },
  'numbers before headers': { rows: [PAYOUT.map((header, at) => `${at + 1}、${header}`), paid()] },
  'colons behind headers': { rows: [PAYOUT.map((header) => `${header}：`), paid()] },
  'unknown table above': { rows: [...UNKNOWN, [], PAYOUT, paid()] },
  'unknown table above, without a gap': { rows: [...UNKNOWN, PAYOUT, paid()] },
  'lines of a form above': {
    rows: [
      ['填报单位', '人社局', null, '填报日期', '2020-12-31', null, '单位：元'],
      ['负责人', '张三', null, '联系电话', '0579-1234'],
      PAYOUT,
      paid(),
    ],
  },
  'other table below': { rows: [PAYOUT, paid(), [], [...PAYOUT].reverse(), paid().reverse()] },
};
const hide =
  (column: number): FieldCase['sheet'] =>
  (sheet) => {
    sheet['!cols'] = [];
    sheet['!cols'][column] = { hidden: true };
  };
const HIDDEN: Record<string, FieldCase> = {
  'hidden column beside one that is seen': {
    rows: [
      [...seen, '发放金额'],
      [...paid(), 3000],
    ],
    sheet: hide(13),
  },
  'hidden column': { rows: [PAYOUT, paid()], sheet: hide(7) },
};

describe('the layout of a sheet', () => {
  const found = useFieldCases({ ...CASES, ...HIDDEN });

  const reportOf = (format: FieldFormat, name: string) => found(format, name).sheets.at(-1)?.report;
  const columnOf = (format: FieldFormat, name: string, field: string) =>
    reportOf(format, name)?.columns.find((one) => one.field === field)?.column;

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    it.each([...OTHERS.flatMap((whose) => [`group ${whose}`, `bracket ${whose}`])])(
      '%s: the trainee is enrolled',
      (name) => {
        expect(columnOf(format, name, 'person_name')).toBe('D');
        expect(columnOf(format, name, 'person_id')).toBe('E');
        expect(found(format, name)).toMatchObject({ accepted: 1, quarantined: 0 });
      },
    );

    it.each([
      ['group, merged', 'D'],
      ['group, merged in part', 'D'],
      ['group, one blank row below', 'D'],
      ['group of one column', 'C'],
    ])('%s: the trainee is enrolled', (name, column) => {
      expect(columnOf(format, name, 'person_name')).toBe(column);
      expect(found(format, name)).toMatchObject({ accepted: 1, quarantined: 0 });
    });

    it('groups that could be anybody: refused, and both columns named', () => {
      expect(reportOf(format, 'group that could be anybody')?.refused?.zh).toContain(
        '“收款人·姓名”和“学员姓名”',
      );
    });

    it.each(TITLES)('a title is no group: %s', (title) => {
      expect(found(format, title)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(reportOf(format, title)).toMatchObject({ titles: '1', headerRows: [2, 2] });
    });

    it('lines that are no rows are ignored and named', () => {
      const name = 'lines that are no rows';
      expect(found(format, name)).toMatchObject({ accepted: 2, quarantined: 0 });
      expect(reportOf(format, name)?.noData).toEqual({ note: '3–21', numbers: '22–24', header: '25–27' });
    });

    it.each([
      ['two header rows', [1, 2]],
      ['two header rows, labels in the second', [2, 2]],
      ['three header rows', [1, 3]],
    ])('%s: dates of notice are found', (name, headerRows) => {
      expect(reportOf(format, name)?.headerRows).toEqual(headerRows);
      expect(found(format, name)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(found(format, name).sheets[0]?.preview?.[0]?.cells).toMatchObject({
        notice_from: '2020-05-10',
        notice_until: '2020-05-17',
      });
    });

    it.each([
      'marks before headers',
      'marks behind headers',
      'numbers before headers',
      'colons behind headers',
    ])('%s are decoration', (name) => {
      expect(found(format, name)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(reportOf(format, name)?.columns).toHaveLength(PAYOUT.length);
    });

    it.each([
      ['unknown table above', '1–3', 5],
      ['unknown table above, without a gap', '1–3', 4],
    ])('%s: told as a table that was not read', (name, rows, headerRow) => {
      const [unread, known] = found(format, name).sheets;
      expect(unread).toMatchObject({ kind: null, read: 2, ignored: 2, headerRow: 1 });
      expect(unread?.remarks?.[0]?.zh).toContain(`第 ${rows} 行是另一张表`);
      expect(known).toMatchObject({ kind: 'payouts', headerRow, read: 1, ignored: 0 });
      expect(known?.report?.titles).toBe('');
    });

    it('lines of a form above are titles', () => {
      expect(found(format, 'lines of a form above').sheets).toHaveLength(1);
      expect(reportOf(format, 'lines of a form above')?.titles).toBe('1–2');
    });

    it('a table of the same kind with other columns is one of its own', () => {
      expect(found(format, 'other table below').sheets.map(({ kind }) => kind)).toEqual([
        'payouts',
        'payouts',
      ]);
      expect(found(format, 'other table below')).toMatchObject({ accepted: 2, quarantined: 0 });
    });
  });

  describe.each(['xlsx', 'xls'] as const)('hidden columns in .%s', (format) => {
    it('do not take a field from one that is seen', () => {
      const refused = reportOf(format, 'hidden column beside one that is seen')?.refused?.zh;
      expect(refused).toContain('“补贴金额”和“隐藏列·发放金额”');
    });

    it('are read and named', () => {
      expect(found(format, 'hidden column')).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(reportOf(format, 'hidden column')?.hiddenColumns).toEqual(['H']);
    });
  });
});
