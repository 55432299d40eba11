import { describe, expect, it } from 'vitest';
import {
  FIELD_FORMATS,
  type FieldCase,
  type FieldFormat,
  ownEnrolment,
  ownPayout,
  PAYOUT,
  paid,
  shownAs,
  tableOf,
  useFieldCases,
} from '../support/field.ts';
import { personId } from '../support/ledgers.ts';

let serial = 300;
const certified = (change: Record<string, string>): FieldCase => {
  serial += 1;
  return { rows: tableOf(ownEnrolment({ 证书编号: `Z${serial}`, 发证日期: '2020-10-01', ...change })) };
};

/** Words in the column 证书编号 that say there is none, and words that are no number. */
const NO_CERTIFICATE =
  '未发 未发证 无证 没有 空 空白 （空白） 未填写 待填 不适用 不涉及 NA n.a. nil undefined <NULL> (null) [NULL] — ——— ---- …… ... ___ ~~~ ······· // 0'.split(
    ' ',
  );
const REMARKS =
  '待定 待补 待发 办理中 补办中 丢失 同上 〃 ″ 不详 未知 见附件 √ × ? *** TRUE Infinity {{cert}} [objectObject] =A1 =VLOOKUP(A2,B:C,2,0)'.split(
    ' ',
  );
const ERRORS = 'Err:502 Err:508 #NAME? #DIV/0！ ＃N/A #SPILL! #####'.split(' ');
const ACCOUNTS = '现金 待定 同上 支付宝 / 无'.split(' ');
const AMOUNTS: Record<string, string | null> = {
  '１，５００．００': '1500',
  '1 500': '1500',
  '1\u200b500\u00a0': '1500',
  '￥1,500元': '1500',
  ...Object.fromEntries(
    '16万元 1.6w 1500元整 RMB1500 1,50,000 1.500,00 (1500) （1500） 1500- 1.5e3 1500. +1500 壹仟伍佰元整 15OO 约1500 1500/人 $1500 1500美元 15‰ 1500（含税）'
      .split(' ')
      .map((text) => [text, null]),
  ),
};
const DAYS: Record<string, boolean> = {
  ...Object.fromEntries(
    '2021.3.5 2021年3月5日 20210305 2021-3-5　0:00:00 ２０２１－０３－０５'
      .split(' ')
      .map((text) => [text, true]),
  ),
  ...Object.fromEntries(
    '21/3/5 44260 二〇二一年三月五日 2021年3月 2021-02-30 民国110年3月5日 2021年3月5号 2021-3-5至2021-3-9 2021–03–05 5/3/2021 1614902400 2021-03-05T08:00:00Z 待定'
      .split(' ')
      .map((text) => [text, false]),
  ),
};
const own = personId(900);
const IDS: Record<string, string | null> = {
  [`'${personId(901)}`]: null,
  [`="${personId(902)}"`]: null,
  [personId(903).replace(/(.{6})(.{8})/, '$1 $2\u00a0')]: null,
  [personId(904).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))]: null,
  [own.replace('0', 'O')]: 'V05',
  [`${own}/${own}`]: 'V05',
  [own.replace(/(.{6}).{8}/, '$1********')]: 'V05',
  '3.30782E+17': 'V06',
  同上: 'V05',
};

const pay = (change: Record<string, string>): FieldCase => ({ rows: tableOf(ownPayout(change)) });
const CASES: Record<string, FieldCase> = {
  ...Object.fromEntries(
    [...NO_CERTIFICATE, ...REMARKS, ...ERRORS].map((text) => [
      `certificate ${text}`,
      certified({ 证书编号: text }),
    ]),
  ),
  ...Object.fromEntries(ACCOUNTS.map((text) => [`account ${text}`, pay({ 收款账号: text })])),
  ...Object.fromEntries(Object.keys(AMOUNTS).map((text) => [`amount ${text}`, pay({ 发放金额: text })])),
  ...Object.fromEntries(
    Object.keys(DAYS).map((text) => [
      `day ${text}`,
      pay({ 发放日期: text, 公示开始日期: '', 公示结束日期: '' }),
    ]),
  ),
  ...Object.fromEntries(Object.keys(IDS).map((text) => [`id ${text}`, certified({ 证件号码: text })])),
  'name 同上': certified({ 姓名: '同上' }),
  'town 待定': certified({ 常住镇街: '待定' }),
};

/** The amount 15000, or the date behind the payout, in a number format. */
const amountAs = (format: string): FieldCase => shownAs([PAYOUT, paid()], ['发放金额', 15_000], format);
const dateAs = (format: string): FieldCase => shownAs([PAYOUT, paid()], ['发放日期', 43_981], format);
const AMOUNT_FORMATS: Record<string, boolean> = {
  '#,##0.00': true,
  '#,##0.00"元"': true,
  '[$¥-804]#,##0.00': true,
  '#,##0,': false,
  '0!.0,"万元"': false,
  '"US$"#,##0.00': false,
  '0.0%': false,
  '[DBNum2][$-804]General"元整"': false,
  ';;;': false,
};
const DATE_FORMATS: Record<string, boolean> = {
  'yyyy/m/d': true,
  'm/d/yy': true,
  'yyyy"年"m"月"d"日"': true,
  'd-mmm-yy': true,
  'h:mm': false,
  '[$-804]aaaa': false,
  General: false,
};
const WORKBOOK: Record<string, FieldCase> = {
  ...Object.fromEntries(
    Object.keys(AMOUNT_FORMATS).map((format) => [`amount as ${format}`, amountAs(format)]),
  ),
  ...Object.fromEntries(Object.keys(DATE_FORMATS).map((format) => [`date as ${format}`, dateAs(format)])),
};

describe('the text of a cell', () => {
  const found = useFieldCases({ ...CASES, ...WORKBOOK });

  const codes = (format: FieldFormat, name: string): string[] | undefined => found(format, name).codes[2];
  const cell = (format: FieldFormat, name: string, field: string) =>
    found(format, name).sheets[0]?.preview?.[0]?.cells[field];

  describe.each(FIELD_FORMATS)('in .%s', (format) => {
    it.each(NO_CERTIFICATE)('%s is no certificate', (text) => {
      expect(found(format, `certificate ${text}`)).toMatchObject({ accepted: 1, codes: {} });
    });
    it.each(REMARKS)('%s is a remark, not the number of a certificate', (text) => {
      expect(codes(format, `certificate ${text}`)).toEqual(['V25']);
    });
    it.each(ERRORS)('%s is an error', (text) =>
      expect(codes(format, `certificate ${text}`)).toEqual(['V24']),
    );
    it.each(ACCOUNTS)('%s is no account', (text) =>
      expect(codes(format, `account ${text}`)).toEqual(['V25']),
    );
    it.each(Object.entries(AMOUNTS))('the amount %s is %s', (text, amount) => {
      const name = `amount ${text}`;
      if (amount === null) expect(codes(format, name)).toEqual(['V03']);
      else expect(found(format, name)).toMatchObject({ accepted: 1, codes: {} });
    });
    it.each(Object.entries(DAYS))('whether %s is a day: %s', (text, isDay) => {
      expect(codes(format, `day ${text}`)).toEqual(isDay ? undefined : ['V02']);
    });
    it.each(Object.entries(IDS))('the id %s: %s', (text, code) => {
      expect(codes(format, `id ${text}`)).toEqual(code === null ? undefined : [code]);
    });
    it('names that refer to the row above are not read, places that are open are empty', () => {
      expect(codes(format, 'name 同上')).toEqual(['V25']);
      expect(found(format, 'town 待定')).toMatchObject({ accepted: 1, codes: {} });
    });
  });

  describe.each(['xlsx', 'xls'] as const)('in a number format of .%s', (format) => {
    it.each(Object.entries(AMOUNT_FORMATS))('%s: whether 15000 is an amount: %s', (code, isAmount) => {
      const name = `amount as ${code}`;
      if (isAmount) expect(cell(format, name, 'amount')).toBe('15000');
      expect(codes(format, name)).toEqual(isAmount ? undefined : [code === ';;;' ? 'V01' : 'V03']);
    });
    it.each(Object.entries(DATE_FORMATS))('%s: whether a day is shown: %s', (code, isDay) => {
      expect(codes(format, `date as ${code}`)).toEqual(isDay ? undefined : ['V02']);
    });
  });
});
