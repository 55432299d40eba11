import { beforeAll, describe, expect, it } from 'vitest';
import {
  affected,
  creditCode,
  enrolment,
  institution,
  payout,
  personId,
  trainingClass,
} from '../support/ledgers.ts';
import { apprentice, apprenticeship, classPayout, dueInEach, judge, projectClass, roll } from './world.ts';

const due = async (world: Parameters<typeof judge>[0]): Promise<(string | null)[]> =>
  Object.values((await judge(world)).payouts).map(([, amount]) => amount);
const verdicts = async (world: Parameters<typeof judge>[0]): Promise<(string | null)[]> =>
  Object.values((await judge(world)).payouts).map(([verdict]) => verdict);

describe('the amount due', () => {
  it('is the standard for a person who passed and has the certificate, else zero', async () => {
    expect(
      await verdicts({
        classes: [trainingClass()],
        enrolments: [
          enrolment(),
          enrolment({ 证件号码: personId(2), 证书编号: '', 发证日期: '' }),
          enrolment({ 证件号码: personId(3), 证书编号: 'Z3', 考核结果: '不合格' }),
        ],
        payouts: [
          payout(),
          payout({ 发放编号: 'F2', 证件号码: personId(2) }),
          payout({ 发放编号: 'F3', 证件号码: personId(3) }),
          payout({ 发放编号: 'F4', 证件号码: personId(4) }),
          payout({ 发放编号: 'F5', 发放金额: '1499.99' }),
          payout({ 发放编号: 'F6', 发放金额: '1500.01' }),
          payout({ 发放编号: 'F7', 发放状态: '已退回' }),
        ],
      }),
    ).toEqual(['一致', '不应发', '不应发', '不应发', '少发', '多发', null]);
  });

  it('is zero outside the period, and unknown without a valid standard', async () => {
    const at = (id: string, day: string) => trainingClass({ 班级编号: id, 开班日期: day, 结束日期: day });
    const classes = [
      at('K1', '2018-12-31'),
      at('K2', '2019-01-01'),
      at('K3', '2020-01-29'),
      at('K4', '2020-01-30'),
      at('K5', '2021-12-31'),
      at('K6', '2022-01-01'),
    ];
    const ids = classes.map(({ 班级编号 = '' }) => 班级编号);
    expect(
      await verdicts({
        classes: classes.map((row, index) => ({ ...row, '职业（工种）或项目': `电工${index}` })),
        enrolments: ids.map((id, index) =>
          enrolment({ 班级编号: id, 证件号码: personId(index + 1), 证书编号: id }),
        ),
        payouts: ids.map((id, index) =>
          payout({ 发放编号: id, 班级编号: id, 证件号码: personId(index + 1) }),
        ),
      }),
    ).toEqual(['不应发', '无适用标准', '无适用标准', '一致', '一致', '不应发']);
  });

  describe('of a project class counts persons and days', () => {
    const cases = [
      ['a fraction of a day', '20', 10, '5000.00'],
      ['ten days at most', '100', 10, '20000.00'],
      ['exactly ten days', '80', 10, '20000.00'],
      ['an odd number of hours, half a fen up', '40.00005', 1, '1000.00'],
      ['eighty persons', '8', 80, '16000.00'],
      ['eighty of eighty-one persons', '8', 81, '16000.00'],
    ] as const;
    let amounts: (string | null)[][];
    beforeAll(async () => {
      amounts = await dueInEach(
        cases.map(([, hours, persons]) => ({
          classes: [projectClass({ 课时: hours })],
          enrolments: roll('K1', persons),
          payouts: [classPayout({ 补贴人数: String(persons) })],
        })),
      );
    });

    it.each(cases.map(([what, , , expected], at) => [what, at, expected] as const))(
      '%s',
      (_, at, expected) => {
        expect(amounts[at]).toEqual([expected]);
      },
    );
  });

  describe('increases by the first valid uplift', () => {
    const cases = [
      ['小班化', {}, 30, '45000.00'],
      ['小班化', {}, 31, '31000.00'],
      ['省内研修', { 培训地域: '省内' }, 2, '6000.00'],
      ['省内研修', { 培训地域: '华东' }, 2, '2000.00'],
      ['华东以外研修', { 培训地域: '华东以外' }, 2, '10000.00'],
      ['小班化、华东研修', { 培训地域: '华东' }, 2, '3000.00'],
      ['华东研修、小班化', { 培训地域: '省内' }, 2, '3000.00'],
      ['无', { 培训地域: '省内' }, 2, '2000.00'],
    ] as const;
    let amounts: (string | null)[][];
    beforeAll(async () => {
      amounts = await dueInEach(
        cases.map(([uplift, change, persons]) => ({
          classes: [projectClass({ 上浮类型: uplift, ...change })],
          enrolments: roll('K1', persons),
          payouts: [classPayout()],
        })),
      );
    });

    it.each(
      cases.map(
        ([uplift, change, persons, expected], at) => [uplift, change, persons, at, expected] as const,
      ),
    )('%s %o with %i trainees', (_uplift, _change, _persons, at, expected) => {
      expect(amounts[at]).toEqual([expected]);
    });
  });

  it('increases only for those whose employer was on the list on the first day', async () => {
    const [listed, removed, later] = [creditCode(21), creditCode(22), creditCode(23)];
    const employers = [listed, removed, later, ''];
    expect(
      await due({
        classes: [trainingClass({ 上浮类型: '经贸摩擦' })],
        affected: [
          affected({ 企业编码: listed, 列入日期: '2020-03-10', 移出日期: '2020-03-11' }),
          affected({ 企业编码: removed, 列入日期: '2020-01-01', 移出日期: '2020-03-10' }),
          affected({ 企业编码: later, 列入日期: '2020-03-11' }),
        ],
        enrolments: employers.map((code, index) =>
          enrolment({ 证件号码: personId(index + 1), 证书编号: `Z${index}`, 工作单位编码: code }),
        ),
        payouts: employers.map((_, index) =>
          payout({ 发放编号: `F${index}`, 证件号码: personId(index + 1) }),
        ),
      }),
    ).toEqual(['1950.00', '1500.00', '1500.00', '1500.00']);
  });

  it('of an apprentice is a ceiling, minus the worth of another class of the year', async () => {
    const classes = [
      apprenticeship({ 班级编号: 'A1', 补贴标准: 'A5', 等级: '初级工', '职业（工种）或项目': '焊工' }),
      apprenticeship({
        班级编号: 'A2',
        开班日期: '2020-05-01',
        结束日期: '2020-06-01',
        '职业（工种）或项目': '焊工',
      }),
      apprenticeship({
        班级编号: 'A3',
        开班日期: '2021-05-01',
        结束日期: '2021-06-01',
        '职业（工种）或项目': '焊工',
      }),
    ];
    const judged = await judge({
      classes,
      enrolments: ['A1', 'A2', 'A3'].map((id) => apprentice({ 班级编号: id, 证书编号: id })),
      payouts: ['A1', 'A2', 'A3'].map((id) =>
        classPayout({ 发放编号: id, 班级编号: id, 收款方类型: '企业', 补贴人数: '1', 发放金额: '4000.00' }),
      ),
    });
    expect(judged.payouts).toEqual({
      A1: ['未超上限', '4000.00'],
      A2: ['多发', '1000.00'],
      A3: ['未超上限', '5000.00'],
    });
    expect(judged.findings.R16).toEqual([`${personId(1)}|2020`]);
  });

  it('of an apprentice follows student, certificate and industry', async () => {
    const cases: [Record<string, string>, Record<string, string>, string][] = [
      [{}, {}, '5000.00'],
      [{}, { 证书编号: '', 发证日期: '' }, '3000.00'],
      [{}, { 学徒类型: '学生学徒' }, '3000.00'],
      [{ 上浮类型: '重点产业' }, {}, '7500.00'],
      [{ 上浮类型: '重点产业', '职业（工种）或项目': '汽车维修' }, {}, '5000.00'],
      [{ 上浮类型: '重点产业', '职业（工种）或项目': '汽车维修', 所属产业: '信息光电' }, {}, '7500.00'],
      [{ 上浮类型: '重点产业', 所属产业: '纺织' }, {}, '5000.00'],
    ];
    const amounts = await dueInEach(
      cases.map(([classChange, change]) => ({
        classes: [apprenticeship({ 所属产业: '', ...classChange })],
        enrolments: [apprentice(change)],
        payouts: [classPayout({ 收款方类型: '企业', 补贴人数: '1' })],
      })),
    );
    expect(amounts).toEqual(cases.map(([, , expected]) => [expected]));
  });

  it('of platform training is at most twenty yuan an attended hour', async () => {
    const world = (amount: string) => ({
      classes: [trainingClass({ 培训方式: '互联网+培训', 补贴标准: 'N1', 等级: '无' })],
      enrolments: [enrolment({ 出勤课时: '12.5' })],
      payouts: [payout({ 发放金额: amount })],
    });
    expect(await verdicts(world('250.00'))).toEqual(['未超上限']);
    expect(await verdicts(world('250.01'))).toEqual(['多发']);
  });

  it('stops after three a year and one of each occupation and level', async () => {
    const days = ['2020-02-01', '2020-03-01', '2020-04-01', '2020-05-01', '2020-06-01', '2021-01-01'];
    const occupations = ['电工', '焊工', '电工', '钳工', '车工', '铣工'];
    const judged = await judge({
      classes: days.map((day, index) =>
        trainingClass({
          班级编号: `K${index}`,
          开班日期: day,
          结束日期: day,
          备案日期: '2020-01-01',
          '职业（工种）或项目': occupations[index] ?? '',
        }),
      ),
      enrolments: days.map((_, index) => enrolment({ 班级编号: `K${index}`, 证书编号: `Z${index}` })),
      payouts: days.map((_, index) => payout({ 发放编号: `F${index}`, 班级编号: `K${index}` })),
    });
    expect(Object.values(judged.payouts).map(([verdict]) => verdict)).toEqual([
      '一致',
      '一致',
      '不应发',
      '一致',
      '不应发',
      '一致',
    ]);
    expect(judged.findings.R02).toEqual([`K2|${personId(1)}`]);
    expect(judged.findings.R03).toEqual([`K4|${personId(1)}`]);
  });

  it('is zero at an institution outside the places of the programme', async () => {
    const at = (place: string) =>
      verdicts({
        institutions: [institution({ 所在地: place })],
        classes: [trainingClass()],
        enrolments: [enrolment()],
        payouts: [payout()],
      });
    expect(await at('杭州')).toEqual(['一致']);
    expect(await at('其他')).toEqual(['不应发']);
  });
});
