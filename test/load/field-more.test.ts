import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkFiles,
  FIELD_FORMATS,
  type FieldCase,
  type FieldCell,
  type FieldFound,
  FUNDS,
  fundRows,
  ownEnrolment,
  ownPayout,
  PAYOUT,
  paid,
  plainText,
  shownAs,
  tableOf,
  useFieldCases,
  useFieldHome,
} from '../support/field.ts';
import { saveAs } from '../support/office.ts';
import { contentTypes, workbookParts, zip } from '../support/workbook.ts';

const trainee = (change: Record<string, string>): FieldCase => ({ rows: tableOf(ownEnrolment(change)) });
const fund = fundRows();
const headed = (header: string): FieldCase => ({ rows: [FUNDS.with(3, header), fund()] });

/** Headers of the budget, and what one of their numbers stands for. */
const UNITS: Record<string, number> = {
  '预算金额\n（万元）': 10_000,
  '预算金额（必填，万元）': 10_000,
  '预算金额（万元、必填）': 10_000,
  '预算金额（单位为万元，保留两位小数）': 10_000,
  '预算金额（元，保留两位小数）': 1,
  '（万元）预算金额': 10_000,
  '预算金额▼': 1,
  '预算金额（必填。元）': 1,
};
/** Lines between the rows that hold no data. */
const LINES: FieldCell[][] = [
  ['计', null, null, null, null, null, 2, 3000],
  ['【合计】', null, null, null, null, null, 2, 3000],
  ['（小计）', null, null, null, null, null, 2, 3000],
  ['合計', null, null, null, null, null, 2, 3000],
  ['總計：', null, null, null, null, null, 2, 3000],
  ['总数', null, null, null, null, null, 2, 3000],
  ['∑', null, null, null, null, null, 2, 3000],
  ['本年累计', null, null, null, null, null, 2, 3000],
  ['截至12月底累计', null, null, null, null, null, 2, 3000],
  ['人数合计：2', null, null, null, null, null, 2],
  ['共2人', null, null, null, null, null, 2, 3000],
  ['其中：女', null, null, null, null, null, 1, 1500],
  ['承前页', null, null, null, null, null, 2, 3000],
  ['过次页', null, null, null, null, null, 2, 3000],
  ['续表'],
  ['（续）'],
  ['一、个人'],
  ['（二）机构'],
  ['**********'],
  ['——————'],
  ['此行以下无数据'],
  ['注', '本表一式两份'],
  ['※ 数据截至十二月'],
  ['日期：2020年12月31日'],
  ['1/3'],
  ['完'],
];
const numbered = (first: number): FieldCell[] => PAYOUT.map((_, at) => first + at);

const CASES: Record<string, FieldCase> = {
  ...Object.fromEntries(Object.keys(UNITS).map((header) => [header, headed(header)])),
  'a title names two units': { rows: [['单位：元（预算金额为万元）'], FUNDS, fund()] },
  'each row names its unit': {
    rows: [
      [...FUNDS, '金额单位'],
      [...fund(), '元'],
      [...fund(), '万元'],
    ],
  },
  'each row names the unit that was taken': {
    rows: [
      [...FUNDS, '单位'],
      [...fund(), '元'],
    ],
  },
  'each row names another currency': {
    rows: [
      [...FUNDS, '币种'],
      [...fund(), '美元'],
    ],
  },
  'what is beside a unit of another word': {
    rows: [
      [...FUNDS, '填报单位'],
      [...fund(), '万元'],
    ],
  },
  'a number of a column in another unit that cannot be converted': {
    rows: [FUNDS.with(3, '预算金额（万元）'), fund('约16')],
  },
  'one column for two dates': {
    rows: [
      [...PAYOUT.slice(0, 9), '公示时间', ...PAYOUT.slice(11)],
      [...paid().slice(0, 9), '2020-05-10至2020-05-17', ...paid().slice(11)],
    ],
  },
  'one column for two dates besides their own': {
    rows: [
      [...PAYOUT, '公示期'],
      [...paid(), '7天'],
    ],
  },
  'a month and day in the header': {
    rows: [PAYOUT.with(9, '公示开始日期（月/日）').with(10, '公示结束日期（年/月/日）'), paid()],
  },
  'a name that is zero': trainee({ 姓名: '0' }),
  'an account that is zero': { rows: tableOf(ownPayout({ 收款账号: '０' })) },
  'a town that is zero': trainee({ 常住镇街: '0' }),
  'a name with a lost character': trainee({ 姓名: '李\uFFFD' }),
  'a certificate with control characters': trainee({
    证书编号: 'Z\u00011\u00072\u007f',
    发证日期: '2020-10-01',
  }),
  'lines that are no rows': { rows: [PAYOUT, paid(), ...LINES, paid()] },
  'rows that begin like lines': {
    rows: [PAYOUT, ...['总数', '一、', '计', '其中', '*1', '（一）'].map((id) => paid().with(0, `${id}`))],
  },
  'columns numbered from zero': { rows: [PAYOUT, numbered(0), paid()] },
  'columns numbered above the header': { rows: [numbered(0), PAYOUT, paid()] },
  'a header below its rows': { rows: [paid(), paid(), PAYOUT] },
  'a row above the header': { rows: [['补贴发放表'], paid(), [], PAYOUT, paid()] },
  'a remark that crosses a row out': {
    rows: [
      [...PAYOUT, '备注'],
      ...['作废', '已取消', '重复，删除', '与上行重复', '（作废）', '', '补录', '不作废', '重复培训已核'].map(
        (remark) => [...paid(), remark || null],
      ),
    ],
  },
  'a mark of another column': {
    rows: [
      [...PAYOUT, '经办人'],
      [...paid(), '作废'],
    ],
  },
  'invisible characters in headers': {
    rows: [PAYOUT.map((header) => `${header.slice(0, 2)}\u000b\u200b${header.slice(2)}\u0085`), paid()],
  },
  'line separators in cells': {
    rows: [PAYOUT, paid().with(4, '张\u2028三').with(5, '62170041\u0085\u000c461')],
  },
};
/** Serial numbers of 30 and 1 May 2020. */
const [ANY_DAY, FIRST_DAY] = [43_981, 43_952];
const dateAs = (format: string, day: number): FieldCase =>
  shownAs([PAYOUT, paid()], ['发放日期', day], format);
/** By format whether a date is read: on any day, on the first of a month. */
const DATES: Record<string, [boolean, boolean]> = {
  'm"月"d"日"': [true, true],
  'd-mmm-yy': [true, true],
  '[DBNum1][$-804]yyyy"年"m"月"d"日"': [true, true],
  'yyyy"年"m"月"': [true, false],
  'mmm-yy': [true, false],
  yyyy: [false, false],
  'm"月"': [false, false],
};
const WORKBOOK = Object.fromEntries(
  Object.keys(DATES).flatMap((format) => [
    [`date as ${format}`, dateAs(format, ANY_DAY)],
    [`first as ${format}`, dateAs(format, FIRST_DAY)],
  ]),
);

describe('what else the field sends', () => {
  const home = useFieldHome();
  const found = useFieldCases({ ...CASES, ...WORKBOOK }, home);

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    const of = (name: string): FieldFound => found(format, name);
    const reportOf = (name: string) => of(name).sheets.at(-1)?.report;
    const codes = (name: string) => of(name).codes[2];

    it.each(Object.entries(UNITS))('%s: times %i', (header, factor) => {
      expect(of(header)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(of(header).sheets[0]?.preview?.[0]?.cells.budget).toBe(String(16 * factor));
    });

    it.each([
      ['a title names two units', '的单位是“元、万元”'],
      ['each row names its unit', '第 3 行写的单位是“万元”'],
      ['each row names another currency', '第 2 行写的单位是“美元”'],
      ['one column for two dates', '“公示时间”一列写了起止两个日期'],
    ])('%s: refused', (name, words) => {
      expect(of(name)).toMatchObject({ accepted: 0, quarantined: 0 });
      expect(reportOf(name)?.refused?.zh).toContain(words);
    });

    it.each([
      'each row names the unit that was taken',
      'what is beside a unit of another word',
      'one column for two dates besides their own',
      'a month and day in the header',
      'a town that is zero',
      'a certificate with control characters',
      'a mark of another column',
      'invisible characters in headers',
      'line separators in cells',
      'columns numbered from zero',
      'columns numbered above the header',
    ])('%s: read', (name) => {
      expect(of(name)).toMatchObject({ accepted: 1, quarantined: 0 });
      expect(reportOf(name)?.crossedOut).toBe('');
    });

    it('dates below a month and day in the header are read as dates', () => {
      const { cells } = of('a month and day in the header').sheets[0]?.preview?.[0] ?? {};
      expect(cells).toMatchObject({ notice_from: '2020-05-10', notice_until: '2020-05-17' });
    });

    it.each([
      ['a name that is zero', 'V01'],
      ['an account that is zero', 'V01'],
      ['a name with a lost character', 'V25'],
      ['a number of a column in another unit that cannot be converted', 'V03'],
    ])('%s: %s', (name, code) => expect(codes(name)).toEqual([code]));

    it('lines that are no rows are ignored and named, rows that begin like them are not', () => {
      expect(of('lines that are no rows')).toMatchObject({ accepted: 2, quarantined: 0 });
      expect(reportOf('lines that are no rows')?.noData).toEqual({ note: `3–${LINES.length + 2}` });
      expect(of('rows that begin like lines')).toMatchObject({ accepted: 6, quarantined: 0 });
    });

    it('rows above the header are told, as what they look like', () => {
      const [stray, table] = of('a header below its rows').sheets;
      expect(stray).toMatchObject({ kind: null, read: 2, ignored: 2 });
      expect(stray?.remarks?.[0]?.zh).toContain('第 1–2 行在表头上方，像数据而不像标题，没有读取');
      expect(table).toMatchObject({ kind: 'payouts', headerRow: 3, read: 0 });
      expect(of('a row above the header').sheets).toMatchObject([
        { kind: null, read: 1 },
        { kind: 'payouts' },
      ]);
      expect(reportOf('a row above the header')?.titles).toBe('1');
    });

    it('rows that a remark crosses out count, and are named', () => {
      const name = 'a remark that crosses a row out';
      expect(of(name)).toMatchObject({ accepted: 9, quarantined: 0 });
      expect(reportOf(name)?.crossedOut).toBe('2–6');
    });
  });

  it.each(['xlsx', 'xls'] as const)('dates of which no day is shown are none in .%s', (format) => {
    for (const [code, [any, first]] of Object.entries(DATES)) {
      expect(found(format, `date as ${code}`).codes[2], code).toEqual(any ? undefined : ['V02']);
      expect(found(format, `first as ${code}`).codes[2], code).toEqual(first ? undefined : ['V02']);
    }
  });

  it('a long text tells the same of its lines and remarks', async () => {
    const rows = Array.from({ length: 3000 }, () => [...paid(), null]);
    const [header, first] = [
      [...PAYOUT, '备注'],
      [...paid(), '作废'],
    ];
    const lines = [
      ['合计', null, null, null, null, null, 2, 3000],
      first,
      ['一、个人', ...Array(13).fill(null)],
    ];
    const table = [
      header,
      ...rows,
      ...lines.map((cells) => [...cells, ...Array(14).fill(null)].slice(0, 14)),
    ];
    const text = plainText(table);
    expect(text.length).toBeGreaterThan(2 ** 18);
    const told = (await checkFiles(home(), { '长.csv': text }))['长.csv'] as FieldFound;
    expect(told).toMatchObject({ accepted: 3001, quarantined: 0 });
    expect(told.sheets[0]?.report).toMatchObject({ crossedOut: '3003', noData: { note: '3002、3004' } });
  });

  it.each([
    ['\u2028', 'U+2028'],
    ['\u0085', 'U+0085'],
    ['\u000b', 'VT'],
    ['\u000c', 'FF'],
  ])('records with %j between them are refused, a page break before a record is not', async (by, name) => {
    const rows = [PAYOUT, paid(), paid()];
    const files = await checkFiles(home(), {
      'joined.csv': plainText(rows, by),
      'pages.csv': plainText(rows, `\n${by}`),
    });
    expect(files['joined.csv']).toContain(`它们之间是 ${name} 而不是换行符`);
    expect(files['pages.csv']).toMatchObject({ accepted: 2, quarantined: 0 });
  });

  describe('text that is struck through', () => {
    const STYLES = `<fonts count="2"><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>`;
    const run = (text: string, isStruck: boolean): string =>
      `<r>${isStruck ? '<rPr><strike/></rPr>' : ''}<t>${text}</t></r>`;
    const cells = (row: FieldCell[], change: Record<number, string> = {}, style = 0): string =>
      row
        .map((cell, at) => change[at] ?? `<c t="inlineStr" s="${style}"><is><t>${cell ?? ''}</t></is></c>`)
        .join('');
    const struck = (...more: string[]): Buffer =>
      zip({
        ...contentTypes(),
        ...workbookParts({
          styles: STYLES,
          shared: `<si>${run('1500', true)}${run('1200', false)}</si><si>${run('1500', true)}</si>`,
          sheets: {
            台账: `<sheetData>${[
              cells(PAYOUT),
              cells(paid(), { 7: '<c t="s"><v>0</v></c>' }),
              cells(paid(), { 7: '<c t="s"><v>1</v></c>' }),
              cells(paid(), {}, 1),
              cells(paid(), { 7: `<c t="inlineStr"><is>${run('15', false)}${run('00', true)}</is></c>` }),
              cells(paid()),
              ...more,
            ]
              .map((row) => `<row>${row}</row>`)
              .join('')}</sheetData>`,
          },
        }),
      });
    const expected = {
      accepted: 3,
      codes: { 2: ['V25'], 5: ['V25'] },
      sheets: [{ report: { crossedOut: '3–4' } }],
    };

    it('is told by runs, and by the cell where a run says nothing', async () => {
      const plain = '<r><t>1500</t></r>';
      const kept = '<r><rPr><sz val="11"/></rPr><t>1200</t></r>';
      const inStruck = (runs: string): string => `<c t="inlineStr" s="1"><is>${runs}</is></c>`;
      const bytes = struck(...[plain + kept, kept].map((runs) => cells(paid(), { 7: inStruck(runs) })));
      const found = (await checkFiles(home(), { '划.xlsx': bytes }))['划.xlsx'];
      expect(found).toMatchObject({ accepted: 4, codes: { ...expected.codes, 7: ['V25'] } });
      expect(found).toMatchObject({ sheets: [{ report: { crossedOut: '3–4' } }] });
    });

    it('in part leaves a value open, as a whole is named, in .xlsx', async () => {
      expect((await checkFiles(home(), { '划.xlsx': struck() }))['划.xlsx']).toMatchObject(expected);
    });

    it('and in .xls, as LibreOffice writes it', async () => {
      const folder = join(home().folder, 'struck');
      await mkdir(folder);
      await writeFile(join(folder, 'struck.xlsx'), struck());
      const [path = ''] = await saveAs(
        [join(folder, 'struck.xlsx')],
        'xls',
        folder,
        join(home().folder, 'office'),
      );
      expect((await checkFiles(home(), { '划.xls': await readFile(path) }))['划.xls']).toMatchObject(
        expected,
      );
    });
  });
});
