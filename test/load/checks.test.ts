import type { QuarantinedRow } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { quarantinedRow, readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import {
  affected,
  creditCode,
  csv,
  enrolment,
  fund,
  institution,
  payout,
  personId,
  quota,
  statistic,
  trainingClass,
} from '../support/ledgers.ts';

type Kind =
  | 'institutions'
  | 'classes'
  | 'enrolments'
  | 'payouts'
  | 'workforce'
  | 'affected'
  | 'quotas'
  | 'funds';
/** The changed cells, and the expected codes; none: the row is accepted. */
type Case = [name: string, kind: Kind, change: Record<string, string>, codes: string[]];

const CASES: Case[] = [
  ['a required cell that is empty', 'enrolments', { 姓名: ' 　' }, ['V01']],
  ['an apprentice without a type', 'enrolments', { 班级编号: 'KA', 学徒类型: '' }, ['V01']],
  ['an apprentice with a type', 'enrolments', { 班级编号: 'KA', 学徒类型: '职工学徒' }, []],
  ['a person paid without an id', 'payouts', { 证件号码: '' }, ['V01']],
  ['a class paid in one row', 'payouts', { 证件号码: '-', 收款方类型: '机构', 补贴人数: '12' }, []],
  ['white space within a time', 'classes', { 开班日期: '2020-03-10 8:30:0 0' }, []],
  ['a time behind more than one space', 'classes', { 开班日期: '2020/3/10  08 :30' }, []],
  ['a day far ahead', 'institutions', { 资质截止日期: '9999-12-31' }, []],
  ['a day that does not exist', 'classes', { 开班日期: '2020-02-30' }, ['V02']],
  ['a mixed date notation', 'classes', { 开班日期: '2020-03/10' }, ['V02']],
  ['a two-digit year', 'classes', { 开班日期: '20-03-10' }, ['V02']],
  ['a bare Excel serial', 'classes', { 开班日期: '43900' }, ['V02']],
  ...[
    '2020/3/1',
    '2020.3.1',
    '20200301',
    '2020年3月1日',
    '2020-03-01 08:30',
    '2020/3/1 8:30:00',
    '2020年3月1日 08:30',
    '２０２０－０３－０１',
    ' 2020 - 03 - 01 ',
  ].map((date): Case => [`the date ${date}`, 'classes', { 开班日期: date }, []]),
  ['no number', 'classes', { 课时: '四十' }, ['V03']],
  ['a fraction of an hour', 'classes', { 课时: '40.5' }, []],
  ['a fraction of a person', 'classes', { 计划人数: '30.5' }, ['V03']],
  ['a negative number', 'classes', { 计划人数: '-3' }, ['V03']],
  ['thousands separators', 'classes', { 计划人数: '1,000' }, []],
  ['separators in the wrong place', 'classes', { 计划人数: '10,00' }, ['V03']],
  ['a tenth of a fen', 'payouts', { 发放金额: '1500.005' }, ['V03']],
  ['a negative amount', 'payouts', { 发放金额: '-1500' }, ['V03']],
  ...['￥1,500.00', '¥1500', '1500元', '１５００．００', '1500.5'].map(
    (amount): Case => [`the amount ${amount}`, 'payouts', { 发放金额: amount }, []],
  ),
  ['a word that is not in the list', 'enrolments', { 培训状态: '已结业' }, ['V04']],
  ['an optional enumeration with a dash', 'enrolments', { 学徒类型: '-' }, ['V04']],
  ['an uplift that does not exist', 'classes', { 上浮类型: '小班化、大班化' }, ['V04']],
  ['two uplifts', 'classes', { 上浮类型: '小班化、经贸摩擦' }, []],
  ['no uplift', 'classes', { 上浮类型: '' }, []],
  ['a wrong check digit', 'enrolments', { 证件号码: '11010119900101999X' }, ['V05']],
  ['a 15-digit id', 'enrolments', { 证件号码: '110101900101001' }, ['V05']],
  ['a passport', 'enrolments', { 证件号码: 'E12345678' }, ['V05']],
  ['an impossible birth date', 'enrolments', { 证件号码: personId(9, '19901332') }, ['V05']],
  ['an id from the future', 'enrolments', { 证件号码: personId(9, '20990101') }, ['V05']],
  ['a lower-case x', 'enrolments', { 证件号码: lowerX() }, []],
  ['an id that Excel destroyed', 'enrolments', { 证件号码: '3.30782E+17' }, ['V06']],
  ['an account that Excel destroyed', 'payouts', { 收款账号: '6.21700E+18' }, ['V06']],
  ['a certificate that Excel destroyed', 'enrolments', { 证书编号: '1.2E+17' }, ['V06']],
  ['a credit code of 17', 'institutions', { 机构编码: creditCode(5).slice(1) }, ['V07']],
  ['a credit code with an I', 'institutions', { 机构编码: `I${creditCode(5).slice(1)}` }, ['V07']],
  ['a wrong check character', 'enrolments', { 工作单位编码: wrongCheck(creditCode(5)) }, ['V07']],
  ['a lower-case credit code', 'enrolments', { 工作单位编码: creditCode(6).toLowerCase() }, []],
  ['an empty employer', 'enrolments', { 工作单位编码: '—' }, []],
  ['a class that ends before it begins', 'classes', { 开班日期: '2020-05-01' }, ['V08']],
  ['a class that is not there', 'enrolments', { 班级编号: 'nowhere' }, ['V09']],
  ['a payout of a class that is not there', 'payouts', { 班级编号: 'nowhere' }, ['V09']],
  ['an institution that is not there', 'classes', { 承办机构编码: creditCode(99) }, ['V09']],
  ['an unknown unit', 'classes', { 主管部门: '人社' }, ['V09']],
  ['a unit by its long name', 'classes', { 主管部门: '义乌市人力资源和社会保障局' }, []],
  ['an unknown domain', 'classes', { 领域: '11' }, ['V09']],
  ['a domain by number', 'classes', { 领域: '９' }, []],
  ['an unknown standard', 'classes', { 补贴标准: 'Q9' }, ['V09']],
  ['a lower-case standard', 'classes', { 补贴标准: 'q5' }, []],
  ['a department as town', 'classes', { 实施镇街: '人社局' }, ['V09']],
  ['no town at all', 'classes', { 实施镇街: '市本级' }, []],
  ['an unknown area', 'workforce', { 范围: '金华市' }, ['V09']],
  ['a rating of 6', 'enrolments', { 满意度: '6' }, ['V15']],
  ['half a rating', 'enrolments', { 满意度: '4.5' }, ['V15']],
  ['a rating in words', 'enrolments', { 满意度: '满意' }, ['V15']],
  ['no rating', 'enrolments', { 满意度: '/' }, []],
  ['paid without a date', 'payouts', { 发放日期: '' }, ['V16']],
  ['a payment date before the notice', 'payouts', { 发放状态: '公示中' }, ['V16']],
  ['paid back, with the date it was paid on', 'payouts', { 发放状态: '已退回' }, []],
  ['a subsidy for nobody', 'payouts', { 收款方类型: '机构', 补贴人数: '0' }, ['V18']],
  ['one person counted twice', 'payouts', { 补贴人数: '2' }, ['V18']],
  ['a notice that ends before it begins', 'payouts', { 公示结束日期: '2020-05-01' }, ['V19']],
  ['more high-skilled than skilled', 'workforce', { 统计日期: '2019-12-31', 高技能人才数: '251' }, ['V21']],
  ['more skilled than employed', 'workforce', { 统计日期: '2018-12-31', 技能劳动者数: '1001' }, ['V21']],
  [
    'everything wrong at once',
    'payouts',
    { 发放金额: 'x', 补贴人数: '0', 公示结束日期: '2020-05-01', 资金来源: '彩票' },
    ['V03', 'V04', 'V18', 'V19'],
  ],
  ['an impossible listing date', 'affected', { 列入日期: '2020-00-01' }, ['V02']],
  ['a year that is none', 'quotas', { 年度: '20年' }, ['V03']],
  ['a year with its word', 'quotas', { 年度: '2021年' }, []],
  ['an unknown department', 'funds', { 部门: '公安局' }, ['V09']],
];

function lowerX(): string {
  for (let serial = 100; ; serial += 1) {
    const id = personId(serial);
    if (id.endsWith('X')) return id.replace('X', 'x');
  }
}

function wrongCheck(code: string): string {
  return code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
}

describe('row checks', () => {
  let test: TestHome;
  let quarantined: QuarantinedRow[];
  /** Row in its file of each case. */
  const placeOf = new Map<string, { file: string; row: number }>();

  beforeAll(async () => {
    test = await makeHome();
    const rows: Record<Kind, Record<string, string>[]> = {
      institutions: [institution()],
      classes: [
        trainingClass(),
        trainingClass({ 班级编号: 'KA', 培训方式: '企业新型学徒制', 补贴标准: 'A5' }),
      ],
      enrolments: [],
      payouts: [],
      workforce: [],
      affected: [],
      quotas: [],
      funds: [],
    };
    for (const [index, [name, kind, change]] of CASES.entries()) {
      // A unique key per case, so that only the changed cell matters.
      const row = {
        institutions: () => institution({ 机构编码: creditCode(100 + index), ...change }),
        classes: () => trainingClass({ 班级编号: `C${index}`, ...change }),
        enrolments: () => enrolment({ 证件号码: personId(200 + index), 工作单位编码: '', ...change }),
        payouts: () => payout({ 发放编号: `P${index}`, ...change }),
        workforce: () => statistic(change),
        affected: () => affected(change),
        quotas: () => quota(change),
        funds: () => fund(change),
      }[kind]();
      rows[kind].push(row);
      placeOf.set(name, { file: `${kind}.csv`, row: rows[kind].length + 1 });
    }
    await test.load(
      Object.fromEntries(Object.entries(rows).map(([kind, list]) => [`${kind}.csv`, csv(...list)])),
    );
    const snapshot = await openCurrentSnapshot(test.home);
    const programme = await homeProgramme(test.home);
    const entries = await readQuarantine(await snapshot.connect(), programme);
    quarantined = entries.map((entry) => quarantinedRow(entry, programme));
    snapshot.close();
  });
  afterAll(() => test?.remove());

  it.each(CASES)('%s (%s)', (name, _kind, _change, codes) => {
    const place = placeOf.get(name);
    const found = quarantined.find((row) => row.file === place?.file && row.row === place.row);
    expect(found?.codes.toSorted() ?? []).toEqual(codes);
  });

  it('reports every reason as text, without the value, and keeps the value', () => {
    const place = placeOf.get('a wrong check digit');
    const found = quarantined.find((row) => row.file === place?.file && row.row === place.row);
    expect(found?.reasons).toEqual(['V05 证件号码：校验码不正确，请对照身份证逐位核对']);
    expect(found?.values.证件号码).toBe('11010119900101999X');
  });
});
