import { describe, expect, it } from 'vitest';
import {
  checkFiles,
  ENROLMENT,
  FIELD_FORMATS,
  type FieldCase,
  type FieldCell,
  type FieldFound,
  FUNDS,
  fundRows,
  PAYOUT,
  paid,
  plainText,
  shownAs,
  trained,
  useFieldCases,
  useFieldHome,
} from '../support/field.ts';
import { personId } from '../support/ledgers.ts';

const PAYOUT_OF = (label: string): number => PAYOUT.indexOf(label);
const fund = fundRows();
const payHeaded = (at: number, header: string): FieldCase => ({ rows: [PAYOUT.with(at, header), paid()] });
const pay = (label: string, cell: string): FieldCase => ({
  rows: [PAYOUT, paid().with(PAYOUT_OF(label), cell)],
});

/** Headers that name a rate, which is no amount and no number of hours. */
const RATES: Record<string, FieldCase> = {
  ...Object.fromEntries(
    ['元/人', '元／人·课时', '万元/人', '元每人', '必填，元/人次', '单位：元/人'].map((unit) => [
      unit,
      payHeaded(PAYOUT_OF('发放金额'), `发放金额（${unit}）`),
    ]),
  ),
  '小时/课时': {
    rows: [ENROLMENT.with(ENROLMENT.indexOf('出勤课时'), '出勤课时（小时/课时）'), trained()],
  },
};
/** Where else 万元 stands: taken for the whole table. */
const TAKEN: Record<string, FieldCase> = {
  'the last cell of the header row': { rows: [[...FUNDS, '单位：万元'], fund()] },
  'a bracket in the header row': { rows: [[...FUNDS, '（万元）'], fund()] },
  'the header of the remarks': {
    rows: [
      [...FUNDS, '备注（金额单位：万元）'],
      [...fund(), null],
    ],
  },
  'a group above whole names': {
    rows: [[...FUNDS.slice(0, 3), '资金（万元）'], [null, null, null, '预算金额', '到位金额'], fund()],
    merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:E1'],
  },
  'a unit above whole names': {
    rows: [[...FUNDS.slice(0, 3), '单位：万元'], [null, null, null, '预算金额', '到位金额'], fund()],
    merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:E1'],
  },
};
/** Where it leaves open which rows it is meant for, or what it measures. */
const OPEN: Record<string, FieldCase> = {
  'a remark': {
    rows: [
      [...FUNDS, '备注'],
      [...fund(), '单位：万元'],
      [...fund(), null],
    ],
  },
  'a remark in words': {
    rows: [
      [...FUNDS, '说明'],
      [...fund(), '本行金额以万元计'],
    ],
  },
  'a column without a header': {
    rows: [FUNDS.toSpliced(4, 0, ''), fund().toSpliced(4, 0, '万元')],
  },
  'a title with a unit for each column': { rows: [['资金（预算：万元；到位：元）'], FUNDS, fund()] },
  'a title that may mean persons or yuan': { rows: [['补贴发放', '单位：万'], PAYOUT, paid()] },
};
/** Where it is only mentioned: told, and not taken. */
const MENTIONED: Record<string, FieldCase> = {
  'a header that may be the name of a column': { rows: [[...FUNDS, '万元'], fund()] },
  'a line with both units': {
    rows: [FUNDS, fund(), ['注：预算以万元为单位，到位以元为单位']],
  },
  'a bracket in a remark': {
    rows: [
      [...FUNDS, '备注'],
      [...fund(), '申请（万元）'],
    ],
  },
};
const NOT_OPEN: Record<string, FieldCase> = {
  'an amount in a remark': {
    rows: [
      [...FUNDS, '备注'],
      [...fund(), '其中省补16万元'],
    ],
  },
  'days in a remark': {
    rows: [
      [...ENROLMENT, '备注'],
      [...trained(), '请假3（天）'],
    ],
  },
  'a column of its own unit that is not read': {
    rows: [
      [...FUNDS, '申请金额（万元）'],
      [...fund(), 99],
    ],
  },
  'minutes of a lesson': {
    rows: [ENROLMENT.with(ENROLMENT.indexOf('出勤课时'), '出勤课时（45分钟/课时）'), trained()],
  },
};
/** Several values in one cell, and one with white space in it. */
const SEVERAL: Record<string, [FieldCase, string[] | undefined]> = {
  'amounts in lines': [pay('发放金额', '1500\n1200'), ['V03']],
  'amounts with a space between': [pay('发放金额', '1500 1200'), ['V03']],
  'hours in lines': [{ rows: [ENROLMENT, trained({ 出勤课时: '4\r\n8' })] }, ['V03']],
  // In a column of 万元 too.
  ...Object.fromEntries(
    (
      [
        ['16\n12', ['V03']],
        ['１５００⏎１２００', ['V03']],
        ['15\u200b⏎12', ['V03']],
        ['1500\u30001200', ['V03']],
        ['16⏎', undefined],
        ['16⏎万元', undefined],
        ['1 600', undefined],
      ] as const
    ).flatMap(([written, codes]): [string, [FieldCase, string[] | undefined]][] => {
      const text = written.replace('⏎', '\n');
      const both = ['预算金额（万元）', '预算金额（元）'].slice(0, text.endsWith('元') ? 1 : 2);
      return both.map((header) => [
        `${header} ${JSON.stringify(text)}`,
        [{ rows: [FUNDS.with(3, header), fund(text)] }, codes && [...codes]],
      ]);
    }),
  ),
  'accounts in lines': [pay('收款账号', '6217004146100000003\n6228480402564890018'), ['V25']],
  'accounts with a stroke between': [pay('收款账号', '6217004146100000003/6228480402564890018'), ['V25']],
  'certificates in lines': [
    { rows: [ENROLMENT, trained({ 证书编号: 'Z1234567890\nZ1234567891', 发证日期: '2020-10-01' })] },
    ['V25'],
  ],
  'an amount with a stray space': [pay('发放金额', '1 2345.00'), undefined],
  'thousands with a space': [pay('发放金额', '1 500'), undefined],
  'an amount and a line end': [pay('发放金额', '1500\n'), undefined],
  'an account in two lines': [pay('收款账号', '621700414610\n0000003'), undefined],
};
/** A letter that no person sees. */
const BLANK = '\u3164';
const UNSEEN: Record<string, [FieldCase, string[] | undefined]> = {
  'a blank letter as a name': [{ rows: [ENROLMENT, trained({ 姓名: BLANK })] }, ['V01']],
  'blank signs in an id': [
    { rows: [ENROLMENT, trained({ 证件号码: personId(990).replace(/(.{6})/, '$1\u2800\ufe0f') })] },
    undefined,
  ],
};
/** Lines between the rows that hold no data. */
const LINES: FieldCell[][] = [
  ['制单：王五', null, '复核：', null, '批准：'],
  ['财务负责人：'],
  ['校长（签字）：', null, null, '会计：'],
  ['附件：1份'],
  ['单位公章'],
  ['此件公开'],
  ['2020年12月'],
  ['二〇二〇年十二月三十一日'],
  ['……'],
  ['Page 1 of 3'],
  ['共 3 页 第 1 页'],
  ['下接第2页'],
  ['总人数：2', null, '总金额：3000'],
];
const subtotal = ENROLMENT.map((label) =>
  label === '班级编号' ? 'YW2020010001' : label === '姓名' ? '小计' : label === '出勤课时' ? 80 : null,
);
const yearAs = (format: string): FieldCase => shownAs([FUNDS, fund()], ['年度', 43_831], format);
const CASES: Record<string, FieldCase> = {
  ...RATES,
  ...TAKEN,
  ...OPEN,
  ...MENTIONED,
  ...NOT_OPEN,
  'a unit above some numbers': {
    rows: [
      [...FUNDS, '单位：万元'],
      [...fund(), null],
      [...fund(), 99],
    ],
  },
  ...Object.fromEntries(
    Object.entries({ ...SEVERAL, ...UNSEEN }).map(([name, [one]]) => [name, one] as const),
  ),
  'two short titles': { rows: [['补贴发放'], ['义乌市人社局'], PAYOUT, paid()] },
  'three short titles': { rows: [['补贴发放'], ['义乌市人社局'], ['公示稿'], PAYOUT, paid()] },
  'lines that are no rows': { rows: [PAYOUT, paid(), ...LINES, paid()] },
  'rows that begin like lines': {
    rows: [PAYOUT, ...['工会：01', '附1：', '2020年12月'].map((id) => paid().with(0, id))],
  },
  'signatures below key columns': {
    rows: [FUNDS, fund(), ['填表人：张三', null, '审核人：李四'], fund()],
  },
  'a total of a class': { rows: [ENROLMENT, trained(), subtotal, trained()] },
  'two kinds in one row': {
    rows: [
      [...ENROLMENT, ...PAYOUT.filter((label) => !ENROLMENT.includes(label))],
      [...trained(), ...paid().filter((_, at) => !ENROLMENT.includes(PAYOUT[at] as string))],
    ],
  },
};
const notice = PAYOUT_OF('公示开始日期');
const WORKBOOK: Record<string, FieldCase> = {
  'a header merged over the parts of a value': {
    rows: [FUNDS.toSpliced(4, 0, ''), fund().toSpliced(4, 0, 50)],
    merges: ['D1:E1'],
    sheetName: '一',
  },
  'a header merged over blank cells': {
    rows: [FUNDS.toSpliced(4, 0, ''), fund().toSpliced(4, 0, null)],
    merges: ['D1:E1'],
    sheetName: '一',
  },
  'a day merged over two columns': {
    rows: [PAYOUT, paid().with(notice + 1, null)],
    merges: ['J2:K2'],
    sheetName: '一',
  },
  'a day merged over two columns and rows': {
    rows: [
      PAYOUT,
      paid().with(notice + 1, null),
      paid()
        .with(notice, null)
        .with(notice + 1, null),
    ],
    merges: ['J2:K3'],
    sheetName: '一',
  },
  'a word merged over two columns': {
    rows: [ENROLMENT, trained({ 证书编号: '未发证' })],
    merges: ['J2:K2'],
    sheetName: '一',
  },
  'a year shown of a date': yearAs('yyyy'),
  'a year shown of a date, with its word': yearAs('yyyy"年"'),
};

describe('what else the field sends, further', () => {
  const home = useFieldHome();
  const found = useFieldCases({ ...CASES, ...WORKBOOK }, home);

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    const of = (name: string): FieldFound => found(format, name);
    const refusal = (name: string): string => of(name).sheets.at(-1)?.report?.refused?.zh ?? '';

    it.each(Object.keys({ ...RATES, ...OPEN }))('%s: refused', (name) => {
      expect(of(name)).toMatchObject({ accepted: 0, quarantined: 0 });
      expect(refusal(name)).toContain('的单位是“');
    });

    it.each(Object.keys(TAKEN))('the unit in %s: taken', (name) => {
      expect(of(name)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(of(name).sheets[0]?.preview?.[0]?.cells).toMatchObject({ budget: '160000', arrived: '120000' });
    });

    it.each([...Object.keys(NOT_OPEN), 'two short titles', 'three short titles'])('%s: read', (name) => {
      expect(of(name)).toMatchObject({ accepted: 1, quarantined: 0 });
    });

    it.each(Object.entries({ ...SEVERAL, ...UNSEEN }))('%s', (name, [, codes]) => {
      expect(of(name).codes[2]).toEqual(codes);
      expect(of(name).accepted).toBe(codes ? 0 : 1);
    });

    it('lines that are no rows are named, rows that begin like them are read', () => {
      const lines = of('lines that are no rows');
      expect(lines).toMatchObject({ accepted: 2, quarantined: 0 });
      expect(lines.sheets[0]?.report?.noData).toEqual({ note: `3–${LINES.length + 2}` });
      expect(of('rows that begin like lines')).toMatchObject({ accepted: 3, quarantined: 0 });
      expect(of('a total of a class')).toMatchObject({ accepted: 2, quarantined: 0 });
      expect(of('signatures below key columns')).toMatchObject({ accepted: 2, quarantined: 0 });
      expect(of('a total of a class').sheets[0]?.report?.noData).toEqual({ note: '3' });
    });

    it('a unit above numbers of its own is that of no other', () => {
      expect(of('a unit above some numbers')).toMatchObject({ accepted: 0, quarantined: 0 });
      expect(refusal('a unit above some numbers')).toContain(
        '“单位:万元”像是全表的单位，而第 3 行在它下面填有内容',
      );
    });

    it('a unit that may be meant is told, and not taken', () => {
      for (const name of Object.keys(MENTIONED)) {
        expect(of(name), name).toMatchObject({ accepted: 1, quarantined: 0 });
        expect(of(name).sheets[0]?.preview?.[0]?.cells.budget, name).toBe('16');
        expect(
          of(name).sheets[0]?.remarks?.map(({ zh }) => zh),
          name,
        ).toEqual([expect.stringContaining('提到单位“万元”，没有采用：“预算金额”列按“元”读取')]);
      }
    });

    it('a second kind in the same rows is told', () => {
      const [sheet] = of('two kinds in one row').sheets;
      expect(sheet?.kind).toBe('payouts');
      expect(sheet?.remarks?.[0]?.zh).toContain('还有“培训学员”的必填列（姓名、人员类别');
    });
  });

  it.each(['xlsx', 'xls'] as const)('merged cells of columns in .%s', (format) => {
    const codes = (name: string) => found(format, name).codes;
    expect(codes('a header merged over the parts of a value')).toEqual({ 2: ['V23'] });
    expect(codes('a day merged over two columns')).toEqual({ 2: ['V26'] });
    expect(codes('a day merged over two columns and rows')).toEqual({ 2: ['V26'], 3: ['V26'] });
    for (const name of ['a header merged over blank cells', 'a word merged over two columns'])
      expect(found(format, name), name).toMatchObject({ accepted: 1, codes: {} });
    const years = ['a year shown of a date', 'a year shown of a date, with its word'];
    expect(years.map((name) => found(format, name).codes)).toEqual([{}, {}]);
  });

  it('the name of a file tells the unit, unless its rows are mended ones', async () => {
    const text = plainText([FUNDS, fund()]);
    const told = await checkFiles(home(), {
      '资金安排（万元）.csv': text,
      '16万元.csv': text.replace('1', '2'),
    });
    const budget = (path: string) => (told[path] as FieldFound).sheets[0]?.preview?.[0]?.cells.budget;
    expect(budget('资金安排（万元）.csv')).toBe('160000');
    expect(budget('16万元.csv')).toBe('16');
    const mended = plainText([
      ['隔离编号', ...FUNDS],
      ['', ...fund()],
    ]);
    const again = (await checkFiles(home(), { '改好（万元）.csv': mended }))[
      '改好（万元）.csv'
    ] as FieldFound;
    expect(again.sheets[0]?.preview?.[0]?.cells.budget).toBe('16');
  });

  it('a long text tells the same', async () => {
    const text = (header: FieldCell[], row: FieldCell[], ...last: FieldCell[][]): string =>
      plainText([
        ['序号', ...header, '备注'],
        ...Array.from({ length: 3500 }, (_, at) => [at + 1, ...row, null]),
        ...last.map((cells, at) => [3501 + at, ...cells]),
      ]);
    const row = trained({ 手机号码: '13800000000' });
    const files = {
      'subtotal.csv': text(ENROLMENT, row, [...subtotal, null], [...trained(), null]),
      'several.csv': text(ENROLMENT, row, [...trained({ 出勤课时: '1200 1500' }), null]),
      'remark.csv': text(PAYOUT, paid(), [...paid(), '金额以万元计']),
    };
    for (const [path, its] of Object.entries(files))
      expect(Buffer.byteLength(its), path).toBeGreaterThan(2 ** 18);
    const told = await checkFiles(home(), files);
    const of = (path: keyof typeof files) => told[path] as FieldFound;
    // The same row again and again is accepted once.
    expect(of('subtotal.csv').sheets[0]?.report?.noData).toEqual({ note: '3502' });
    expect(of('subtotal.csv').quarantined).toBe(0);
    expect(of('several.csv').codes).toEqual({ 3502: ['V03'] });
    expect(of('remark.csv').sheets[0]?.report?.refused?.zh).toContain('第 3502 行写的单位是“万元”');
  });

  it('quotes behind backslashes refuse a text, tabs beside commas are no delimiters', async () => {
    const guarded = [PAYOUT.map((label) => `\t${label}`), paid().map((one) => `${one ?? ''}\t`)];
    const told = await checkFiles(home(), {
      'escaped.csv': plainText([PAYOUT, paid().with(4, '"张\\"三"')]),
      'guarded.csv': plainText(guarded),
    });
    expect(told['escaped.csv']).toContain('第 2 行第 5 列有一个没有配对的引号');
    expect(told['guarded.csv']).toMatchObject({ accepted: 1, quarantined: 0 });
  });
});
