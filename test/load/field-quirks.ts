import type { FieldCell } from '../support/field.ts';

export type QuirkKind = 'payouts' | 'enrolments';

/** A cell that people write in their own way, and what every way into the warehouse has to make of it. */
export interface Quirk {
  kind: QuirkKind;
  label: string;
  field: string;
  /** A text, a number of a workbook, or a text made of the row's own person id. */
  cell: FieldCell | ((id: string) => string);
  /** Number format of a workbook's cell. */
  format?: string;
  /** The value that is accepted (null: none), or the codes of the quarantined row. */
  is: string | null | string[] | ((id: string) => string);
}

/** Makes quirks of one column. */
const column =
  (kind: QuirkKind, label: string, field: string) =>
  (cell: Quirk['cell'], is: Quirk['is'], format?: string): Quirk => ({
    ...{ kind, label, field, cell, is },
    ...(format !== undefined && { format }),
  });
const amount = column('payouts', '发放金额', 'amount');
const day = column('payouts', '发放日期', 'paid_on');
const account = column('payouts', '收款账号', 'payee_account');
const certificate = column('enrolments', '证书编号', 'certificate_no');
const id = column('enrolments', '证件号码', 'person_id');
const hours = column('enrolments', '出勤课时', 'attended_hours');
const name = column('enrolments', '姓名', 'person_name');

const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** Fifteen digits at most are safe in a number of a workbook. */
const SHORT_ACCOUNT = 621_700_414_610_000;
/** Cells of ledgers, each in a row of its own. */
export const QUIRKS: Quirk[] = [
  amount('１，５００．００', '1500.00'),
  amount('￥1,500元', '1500.00'),
  amount('1 500', '1500.00'),
  amount("'1500", '1500.00'),
  amount('="1500"', '1500.00'),
  amount('1\u2028500\u0085\u000b', '1500.00'),
  amount('１６万元', ['V03']),
  amount('1.5e3', ['V03']),
  amount('1,50,000', ['V03']),
  amount('1500/人', ['V03']),
  amount('-', ['V03']),
  amount('暂无', ['V01']),
  amount('#DIV/0!', ['V24']),
  amount('=B2*3', ['V25']),
  amount('#多出2格!1500', ['V23']),
  amount('#合并多行!4500', ['V26']),
  amount(1500.000_000_4, '1500.00'),
  amount(1500, '1500.00', '#,##0.00"元"'),
  amount(0.95, ['V03'], '0%'),
  amount(15_000, ['V03'], '0.0,"千元"'),
  day('2021.3.5', '2021-03-05'),
  day('２０２１年３月５日', '2021-03-05'),
  day('2021-3-5　10:20', '2021-03-05'),
  day('20210305', '2021-03-05'),
  day('二〇二一年三月五日', ['V02']),
  day('44260', ['V02']),
  day('2021-3-5至2021-3-9', ['V02']),
  day(44_260, '2021-03-05', 'yyyy/m/d'),
  day(44_260.5, '2021-03-05', 'yyyy-mm-dd hh:mm'),
  day(44_260, ['V02'], 'h:mm'),
  account('6217\u202f0041\u200e46100000003', '6217004146100000003'),
  account("'6217004146100000003", '6217004146100000003'),
  account(wide('6217004146100000003'), '6217004146100000003'),
  account('6217004146100000003\r\n', '6217004146100000003'),
  account('6.217E+18', ['V06']),
  account('同上', ['V25']),
  account('无', ['V25']),
  account(6_217_004_146_100_000_000, ['V06']),
  account(SHORT_ACCOUNT, `00${SHORT_ACCOUNT}`, '00000000000000000'),
  certificate('未发', null),
  certificate('\\N', null),
  certificate('０', null),
  certificate('####', ['V24']),
  certificate('待补', ['V25']),
  id(
    (own) => own,
    (own) => own,
  ),
  id(
    (own) => `'${wide(own).toLowerCase()}`,
    (own) => own,
  ),
  id(
    (own) => own.replace(/(.{6})(.{8})/, '$1 $2\u00a0'),
    (own) => own,
  ),
  id(
    (own) => `${own}\u007f\u200b`,
    (own) => own,
  ),
  id((own) => `${own}/${own}`, ['V05']),
  id('3.30782E+17', ['V06']),
  hours('３６．５', '36.500000'),
  hours('95%', ['V03']),
  hours('40课时', ['V03']),
  hours(0.95, ['V03'], '0%'),
  name('张　三', '张三'),
  name('张\u200b\u2029三\u000c', '张三'),
  name('同上', ['V25']),
  name('"张三"', '"张三"'),
  name('张,三;\t\n四', '张,三;四'),
];
