import * as XLSX from '@e965/xlsx';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { TOWN } from './evaluations.ts';
import type { TestHome } from './home.ts';
import { creditCode, csv, enrolment, institution, payout, personId, trainingClass } from './ledgers.ts';

/** Everything personal there is: each value stands in one place or several, written in one way or another. */
export const PERSONS = {
  /** In the ledgers, in their own columns. */
  accepted: { name: '欧阳云飞', id: personId(1), phone: '13912345678', account: '6222020000001234567' },
  /** In quarantine: cells out of their columns, full-width and grouped digits. */
  shifted: { name: '司马青衫', id: personId(2), phone: '13712340002' },
  /** In what users write: comments, reasons, names and contents of files. */
  written: { name: '南宫问天', id: personId(3), phone: '13612340003' },
  /** In texts that are declared not personal, and in the name of a ledger: their numbers only. */
  stray: { id: personId(4), phone: '13512340004' },
  /** In what files, sheets and columns are called. */
  filed: { name: '尉迟敬明', id: personId(6), phone: '13412340006' },
};
const VALUES = Object.values(PERSONS).flatMap((person) => Object.values(person));

export const fullWidth = (text: string): string =>
  text.replaceAll(/[\dX]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
export const grouped = (text: string, by: string): string => text.replaceAll(/(.{4})(?=.)/g, `$1${by}`);

/** The planted values in a text, in any width and grouping of their digits. */
export function found(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/[\s\-–—_.·・/()]/g, '');
  return VALUES.filter((value) => plain.includes(value) || text.includes(value));
}

const { accepted, shifted, written, stray, filed } = PERSONS;

/** A workbook whose sheet, and a column that is in no contract, are called by a person. */
function workbookOf(sheet: string, column: string, rows: Record<string, string>[]): Buffer {
  const book = XLSX.utils.book_new();
  const named = rows.map((row) => ({ ...row, [column]: '无' }));
  XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet(named), sheet);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
}

/** Enrolments in such a workbook. */
export const TITLED = workbookOf(`${filed.name} ${filed.phone}`, `${filed.name}${fullWidth(filed.id)}`, [
  enrolment({ 证件号码: personId(7), 证书编号: 'Z7', 姓名: '' }),
  enrolment({ 证件号码: personId(8), 证书编号: 'Z8', 手机号码: '12' }),
]);

/** An enrolment one column further to the right. */
export const SHIFTED_ROW = { 班级编号: shifted.name, 姓名: shifted.id, 证件号码: '企业职工' };

const CLASSES = [
  trainingClass({ 实施镇街: TOWN, 班级名称: `电工班 联系 ${grouped(stray.phone, '-')}` }),
  trainingClass({ 实施镇街: TOWN, 班级编号: 'K2', 班级名称: `焊工班 ${fullWidth(stray.id)}` }),
];
const ENROLMENTS = [
  enrolment({ 姓名: accepted.name, 证件号码: accepted.id, 手机号码: accepted.phone }),
  enrolment({ 班级编号: 'K2', 姓名: accepted.name, 证件号码: accepted.id, 证书编号: 'Z2' }),
  enrolment({ 证件号码: personId(5), 证书编号: 'Z5', 手机号码: '12' }),
  enrolment({ ...SHIFTED_ROW, 人员类别: shifted.phone }),
  // What belongs nowhere.
  enrolment({
    班级编号: fullWidth(shifted.id),
    出勤课时: grouped(shifted.phone, ' '),
    证书编号: shifted.name,
  }),
  enrolment({ 证件号码: grouped(shifted.id, ' '), 培训状态: shifted.name, 考核结果: shifted.phone }),
];
const PAID = { 收款方名称: accepted.name, 收款账号: accepted.account };
const PAYOUTS = [
  payout({ ...PAID, 公示开始日期: '', 公示结束日期: '' }),
  ...['F8', 'F9'].map((id) => payout({ ...PAID, 发放编号: id, 发放状态: '公示中', 发放日期: '' })),
];

/** Loads ledgers of the town with the persons in them, and withdraws the last load with a reason that names one. */
export async function plantLedgers(test: TestHome): Promise<void> {
  const ledgers = {
    'a.csv': csv(institution()),
    'k.csv': csv(...CLASSES),
    [`学员${stray.id}.csv`]: csv(...ENROLMENTS),
    'f.csv': csv(...PAYOUTS),
  };
  await test.load(ledgers, { unit: TOWN });
  await test.load({ [`${filed.name}${filed.id}.xlsx`]: TITLED }, { unit: TOWN });
  await test.load({ 'w.csv': csv(institution({ 机构编码: creditCode(3) })) }, { unit: TOWN });
  const reason = `报错了：${written.name} ${grouped(written.id, ' ')}`;
  await withdraw({ home: test.home, batch: 'B3', by: 'li', comment: reason });
}
