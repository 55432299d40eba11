import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  enrolment,
  idOf,
  klass,
  makeWarehouse,
  payout,
  type TestWarehouse,
  type WarehouseRows,
} from '../../test/warehouse.ts';
import { UnknownFilterValue } from '../figures/index.ts';
import { readDomains, readFunds, readMonths, readRatios, readTotal, readUnits } from './index.ts';

const fund = (year: number, department: string, source: string, budget: string, arrived: string) => ({
  year,
  department,
  source,
  budget,
  arrived,
});

const LEDGERS: WarehouseRows = {
  classes: [
    klass({}),
    klass({
      class_id: 'K2',
      domain: '产业服务',
      mode: '项目制培训',
      department: '人社局',
      town: '市本级',
      starts_on: '2021-05-01',
      ends_on: '2021-05-20',
    }),
    klass({ class_id: 'K0', starts_on: '2019-06-01', ends_on: '2019-06-30' }),
    klass({ class_id: 'KX', starts_on: '2021-12-20', ends_on: '2022-01-05' }),
  ],
  enrolments: [
    enrolment('K1', 'P1', { certificate_no: 'Z1', certified_on: '2020-02-01' }),
    enrolment('K1', 'P2', { result: '不合格' }),
    enrolment('K1', 'P3', { status: '退学', result: '未考核' }),
    enrolment('K2', 'P1', { certificate_no: 'Z2', certified_on: '2021-07-01' }),
    enrolment('K2', 'P4', { category: '残疾人', result: '未考核' }),
    enrolment('K0', 'P5'),
    enrolment('KX', 'P6'),
  ],
  payouts: [
    payout('F1', 'K1', { person_id: idOf('P1') }),
    payout('F2', 'K1', { person_id: idOf('P1'), amount: '50.05', source: '失业保险基金结余' }),
    payout('F3', 'K1', { persons: 2 }),
    payout('F4', 'K1', { persons: 5, paid_on: '2021-03-01' }),
    payout('F5', 'K2', { persons: 9, payout_status: '已退回' }),
    payout('F6', 'K2', { person_id: idOf('P4'), paid_on: '2021-08-01' }),
  ],
  funds: [
    fund(2019, '人社局', '就业补助资金', '100.00', '80.00'),
    fund(2020, '应急管理局', '就业补助资金', '300.50', '300.00'),
    fund(2021, '人社局', '地方人才经费', '1000.00', '0.00'),
    fund(2022, '人社局', '地方人才经费', '7.00', '7.00'),
  ],
  workforce: [
    { stat_on: '2020-12-31', area: '全市', employed: 1000, skilled: 243, high_skilled: 75 },
    { stat_on: '2021-06-30', area: '全市', employed: 1000, skilled: 250, high_skilled: 78 },
    { stat_on: '2021-06-30', area: '义亭镇', employed: 100, skilled: 26, high_skilled: 5 },
  ],
};

describe('the figures', () => {
  let warehouse: TestWarehouse;
  beforeAll(async () => {
    warehouse = await makeWarehouse('2021-06-30');
    await warehouse.hold(LEDGERS);
  });
  afterAll(() => warehouse?.close());

  it('count each training from its own day, and the baseline once', async () => {
    const at = async (asOf: string) => (await readTotal(warehouse.connection, { asOf })).total;
    expect(await at('2019-12-30')).toMatchObject({ enrolled: 1, completed: 0, coveredByBaseline: 1 });
    expect(await at('2019-12-31')).toMatchObject({ completed: 23_214, yearCompleted: 23_214 });
    expect(await at('2020-03-10')).toMatchObject({
      enrolled: 4,
      completed: 23_216,
      completedRecords: 2,
      passed: 1,
      failed: 1,
      certified: 1,
      passRate: 0.5,
      yearCompleted: 2,
    });
    expect(await at('2021-06-30')).toMatchObject({
      completedRecords: 4,
      persons: 3,
      yearCompleted: 2,
      certified: 1,
      certRate: 0.25,
      requiredPerMonth: Math.ceil((100_000 - 23_218) / 6),
    });
    expect(await at('2022-06-30')).toMatchObject({
      completedRecords: 4,
      certified: 2,
      timeProgress: 1,
      requiredPerMonth: '已到期',
    });
  });

  it('use the snapshot’s default date without an as-of date', async () => {
    const { asOf, snapshot, filters } = await readTotal(warehouse.connection, {});
    expect({ asOf, snapshot, filters }).toEqual({ asOf: '2021-06-30', snapshot: '7', filters: {} });
  });

  it('have the baseline by domain only', async () => {
    const { total: domain } = await readTotal(warehouse.connection, { domain: ['安全技能'] });
    expect(domain).toMatchObject({ completed: 8434, target: 24_000, yearPlan: 8000, planToDate: 24_432 });
    const { total: mode } = await readTotal(warehouse.connection, { mode: ['项目制培训'] });
    expect(mode).toMatchObject({ completed: 2, completedRecords: 2, absent: { target: '不适用' } });
    expect(mode).not.toHaveProperty('progress');
  });

  it('are absent with a filter that does not apply, neither zero nor unfiltered', async () => {
    const { total: bySource } = await readTotal(warehouse.connection, { source: ['失业保险基金结余'] });
    expect(bySource).toMatchObject({ paid: '50.05', absent: { completed: '不适用', forecast: '不适用' } });
    expect(bySource).not.toHaveProperty('completed');
    const { total: byTown } = await readTotal(warehouse.connection, { town: ['稠城街道'] });
    expect(byTown).toMatchObject({ paid: '350.35', absent: { budget: '不适用', paidOfBudget: '不适用' } });
    const { total: byBoth } = await readTotal(warehouse.connection, { unit: ['应急管理局', '稠城街道'] });
    expect(byBoth).toMatchObject({ completed: 2, paid: '350.35' });
    expect(byBoth).not.toHaveProperty('budget');
  });

  it('are zero for a group without rows', async () => {
    const { domains } = await readDomains(warehouse.connection, {});
    expect(domains.find(({ domain }) => domain === '技能精进')).toMatchObject({
      completed: 0,
      paid: '0.00',
      paidPersonTimes: 0,
      absent: { passRate: '无数据', budget: '不适用' },
    });
  });

  it('count a class for its department and for its town, and for the city where no town holds it', async () => {
    const { units, towns } = await readUnits(warehouse.connection, {});
    const done = (list: { completed?: number | undefined }[]) => list.map(({ completed }) => completed ?? 0);
    expect(units.find(({ unit }) => unit === '应急管理局')).toMatchObject({ completed: 2, paid: '350.35' });
    expect(units.find(({ unit }) => unit === '人社局')).toMatchObject({ completed: 2, paid: '0.00' });
    expect(done(towns).filter((completed) => completed > 0)).toEqual([2, 2]);
    expect(towns).toHaveLength(15);
    expect(towns.at(-1)).toMatchObject({ town: '市本级', completed: 2, absent: { quota: '不适用' } });
    // For a unit or a town, the list has only lines of units.
    const own = await readUnits(warehouse.connection, { unit: ['稠城街道'] });
    expect([own.units, own.towns.map(({ town }) => town)]).toEqual([[], ['稠城街道']]);
  });

  it('count a class that a town supervises after the departments', async () => {
    await warehouse.hold({
      ...LEDGERS,
      classes: [klass({ department: '义亭镇' })],
      enrolments: [enrolment('K1', 'P1')],
      payouts: [payout('F1', 'K1', { person_id: idOf('P1') })],
    });
    const { units } = await readUnits(warehouse.connection, {});
    expect(units.map(({ unit }) => unit).slice(-2)).toEqual(['镇街主管', '未分解']);
    const line = units.at(-2);
    expect(line).toMatchObject({ completed: 1, absent: { quota: '不适用', timeProgress: '不适用' } });
    expect(line?.department).toHaveLength(14);
    expect((await readUnits(warehouse.connection, { unit: ['义亭镇'] })).units).toEqual([]);
    await warehouse.hold(LEDGERS);
  });

  describe('without quotas', () => {
    it('the lead unit is assigned its domains, and plans without a lead are shown', async () => {
      const { units, towns } = await readUnits(warehouse.connection, {});
      expect(units.find(({ unit }) => unit === '应急管理局')).toMatchObject({
        quota: 16_000,
        yearPlan: 8000,
        progress: 0.000125,
        timeProgress: 0.74829,
      });
      expect(units.find(({ unit }) => unit === '财政局')?.absent).toMatchObject({
        quota: '未分解',
        progress: '未分解',
      });
      const left = units.at(-1);
      expect(left).toMatchObject({ unit: '未分解', quota: 20_000, yearPlan: 10_000 });
      // A plan without a unit has no trainings: the number is zero, not unknown.
      expect(left?.absent).toMatchObject({ completed: '不适用', passRate: '不适用', paid: '不适用' });
      expect(left).not.toHaveProperty('completed');
      expect(towns.every(({ quota }) => quota === undefined)).toBe(true);
    });

    it('there is no quota with a filter that does not apply', async () => {
      const { units } = await readUnits(warehouse.connection, { mode: ['安全技能培训'] });
      const unit = units.find((row) => row.unit === '应急管理局');
      expect(unit).toMatchObject({ completed: 2, absent: { quota: '不适用', progress: '不适用' } });
      expect(units).toHaveLength(20);
    });
  });

  describe('with quotas', () => {
    beforeAll(() =>
      warehouse.hold({
        ...LEDGERS,
        quotas: [
          { year: 2020, domain: '安全技能', unit: '应急管理局', quota: 5000 },
          { year: 2020, domain: '安全技能', unit: '稠城街道', quota: 3000 },
          { year: 2021, domain: '安全技能', unit: '应急管理局', quota: 7000 },
          { year: 2019, domain: '安全技能', unit: '应急管理局', quota: 9999 },
          { year: 2022, domain: '安全技能', unit: '应急管理局', quota: 9999 },
        ],
      }),
    );
    afterAll(() => warehouse.hold(LEDGERS));

    it('units are measured against their own, over the years that count', async () => {
      const { units, towns } = await readUnits(warehouse.connection, {});
      expect(units.find(({ unit }) => unit === '应急管理局')).toMatchObject({
        quota: 12_000,
        yearPlan: 7000,
        timeProgress: 0.74829,
      });
      expect(towns.find(({ town }) => town === '稠城街道')).toMatchObject({ quota: 3000, timeProgress: 1 });
      const { total } = await readTotal(warehouse.connection, { unit: ['应急管理局'] });
      expect(total).toMatchObject({ quota: 12_000, completed: 2 });
    });

    it('the part of a plan not covered by quotas is shown', async () => {
      const { units } = await readUnits(warehouse.connection, {});
      expect(units.at(-1)).toMatchObject({
        unit: '未分解',
        quota: 80_000 - 15_000,
        yearPlan: 40_000 - 7000,
      });
    });
  });

  it('sum money to the fen, and count paid person-times class by class', async () => {
    const { total, sources, years } = await readFunds(warehouse.connection, {});
    expect(total).toMatchObject({
      budget: '1400.50',
      arrived: '380.00',
      paid: '350.35',
      paidPersonTimes: 6,
      perHead: '58.39',
      paidOfBudget: 0.250161,
    });
    expect(sources.map(({ source, paid }) => [source, paid])).toEqual([
      ['就业补助资金', '300.30'],
      ['地方人才经费', '0.00'],
      ['行业产业发展经费', '0.00'],
      ['失业保险基金结余', '50.05'],
    ]);
    expect(years.map(({ year, budget }) => [year, budget])).toEqual([
      [2019, '100.00'],
      [2020, '300.50'],
      [2021, '1000.00'],
    ]);
    const { total: unit } = await readFunds(warehouse.connection, {
      unit: ['人社局'],
      source: ['就业补助资金'],
    });
    expect(unit).toMatchObject({ budget: '100.00', paid: '0.00', paidPersonTimes: 0 });
    expect(unit).not.toHaveProperty('perHead');
  });

  it('draw a curve that ends at the total, and plans that add up to the decree’s', async () => {
    const { months } = await readMonths(warehouse.connection, {});
    const at = (month: string) => months.find((row) => row.month === month);
    expect(months).toHaveLength(36);
    expect(at('2019-11')).toMatchObject({ completed: null, cumulative: null, plan: null });
    expect(at('2019-12')).toMatchObject({ completed: null, cumulative: 23_214, plan: 23_214 });
    expect(at('2020-03')).toMatchObject({ completed: 2, cumulative: 23_216 });
    expect(at('2021-06')).toMatchObject({ completed: 0, cumulative: 23_218 });
    expect(at('2021-07')).toMatchObject({ completed: null, cumulative: null });
    expect(at('2021-12')).toMatchObject({ plan: 103_214, timeLine: 100_000 });
    const early = await readMonths(warehouse.connection, { asOf: '2019-06-30' });
    expect(early.months.map(({ plan }) => plan)).toEqual(months.map(({ plan }) => plan));
  });

  it('compare the two ratios with their targets', async () => {
    const { current, series } = await readRatios(warehouse.connection, {});
    expect(current).toMatchObject({
      statOn: '2021-06-30',
      skilledRatio: 0.25,
      skilledGap: -1,
      skilledAttainment: '基本达成',
      skilledMissing: 10,
      highSkilledRatio: 0.312,
      highSkilledAttainment: '达成',
      highSkilledMissing: 0,
    });
    expect(series).toHaveLength(2);
    expect((await readRatios(warehouse.connection, { town: ['义亭镇'] })).current?.employed).toBe(100);
    expect((await readRatios(warehouse.connection, { domain: ['安全技能'] })).current).toBeNull();
    expect((await readRatios(warehouse.connection, { asOf: '2019-12-31' })).current).toBeNull();
  });

  it('refuse an unknown filter value, and list the known ones', async () => {
    const asked = readTotal(warehouse.connection, { domain: ['安全技能', '安全技术'] });
    await expect(asked).rejects.toThrow(UnknownFilterValue);
    await expect(asked).rejects.toThrow(/“安全技术”.*安全技能/);
    await expect(readTotal(warehouse.connection, { unit: ["'; DROP TABLE training; --"] })).rejects.toThrow(
      UnknownFilterValue,
    );
  });
});
