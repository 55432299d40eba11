import { beforeAll, describe, expect, it } from 'vitest';
import {
  creditCode,
  enrolment,
  fund,
  institution,
  payout,
  personId,
  trainingClass,
} from '../support/ledgers.ts';
import {
  apprentice,
  apprenticeship,
  classPayout,
  type Judgement,
  judge,
  projectClass,
  roll,
} from './world.ts';

/** A class of its own for each case: person `serial`, an occupation no other class has. */
const one = (id: string, serial: number, change: Record<string, string> = {}) =>
  trainingClass({ 班级编号: id, '职业（工种）或项目': `工种${serial}`, ...change });
const trained = (id: string, serial: number, change: Record<string, string> = {}) =>
  enrolment({ 班级编号: id, 证件号码: personId(serial), 证书编号: `Z-${id}`, ...change });
const paid = (id: string, serial: number, change: Record<string, string> = {}) =>
  payout({
    发放编号: `F-${id}`,
    班级编号: id,
    证件号码: personId(serial),
    收款账号: `62000000000000${id}`,
    ...change,
  });
const person = (birth: string, serial: number): string => personId(serial, birth);

describe('findings: matches and near misses', () => {
  let found: Judgement['findings'];
  beforeAll(async () => {
    const old = institution({
      机构编码: creditCode(2),
      资质起始日期: '2018-01-01',
      资质截止日期: '2020-03-10',
    });
    const lapsed = institution({
      机构编码: creditCode(3),
      资质起始日期: '2018-01-01',
      资质截止日期: '2020-03-09',
    });
    const far = institution({ 机构编码: creditCode(4), 所在地: '其他' });
    const judged = await judge({
      institutions: [institution(), old, lapsed, far],
      classes: [
        // R04: the first two share a day, the third begins the day after; platform training is never compared.
        one('D1', 1, { 开班日期: '2020-03-01', 结束日期: '2020-03-10' }),
        one('D2', 2, { 开班日期: '2020-03-10', 结束日期: '2020-03-20' }),
        one('D3', 3, { 开班日期: '2020-03-21', 结束日期: '2020-03-30' }),
        one('D4', 4, {
          开班日期: '2020-03-01',
          结束日期: '2020-03-30',
          培训方式: '互联网+培训',
          补贴标准: 'N1',
          等级: '无',
        }),
        // R05: 81 by name and number; 80 are allowed.
        projectClass({ 班级编号: 'E1' }),
        projectClass({ 班级编号: 'E2' }),
        // R06
        projectClass({ 班级编号: 'G1', 上浮类型: '小班化' }),
        projectClass({ 班级编号: 'G2', 上浮类型: '小班化、省内研修' }),
        projectClass({ 班级编号: 'G3', 上浮类型: '省内研修' }),
        // R13
        one('H1', 11, { 承办机构编码: creditCode(2) }),
        one('H2', 12, { 承办机构编码: creditCode(3) }),
        one('H3', 13, { 承办机构编码: creditCode(4) }),
        // R14
        one('J1', 14, { 备案日期: '2020-03-10' }),
        one('J2', 15, { 备案日期: '2020-03-11' }),
        one('J3', 16, { 备案日期: '' }),
        // R18, R23, R25
        one('L1', 17, { 开班日期: '2022-01-01', 结束日期: '2022-01-02' }),
        one('L2', 18, { 开班日期: '2022-01-01', 结束日期: '2022-01-02' }),
        one('N1', 19),
        one('N2', 20),
        one('P1', 21, { 等级: '高级工' }),
        ...['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8', 'Q9'].map((id, index) => one(id, 30 + index)),
        apprenticeship({ 班级编号: 'T1' }),
        apprenticeship({ 班级编号: 'T2', '职业（工种）或项目': '焊工' }),
      ],
      enrolments: [
        ...['D1', 'D2', 'D3', 'D4'].map((id) => trained(id, 1)),
        trained('D1', 2, { 培训状态: '退学', 考核结果: '未考核', 证书编号: '', 发证日期: '' }),
        trained('D2', 2, { 证书编号: 'Z-D2-2' }),
        ...roll('E1', 81).map((row, index) => ({ ...row, 证件号码: personId(100 + index) })),
        ...roll('E2', 81).map((row, index) => ({ ...row, 证件号码: personId(300 + index) })),
        ...roll('G1', 30).map((row, index) => ({ ...row, 证件号码: personId(500 + index) })),
        // R12: one number on two persons; twice on one person is none.
        trained('H1', 11, { 证书编号: 'DUP' }),
        trained('H2', 12, { 证书编号: 'DUP' }),
        trained('J1', 14, { 证书编号: 'SAME' }),
        trained('J2', 14, { 证书编号: 'SAME' }),
        trained('L1', 17),
        trained('N1', 19),
        trained('N2', 20),
        trained('P1', 21),
        // R15: the day before the sixteenth birthday, the birthday; a woman of 54 and 55, a man of 59 and 60.
        { ...trained('Q1', 1), 证件号码: person('20040311', 2), 证书编号: 'A1' },
        { ...trained('Q1', 1), 证件号码: person('20040310', 2), 证书编号: 'A2' },
        { ...trained('Q1', 1), 证件号码: person('19650311', 2), 证书编号: 'A3' },
        { ...trained('Q1', 1), 证件号码: person('19650310', 2), 证书编号: 'A4' },
        { ...trained('Q1', 1), 证件号码: person('19600311', 1), 证书编号: 'A5' },
        { ...trained('Q1', 1), 证件号码: person('19600310', 1), 证书编号: 'A6' },
        ...['Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8'].map((id, index) => trained(id, 31 + index)),
        // R21: 31.9 of 40 hours, and 32.
        trained('Q9', 38, { 出勤课时: '31.9' }),
        trained('Q9', 39, { 出勤课时: '32', 证书编号: 'Z-Q9-2' }),
        apprentice({ 班级编号: 'T1', 证件号码: personId(40), 证书编号: 'T1' }),
        apprentice({ 班级编号: 'T1', 证件号码: personId(41), 证书编号: 'T2' }),
        apprentice({ 班级编号: 'T2', 证件号码: personId(42), 证书编号: 'T3' }),
      ],
      payouts: [
        classPayout({ 发放编号: 'F-E1', 班级编号: 'E1', 补贴人数: '80' }),
        payout({ 发放编号: 'F-E1n', 班级编号: 'E1', 证件号码: personId(100), 收款账号: '1' }),
        classPayout({ 发放编号: 'F-E2', 班级编号: 'E2', 补贴人数: '80' }),
        paid('L1', 17),
        paid('N1', 19, { 公示开始日期: '2020-04-09' }),
        paid('N2', 20, { 公示开始日期: '2020-04-10' }),
        paid('P1', 21),
        // R07: notice ended on the day of payment, the day before; no notice; not paid yet.
        paid('Q2', 31, { 公示结束日期: '2020-05-30' }),
        paid('Q3', 32, { 公示结束日期: '2020-05-29' }),
        paid('Q4', 33, { 公示开始日期: '', 公示结束日期: '' }),
        paid('Q5', 34, { 公示结束日期: '2020-05-30', 发放状态: '公示中', 发放日期: '' }),
        // R10: one account for two persons; R19: one person twice; returned ones count for neither.
        paid('Q6', 35, { 收款账号: '777' }),
        paid('Q7', 36, { 收款账号: '777' }),
        paid('Q8', 37, { 收款账号: '888' }),
        paid('Q8', 37, { 发放编号: 'F-Q8b', 收款账号: '888' }),
        paid('Q2', 31, { 发放编号: 'F-Q2b', 发放状态: '已退回', 收款账号: '888' }),
        // R08, R11, R24
        paid('Q3', 99, { 发放编号: 'F-Q3x', 收款账号: '9' }),
        paid('Q9', 38, { 收款方类型: '机构' }),
        paid('Q9', 39, { 发放编号: 'F-Q9b', 收款方名称: '李四' }),
        // R16: 10 000.02 over two apprentices with a ceiling of 5 000 each; exactly the ceiling.
        classPayout({
          发放编号: 'F-T1',
          班级编号: 'T1',
          收款方类型: '企业',
          补贴人数: '2',
          发放金额: '10000.02',
        }),
        classPayout({
          发放编号: 'F-T2',
          班级编号: 'T2',
          收款方类型: '企业',
          补贴人数: '2',
          发放金额: '5000.00',
        }),
      ],
      funds: [fund({ 年度: '2020', 预算金额: '9999999', 到位金额: '9999999' })],
    });
    found = judged.findings;
  }, 60_000);

  it.each([
    ['R04', [`${personId(1)}|D1|D2`, `${personId(14)}|J1|J2`]],
    ['R05', ['E1']],
    ['R06', ['G2', 'G3']],
    ['R07', ['F-Q2', 'F-Q4']],
    ['R08', ['F-Q3x']],
    ['R09', ['F-T2']],
    ['R10', ['777']],
    ['R11', ['F-E1n', 'F-Q9']],
    ['R12', ['DUP']],
    ['R13', ['H2', 'H3']],
    ['R14', ['J2', 'J3']],
    ['R15', [`Q1|${person('19600310', 1)}`, `Q1|${person('19650310', 2)}`, `Q1|${person('20040311', 2)}`]],
    ['R16', [`${personId(40)}|2020`, `${personId(41)}|2020`]],
    ['R18', ['L1']],
    ['R19', [`Q8|${personId(37)}`]],
    ['R21', [`Q9|${personId(38)}`]],
    ['R23', ['L1', 'N1']],
    ['R24', ['F-Q9b']],
    ['R25', ['P1']],
  ])('%s', (rule, keys) => expect(found[rule]).toEqual(keys));
});

describe('money and lists', () => {
  const trainee = { classes: [trainingClass()], enrolments: [enrolment()], payouts: [payout()] };

  it.each([
    ['as much as has arrived', [fund({ 预算金额: '1500', 到位金额: '1500' })], undefined],
    ['more than has arrived', [fund({ 预算金额: '2000', 到位金额: '1499.99' })], ['人社局|2020']],
    ['more than the budget', [fund({ 预算金额: '1499', 到位金额: '2000' })], ['人社局|2020']],
    [
      'two sources together',
      [
        fund({ 预算金额: '1000', 到位金额: '1000' }),
        fund({ 资金来源: '地方人才经费', 预算金额: '500', 到位金额: '500' }),
      ],
      undefined,
    ],
    ['money of another year', [fund({ 年度: '2021', 预算金额: '9999', 到位金额: '9999' })], ['人社局|2020']],
  ])('R17: %s', async (_, funds, keys) => {
    expect((await judge({ ...trainee, funds })).findings.R17).toEqual(keys);
  });

  const listed = (change: Record<string, string>) => ({
    证件号码: personId(1),
    名单类型: '财政供养人员',
    起始日期: '2019-01-01',
    截止日期: '',
    ...change,
  });
  it.each([
    ['during the class', listed({}), 'enrolled', [`K1|${personId(1)}`]],
    ['up to its first day', listed({ 截止日期: '2020-03-10' }), 'enrolled', [`K1|${personId(1)}`]],
    ['until the day before it', listed({ 截止日期: '2020-03-09' }), 'enrolled', undefined],
    ['from the day after it', listed({ 起始日期: '2020-04-11' }), 'enrolled', undefined],
    ['on a list that bars others only', listed({ 名单类型: '在校学生' }), 'graduate', undefined],
  ])('R22: a trainee %s', async (_, row, kind, keys) => {
    const enrolments = [enrolment({ 人员类别: kind === 'graduate' ? '高校毕业生' : '企业职工' })];
    expect((await judge({ ...trainee, enrolments, watchlist: [row] })).findings.R22).toEqual(keys);
  });

  it('R20: twenty trainees with one rating and attendance; nineteen, or one who differs, are none', async () => {
    const judged = await judge({
      classes: ['K1', 'K2', 'K3'].map((id) => trainingClass({ 班级编号: id, '职业（工种）或项目': id })),
      enrolments: [
        ...roll('K1', 20),
        ...roll('K2', 19),
        ...roll('K3', 20).map((row, index) => (index === 0 ? { ...row, 满意度: '4' } : row)),
      ],
    });
    expect(judged.findings.R20).toEqual(['class:K1']);
  });
});
