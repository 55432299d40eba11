import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import { documentOf, periodOf, readSchemes, readScores, schemeFor } from '../../etl/src/scoring/index.ts';
import { makeWarehouse, type TestWarehouse } from '../../etl/test/warehouse.ts';
import { PROGRAMME } from '../support/home.ts';

const UNIT = '应急管理局';
const TOWN = '稠城街道';

const class_ = (class_id: string, change: Record<string, string | number | null> = {}) => ({
  class_id,
  class_name: class_id,
  domain: '安全技能',
  mode: '安全技能培训',
  standard: 'S2',
  occupation: '电工',
  department: UNIT,
  town: TOWN,
  level: '无',
  filed_on: '2021-01-02',
  starts_on: '2021-01-04',
  ends_on: '2021-02-10',
  hours: 40,
  institution_code: '91330782MA00000000',
  ...change,
});

const enrolment = (class_id: string, nth: number, change: Record<string, string | number | null> = {}) => ({
  class_id,
  person_id: `33078219900101${String(nth).padStart(3, '0')}X`,
  person_name: '学员',
  category: '企业职工',
  attended_hours: 40,
  status: '结业',
  result: '合格',
  certificate_no: `Z${class_id}${nth}`,
  certified_on: '2021-02-20',
  rating: 5,
  ...change,
});

const payout = (
  payout_id: string,
  class_id: string,
  change: Record<string, string | number | null> = {},
) => ({
  payout_id,
  class_id,
  person_id: null,
  payee_type: '机构',
  payee_name: '机构',
  payee_account: '1',
  persons: 2,
  amount: '1000.00',
  source: '就业补助资金',
  notice_from: '2021-03-01',
  notice_until: '2021-03-05',
  paid_on: '2021-03-10',
  payout_status: '已发放',
  ...change,
});

describe('scores of a small scenario, computed by hand', () => {
  let world: TestWarehouse;

  beforeAll(async () => {
    world = await makeWarehouse('2021-06-30');
    await world.hold({
      classes: [
        class_('K1'),
        class_('K2', { filed_on: '2021-05-10', starts_on: '2021-05-06', ends_on: '2021-05-20' }),
        class_('K3', { ends_on: '2021-07-02', starts_on: '2021-06-25', filed_on: '2021-06-01' }),
        class_('K4', { ends_on: '2019-05-02', starts_on: '2019-04-01' }),
      ],
      enrolments: [
        enrolment('K1', 1),
        enrolment('K1', 2, { category: '失业人员', rating: 3 }),
        enrolment('K1', 3, { result: '不合格', certificate_no: null, certified_on: null, rating: null }),
        enrolment('K2', 4, { certified_on: '2021-07-15', category: '退役军人' }),
        enrolment('K2', 5, { status: '退学' }),
        enrolment('K3', 6),
        enrolment('K4', 7),
      ],
      payouts: [
        payout('P1', 'K1'),
        payout('P2', 'K2', { paid_on: '2021-06-30', notice_until: '2021-05-30', amount: '500.00' }),
        payout('P3', 'K3', { paid_on: '2021-07-30' }),
        payout('P4', 'K1', { payout_status: '已退回' }),
      ],
      funds: [
        { year: 2021, department: UNIT, source: '就业补助资金', budget: '10000.00', arrived: '0.00' },
        { year: 2020, department: UNIT, source: '就业补助资金', budget: '777.00', arrived: '0.00' },
      ],
      quotas: [{ year: 2021, domain: '安全技能', unit: UNIT, quota: 20 }],
    });
  });
  afterAll(() => world?.close());

  const score = async (id: string, asOf?: string, confirmed?: string[]) => {
    const { facts } = await loadProgramme(programmeFolder(PROGRAMME));
    const schemes = await readSchemes(programmeFolder(PROGRAMME));
    const period = periodOf(id, facts);
    return readScores(world.connection, {
      period,
      asOf,
      scheme: schemeFor(schemes, period.from),
      ...(confirmed && { confirmed, secret: 's' }),
    });
  };
  const of = async (id: string, unit: string, asOf?: string) => {
    const { units } = documentOf(await score(id, asOf));
    const found = units.find((one) => one.unit === unit);
    return Object.fromEntries(found?.indicators.map((one) => [one.id, one]) ?? []);
  };

  it('counts and divides according to the scheme', async () => {
    const got = await of('2021H1', UNIT);
    const values = Object.fromEntries(
      Object.entries(got).map(([id, one]) => [id, [one.numerator, one.denominator, one.actual, one.points]]),
    );
    expect(values).toMatchObject({
      budgetExecution: ['1500.00', '5000.00', '0.300000', '3.00'],
      // Half a year's share of 20.
      taskCompletion: ['4', '10', '0.400000', '6.00'],
      // 3 of 10 × 90/181 by March, 4 of 10 by June.
      evenProgress: [null, null, '0.501667', '2.51'],
      passRate: ['3', '4', '0.750000', '6.67'],
      // The certificate of 15 July does not count yet.
      certificateRate: ['2', '4', '0.500000', '4.38'],
      // K3 began in June and was filed in time, though it ended later.
      filedInTime: ['2', '3', '0.666667', '2.67'],
      // P2 was paid 31 days after its notice.
      paidInTime: ['1', '2', '0.500000', '3.33'],
      keyGroups: ['2', '4', '0.500000', '10.91'],
      skilledUpgrade: ['0', '0', null, null],
      satisfaction: ['2', '3', '0.666667', '7.41'],
      violations: ['0', '2', '0.000000', '8.18'],
      traceable: ['15', '15', '1.000000', '10.91'],
    });
    expect(got.skilledUpgrade).toMatchObject({ denominator: '0', weightInForce: '0.00', light: null });
    expect(got.keyGroups).toMatchObject({ weight: '8', weightInForce: '10.91', light: 'blue' });
  });

  it('stops counting at the as-of date', async () => {
    const got = await of('2021H1', UNIT, '2021-03-31');
    expect(got.taskCompletion).toMatchObject({ numerator: '3', denominator: '10' });
    expect(got.budgetExecution).toMatchObject({ numerator: '1000.00', denominator: '5000.00' });
  });

  it('gives a town the classes held there, and leaves out indicators that do not apply', async () => {
    const got = await of('2021', TOWN);
    expect(got.taskCompletion).toMatchObject({ numerator: '5', denominator: '0', points: null });
    expect(got.budgetExecution).toMatchObject({ numerator: '2500.00', denominator: '0', actual: null });
    expect(got.passRate).toMatchObject({ numerator: '4', denominator: '5' });
  });

  it('leaves out a unit without anything (不参评), and the baseline year’s trainings', async () => {
    const { units } = await score('2019');
    expect(units.find(({ unit }) => unit === '妇联')).toMatchObject({ total: null, grade: null });
    const got = await of('2019', UNIT);
    expect(got.passRate).toMatchObject({ numerator: '0', denominator: '0', actual: null });
    expect(got.filedInTime).toMatchObject({ numerator: '0', denominator: '1' });
  });

  it('counts confirmed high findings against the unit, per thousand payouts', async () => {
    const found = await world.connection.runAndReadAll(
      "SELECT left(sha256('s' || rule || ' ' || key), 16) FROM finding WHERE severity = 'high' AND class_id = 'K1'",
    );
    const ids = found.getRowsJS().map(([id]) => String(id));
    expect(ids.length).toBeGreaterThan(0);
    const { units } = await score('2021H1', undefined, ids);
    const violations = units
      .find(({ unit }) => unit === UNIT)
      ?.indicators.find(({ id }) => id === 'violations');
    expect(violations).toMatchObject({
      numerator: String(ids.length),
      denominator: '2',
      points: '0.00',
      light: 'red',
    });
  });

  it('explains every point: the formula gives the score', async () => {
    const { units } = await score('2021H1');
    for (const { indicators } of units) {
      for (const { formula, points, actual } of indicators) {
        if (points === null) continue;
        const [ratio, rest = ''] = formula.split('；');
        const [left = '', right = ''] = ratio?.split(' = ') ?? [];
        expect(calculate(left).toFixed(5), formula).toBe(Number(right).toFixed(5));
        expect(right).toBe(actual);
        const [expression = '', result = ''] = rest.includes('→')
          ? (rest.split('→ ')[1]?.split(' = ') ?? [])
          : rest.split(' = ');
        expect(result).toBe(points);
        expect(Math.abs(calculate(expression) - Number(points)), formula).toBeLessThan(0.005001);
      }
    }
  });
});

/** A pocket calculator: digits, brackets, + − × ÷, min and max. */
function calculate(text: string): number {
  const code = text
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('÷', '/')
    .replaceAll(/min|max/g, (name) => `Math.${name}`);
  if (!/^(?:[\d.,+\-*/() ]|Math\.(?:min|max))+$/.test(code)) throw new Error(`not a calculation: ${text}`);
  return Number(new Function(`return ${code}`)());
}
