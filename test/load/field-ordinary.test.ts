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
  tableOf,
  trained,
  useFieldCases,
  useFieldHome,
} from '../support/field.ts';
import { trainingClass } from '../support/ledgers.ts';
import { bookSaying, PLACES, rowsXml } from '../support/outside.ts';
import { workbookParts, zip } from '../support/workbook.ts';

/** Header of a ledger, and a row of it. */
type Plain = [string[], FieldCell[]];
const fund = fundRows();
let classes = 0;
/** A class of its own, of the institution of the base. */
const classRow = (change: Record<string, string> = {}): FieldCell[] => {
  classes += 1;
  const own = { 班级编号: `YW20200119${classes}`, 承办机构编码: '52330782MAC7097CG8' };
  return tableOf(trainingClass({ ...own, ...change }))[1] ?? [];
};
const CLASS = Object.keys(trainingClass());
const PLAIN = {
  payouts: (): Plain => [PAYOUT, paid()],
  classes: (): Plain => [CLASS, classRow()],
  enrolments: (): Plain => [ENROLMENT, trained()],
  funds: (): Plain => [FUNDS, fund()],
};
type Kind = keyof typeof PLAIN;

interface Ordinary {
  /** What is read: as if nothing but this were written. */
  plain: Plain;
  written: FieldCase;
}

const titled = (kind: Kind, ...words: string[]): Ordinary => {
  const plain = PLAIN[kind]();
  return { plain, written: { rows: [words, ...plain] } };
};
/** @param header its first word is the label */
const headed = (kind: Kind, header: string): Ordinary => {
  const plain = PLAIN[kind]();
  const [label = ''] = header.split(/[（(]/);
  const at = plain[0].indexOf(label);
  return { plain, written: { rows: [plain[0].with(at, header), plain[1]] } };
};
/** A further column, and its cell. */
const beside = (kind: Kind, header: string, cell: FieldCell): Ordinary => {
  const plain = PLAIN[kind]();
  return {
    plain,
    written: {
      rows: [
        [...plain[0], header],
        [...plain[1], cell],
      ],
    },
  };
};
const remarked = (kind: Kind, words: string): Ordinary => beside(kind, '备注', words);
/** A column without a header, between the others. */
const unnamed = (kind: Kind, words: string): Ordinary => {
  const plain = PLAIN[kind]();
  return {
    plain,
    written: { rows: [plain[0].toSpliced(2, 0, ''), plain[1].toSpliced(2, 0, words)] },
  };
};
const followed = (kind: Kind, ...words: string[]): Ordinary => {
  const plain = PLAIN[kind]();
  return { plain, written: { rows: [...plain, words] } };
};
/** One of its columns moved to the front. */
const led = (kind: Kind, label: string, value: string): Ordinary => {
  const [header, row] = PLAIN[kind]();
  const at = header.indexOf(label);
  const cells = row.with(at, value);
  return {
    plain: [header, cells],
    written: {
      rows: [
        [label, ...header.toSpliced(at, 1)],
        [value, ...cells.toSpliced(at, 1)],
      ],
    },
  };
};

/** Instructions that say what could be written, or what must not be. */
const INSTRUCTIONS = [
  '金额以元为单位，不是万元',
  '请勿以万元为单位填写',
  '不得填写万元',
  '如以万元为单位，请在表头注明（万元）',
  '请注明单位（如：万元）',
  '可按万元填写的，另表报送',
  '金额超过（万元）请附说明',
  '金额达万元的，附清单',
  '企业规模（百人以上）请附名册',
];
const NAMES = [
  '义乌市（万人培训行动）补贴发放表',
  '（万人计划）学员补贴发放表',
  '（万人）大培训补贴发放表',
  '规上企业（千人以上）补贴发放表',
  '培训规模：千人',
  '就业单位：百元裤业',
  '单位名称：万元裤业',
  '义乌市千元服饰有限公司补贴',
  '百元礼包补贴发放表',
  '亿元企业补贴发放表',
  '（亿元企业）补贴发放表',
  '百万元以上项目补贴发放表',
  '单位：元（不是万元）',
];
const HEADERS: [Kind, string][] = [
  ['classes', '开班日期（年/月/日）'],
  ['classes', '结束日期（日/月/年）'],
  ['classes', '备案日期（年-月-日）'],
  ['classes', '开班日期(年/月)'],
  ['classes', '班级名称（期/班）'],
  ['classes', '计划人数（人）'],
  ['classes', '计划人数（人/班）'],
  ['classes', '课时（课时/期）'],
  ['payouts', '补贴人数（人/次）'],
  ['enrolments', '发证日期(年/月)'],
  ['enrolments', '发证日期（必填，年/月/日）'],
  ['payouts', '公示开始日期（月/日）'],
  ['payouts', '公示结束日期（年/月/日）'],
  ['payouts', '发放金额（元，非万元）'],
  ['payouts', '发放金额（元，不是万元）'],
  ['payouts', '发放金额（请勿填万元）'],
  ['funds', '预算金额（元，不要填成万元）'],
];
const REMARKS = [
  '（万人计划）学员',
  '规上企业（千人以上）',
  '就业单位：百元裤业',
  '（亿元企业）',
  '奖金超过万元',
  '伙食费：千元',
  '培训费（千元）另计',
  '不以万元计',
  '以元计，不是万元',
  '原为1.5万元，已换算',
];
const FILES = [
  '义乌市（万人培训行动）补贴台账',
  '（千人计划）补贴',
  '百人班补贴',
  '亿元企业补贴',
  '16万元',
  '补贴（元，不是万元）',
  '预算（万元）和发放（元）',
];

const CASES: Record<string, Ordinary> = {
  ...Object.fromEntries(
    [...INSTRUCTIONS, ...NAMES].map((words) => [`title ${words}`, titled('payouts', words)]),
  ),
  'title of classes 班级台账（百人班）': titled('classes', '班级台账（百人班）'),
  'title of classes （万人）培训': titled('classes', '义乌市（万人）培训行动班级台账'),
  ...Object.fromEntries(HEADERS.map(([kind, header]) => [`header ${kind} ${header}`, headed(kind, header)])),
  'the same sum in 万元': beside('payouts', '万元', 0.15),
  'the same sum in （万元）': beside('payouts', '（万元）', 0.15),
  'the same sum in 单位：万元': beside('payouts', '单位：万元', 0.15),
  'a mark below 备注（万人计划）': beside('classes', '备注（万人计划）', '是'),
  'a mark below 企业规模（百人以上）': beside('classes', '企业规模（百人以上）', '是'),
  ...Object.fromEntries(
    REMARKS.flatMap((words) => [
      [`remark ${words}`, remarked('payouts', words)],
      [`remark of a class ${words}`, remarked('classes', words)],
    ]),
  ),
  ...Object.fromEntries(
    ['（%）', '（次）', '天', '百元裤业', '（万人计划）'].map((words) => [
      `without a header ${words}`,
      unnamed('enrolments', words),
    ]),
  ),
  ...Object.fromEntries(INSTRUCTIONS.map((words) => [`below ${words}`, followed('payouts', `注：${words}`)])),
  'below two columns of other tables': followed(
    'payouts',
    '注：“预算金额”以万元为单位填写，“发放金额”以元为单位填写',
  ),
  'a class 培训班：一期': led('classes', '班级名称', '培训班：一期'),
  'a class 第1页设计班': led('classes', '班级名称', '第1页设计班'),
  'a class 其中班': led('classes', '班级名称', '其中班'),
  'a payee 王某某：代领': led('payouts', '收款方名称', '王某某：代领'),
  'a payee 总人数公司': led('payouts', '收款方名称', '总人数公司'),
};

/** A preview masks these. */
const PERSONAL = ['姓名', '证件号码', '手机号码', '收款方名称', '收款账号'];
const shown = (label: string, text: FieldCell): FieldCell =>
  text === null ? null : PERSONAL.includes(label) ? '*' : String(text);

/** Every cell has the value that the plain ledger says. */
function expectPlain(found: FieldFound | undefined, [header, row]: Plain): void {
  expect(found).toMatchObject({ accepted: 1, quarantined: 0, codes: {} });
  const sheet = found?.sheets.at(-1);
  const cells = sheet?.preview?.[0]?.cells ?? {};
  const read = (sheet?.report?.columns ?? []).map(({ label, field }) => [
    label,
    shown(label, cells[field] ?? null),
  ]);
  const said = header.map((label, at) => [label, shown(label, row[at] ?? null)]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(said));
}

describe('what is written every day is read as if it were not there', () => {
  const home = useFieldHome();
  const found = useFieldCases(
    Object.fromEntries(Object.entries(CASES).map(([name, { written }]) => [name, written])),
    home,
  );

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    it.each(Object.entries(CASES))('%s', (name, { plain }) => expectPlain(found(format, name), plain));
  });

  it('names of files', async () => {
    const rows = FILES.map((): Plain => PLAIN.payouts());
    const files = FILES.map((name, at) => [`${name}.csv`, plainText(rows[at] as Plain)] as const);
    const told = await checkFiles(home(), Object.fromEntries(files));
    for (const [at, [path]] of files.entries()) expectPlain(told[path] as FieldFound, rows[at] as Plain);
  });

  it('page headers, text boxes, comments and prompts', async () => {
    const texts = [...INSTRUCTIONS, ...NAMES, '万元', '资金单位：万元'];
    const all = PLACES.flatMap((where) => texts.map((text) => ({ where, text, row: paid() })));
    const files = all.map(({ where, text, row }, at) => [`${at}.xlsx`, bookSaying(text, where, row, PAYOUT)]);
    const told = await checkFiles(home(), Object.fromEntries(files));
    for (const [at, { row }] of all.entries()) expectPlain(told[`${at}.xlsx`] as FieldFound, [PAYOUT, row]);
  });

  it('sheets of notes', async () => {
    const notes = [...INSTRUCTIONS, ...NAMES, '经费预算表金额单位：万元', '一、金额以万元为单位'];
    const rows = notes.map(() => paid());
    const files = notes.map((text, at) => {
      const sheets = { 填表说明: rowsXml([['填表说明'], [text]]), 台账: rowsXml([PAYOUT, rows[at] ?? []]) };
      return [`${at}.xlsx`, zip(workbookParts({ sheets }))] as const;
    });
    const told = await checkFiles(home(), Object.fromEntries(files));
    for (const [at, row] of rows.entries()) expectPlain(told[`${at}.xlsx`] as FieldFound, [PAYOUT, row]);
  });
});
