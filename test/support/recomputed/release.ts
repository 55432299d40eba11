import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SnapshotConnection } from '../../../etl/src/home/open-snapshot.ts';
import { programmeFolder } from '../../../etl/src/programme/load.ts';
import { PROGRAMME } from '../home.ts';
import { type Window, windowOf } from './actuals.ts';
import { type Fraction, fraction, minus, over, parsed, plus, shown, times, total } from './fraction.ts';
import type { Ledgers, Programme } from './ledgers.ts';
import { once } from './once.ts';

type Row = Record<string, string | null>;
type Cells = Record<string, string | null>;

/** What the tables of a release need beside the rows of the scores. */
export interface World {
  ledgers: Ledgers;
  institutions: Row[];
  workforce: Row[];
  programme: Programme;
}

const lines = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(programmeFolder(PROGRAMME), name), 'utf8'), { columns: true, bom: true });
const listOf = (kind: string, field: string): string[] =>
  (lines('columns.csv').find((one) => one.kind === kind && one.field === field)?.values ?? '').split('|');
const DOMAINS = lines('domains.csv');
const YEARS = lines('domain_years.csv');
const UNITS = lines('units.csv');
const TOWNS = UNITS.filter(({ kind }) => kind === 'town').map(({ name = '' }) => name);
const TARGETS = lines('targets.csv');

/** Rows that the scores do not read. */
export async function readMore(
  connection: SnapshotConnection,
): Promise<Pick<World, 'institutions' | 'workforce'>> {
  const read = async (table: string): Promise<Row[]> =>
    (await connection.runAndReadAll(`FROM ${table}`))
      .getRowObjectsJson()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([field, value]) => [field, value === null ? null : String(value)]),
        ),
      );
  return { institutions: await read('institutions'), workforce: await read('workforce') };
}

/** An enrolment and its class in one row: the class's columns where both have one. */
type Trained = { row: Row; klass: Row };

/** Spec 11, "Tables": every cell of a release, from the rows and the text of the specification alone. */
export class Recomputed {
  private readonly window: Window;
  private readonly classOf: Map<string | null, Row>;

  constructor(
    private readonly world: World,
    period: string,
    asOf?: string,
  ) {
    this.window = windowOf(period, asOf, world.programme);
    this.classOf = new Map(world.ledgers.classes.map((row) => [row.class_id ?? null, row]));
  }

  /** All tables but those of decisions and grades; people tables with the true counts. */
  tables(): Record<string, Cells[]> {
    return {
      headline: this.headline(),
      funds_by_source: this.bySource(),
      funds_by_domain: this.fundsBy(this.domains(), 'domain'),
      funds_by_mode: this.fundsBy(listOf('classes', 'mode'), 'mode'),
      funds_by_town: this.fundsBy([...this.units('town'), '市本级'], 'town'),
      funds_by_standard: this.fundsBy(
        [...new Set(lines('standards.csv').map(({ code = '' }) => code))],
        'standard',
      ),
      funds_by_unit: this.byUnit(),
      funds_by_institution: this.byInstitution(),
      progress_by_domain: this.byDomain(),
      progress_by_unit: this.progressOf('department'),
      progress_by_town: this.progressOf('town'),
      months: this.months(),
      quality_by_mode: this.qualityBy('mode'),
      quality_by_level: this.qualityBy('level'),
      people_by_group: this.people(
        'group',
        listOf('enrolments', 'category'),
        groupOf,
        'domain',
        this.domains(),
        domainOf,
      ),
      people_by_sex_age: this.people('sex', ['男', '女'], sexOf, 'age', [...BANDS, '其他'], ageOf),
      people_by_home_town: this.people(
        ...(['homeTown', [...this.units('town'), '其他', '未填'], this.homeOf] as const),
        ...(['group', listOf('enrolments', 'category'), groupOf] as const),
      ),
    };
  }

  private domains = (): string[] => DOMAINS.map(({ name = '' }) => name);
  private units = (kind: string): string[] =>
    UNITS.filter((one) => one.kind === kind).map(({ name = '' }) => name);

  private trained = (from = this.window.from): Trained[] => this.trainedSince(from);
  private paid = (from = this.window.from): Trained[] => this.paidSince(from);

  /** T of the days from one to the last that counts. */
  private trainedSince = once((from): Trained[] => {
    const { programme, ledgers } = this.world;
    return this.withClasses(ledgers.enrolments).filter(({ row, klass }) => {
      const last = klass.ends_on ?? '';
      return (
        row.status === '结业' &&
        last >= from &&
        last <= this.window.d &&
        last >= programme.from &&
        last <= programme.until &&
        !programme.baselineYears.includes(last.slice(0, 4))
      );
    });
  });

  /** P of the days from one to the last that counts, with its class. */
  private paidSince = once((from): Trained[] => {
    const isPaid = ({ payout_status, paid_on }: Row): boolean =>
      payout_status === '已发放' && (paid_on ?? '') >= from && (paid_on ?? '') <= this.window.d;
    return this.withClasses(this.world.ledgers.payouts.filter(isPaid));
  });

  private withClasses = (rows: Row[]): Trained[] =>
    rows.map((row) => ({ row, klass: this.classOf.get(row.class_id ?? null) ?? {} }));

  private total = (): Trained[] => this.paid(this.world.programme.from);

  private fundsBy(keys: string[], field: string): Cells[] {
    return keys.map((key) => ({ key, ...this.money(({ klass }) => klass[field] === key) }));
  }

  private money(own: (one: Trained) => boolean): Cells {
    const [period, whole] = [this.paid().filter(own), this.total().filter(own)];
    const [sum, times] = [amountOf(period), personTimes(period)];
    return {
      paidPeriod: shown(sum, 2),
      personTimesPeriod: String(times),
      perHeadPeriod: times === 0 ? null : shown(over(sum, fraction(times)), 2),
      paidTotal: shown(amountOf(whole), 2),
      personTimesTotal: String(personTimes(whole)),
    };
  }

  private fundsOf(field: string, key: string, what: 'budget' | 'arrived'): Fraction {
    const { funds } = this.world.ledgers;
    const own = funds.filter((row) => row[field] === key && this.window.years.includes(row.year ?? ''));
    return total(own.map((row) => parsed(row[what] ?? '0')));
  }

  /** There is no budget of years that no ledger of funds tells of. */
  private known(amount: Fraction): string | null {
    const years = this.world.ledgers.funds.map(({ year }) => year ?? '');
    return years.some((year) => this.window.years.includes(year)) ? shown(amount, 2) : null;
  }

  private bySource(): Cells[] {
    return listOf('payouts', 'source').map((source) => {
      const own = ({ row }: Trained): boolean => row.source === source;
      const [budget, paid] = [this.fundsOf('source', source, 'budget'), amountOf(this.paid().filter(own))];
      return {
        source,
        budget: this.known(budget),
        arrived: this.known(this.fundsOf('source', source, 'arrived')),
        paidPeriod: shown(paid, 2),
        paidTotal: shown(amountOf(this.total().filter(own)), 2),
        paidOfBudget: ratio(paid, budget),
      };
    });
  }

  private byUnit(): Cells[] {
    return UNITS.flatMap(({ name: key = '' }) => {
      const own = ({ klass }: Trained): boolean => klass.department === key;
      const budget = this.fundsOf('department', key, 'budget');
      if (budget.n === 0n && amountOf(this.total().filter(own)).n === 0n) return [];
      const paid = amountOf(this.paid().filter(own));
      return [{ key, budget: this.known(budget), paidOfBudget: ratio(paid, budget), ...this.money(own) }];
    });
  }

  private byInstitution(): Cells[] {
    const codes = [...new Set(this.total().map(({ klass }) => klass.institution_code ?? ''))];
    const sum = once((code) => amountOf(this.total().filter(({ klass }) => klass.institution_code === code)));
    return codes
      .sort((a, b) => Number(minus(sum(b), sum(a)).n) || (a < b ? -1 : 1))
      .map((code) => ({
        code,
        name: this.world.institutions.find((row) => row.institution_code === code)?.institution_name ?? null,
        ...this.money(({ klass }) => klass.institution_code === code),
      }));
  }

  /** Baseline of a domain; 0 where nothing was reported. */
  private baseline = (domain?: string): number =>
    YEARS.filter((one) => one.kind === 'baseline' && (domain === undefined || one.domain === domain)).reduce(
      (sum, { value }) => sum + Number(value ?? 0),
      0,
    );
  private completed = (own: (one: Trained) => boolean = () => true): number =>
    this.trained(this.world.programme.from).filter(own).length;

  private byDomain(): Cells[] {
    return DOMAINS.map(({ name: domain = '', target = '' }) => {
      const own = ({ klass }: Trained): boolean => klass.domain === domain;
      const completed = this.baseline(domain) + this.completed(own);
      const plans = YEARS.filter(
        (one) => one.kind === 'plan' && one.domain === domain && this.window.years.includes(one.year ?? ''),
      );
      return {
        ...{ domain, target, completed: String(completed) },
        progress: ratio(fraction(completed), parsed(target)),
        yearPlan:
          plans.length === 0 ? null : String(plans.reduce((sum, { value }) => sum + Number(value), 0)),
        completedPeriod: String(this.trained().filter(own).length),
      };
    });
  }

  private progressOf(kind: 'department' | 'town'): Cells[] {
    const { quotas } = this.world.ledgers;
    return this.units(kind).map((unit) => {
      const own = this.trained().filter(({ klass }) => klass[kind] === unit);
      const known =
        quotas.length > 0
          ? quotas.filter((row) => row.unit === unit && this.window.years.includes(row.year ?? ''))
          : this.world.programme.plans
              .filter((plan) => plan.lead === unit && this.window.years.includes(plan.year))
              .map(({ plan }) => ({ quota: plan }));
      const quota = times(total(known.map((row) => parsed(row.quota ?? '0'))), this.window.share);
      return {
        unit,
        quota: known.length === 0 ? null : plainly(quota),
        completedPeriod: String(own.length),
        progress: known.length === 0 ? null : ratio(fraction(own.length), quota),
        passRate: passRate(own),
        certRate: ratio(fraction(this.certified(own)), fraction(own.length)),
      };
    });
  }

  private certified = (list: Trained[]): number =>
    list.filter(
      ({ row }) =>
        row.result === '合格' &&
        row.certificate_no != null &&
        row.certified_on != null &&
        row.certified_on <= this.window.d,
    ).length;

  private qualityBy(field: 'mode' | 'level'): Cells[] {
    return listOf('classes', field).map((key) => {
      const own = this.trained().filter(({ klass }) => klass[field] === key);
      const [passed, failed] = resultsOf(own);
      return {
        ...{ key, completed: String(own.length), passed: String(passed), failed: String(failed) },
        ...{ passRate: passRate(own), certified: String(this.certified(own)) },
      };
    });
  }

  private months(): Cells[] {
    const months: Cells[] = [];
    const last = this.window.d.slice(0, 7);
    for (let at = this.world.programme.from.slice(0, 7); at <= last; at = nextMonth(at)) {
      const isBaseline = this.world.programme.baselineYears.includes(at.slice(0, 4));
      const done = this.trained(this.world.programme.from).filter(({ klass }) =>
        klass.ends_on?.startsWith(at),
      );
      months.push({
        month: at,
        completed: isBaseline ? null : String(done.length),
        paid: shown(amountOf(this.total().filter(({ row }) => row.paid_on?.startsWith(at))), 2),
      });
    }
    return months;
  }

  private headline(): Cells[] {
    const { programme, ledgers, workforce } = this.world;
    const { d } = this.window;
    const completed = this.baseline() + this.completed();
    const target = TARGETS.find(({ figure }) => figure === 'completed')?.value ?? '';
    const progress = over(fraction(completed), parsed(target));
    const time = fraction(daysFrom(programme.from, d), daysFrom(programme.from, programme.until));
    const newest = workforce
      .filter((row) => (row.stat_on ?? '') <= d && (row.area ?? '全市') === '全市')
      .sort((a, b) => (a.stat_on ?? '').localeCompare(b.stat_on ?? ''))
      .at(-1);
    const share = (a: string, b: string): string | null =>
      newest ? ratio(parsed(newest[a] ?? '0'), parsed(newest[b] ?? '0')) : null;
    const funds = (what: string): string | null => {
      const own = ledgers.funds.filter(({ year }) => (year ?? '') <= d.slice(0, 4));
      return own.length === 0 ? null : shown(total(own.map((row) => parsed(row[what] ?? '0'))), 2);
    };
    const gap = times(minus(progress, time), fraction(100));
    const values: Cells = {
      completed: String(completed),
      target,
      progress: shown(progress, 6),
      timeProgress: shown(time, 6),
      paceGap: gap.n < 0n ? `-${shown(minus(fraction(0), gap), 4)}` : shown(gap, 4),
      skilledRatio: share('skilled', 'employed'),
      highSkilledRatio: share('high_skilled', 'skilled'),
      budget: funds('budget'),
      arrived: funds('arrived'),
      paid: shown(amountOf(this.paid('0000-01-01')), 2),
      completedPeriod: String(this.trained().length),
      personsPeriod: String(new Set(this.trained().map(({ row }) => row.person_id)).size),
      paidPeriod: shown(amountOf(this.paid()), 2),
      personTimesPeriod: String(personTimes(this.paid())),
    };
    return Object.entries(values).map(([figure, value]) => ({ figure, value }));
  }

  private homeOf = ({ row }: Trained): string => {
    if (row.home_town == null) return '未填';
    const unit = this.world.programme.aliases.get(row.home_town) ?? '';
    return TOWNS.includes(unit) ? unit : '其他';
  };

  private people(
    first: string,
    rows: readonly string[],
    rowOf: (one: Trained) => string,
    second: string,
    columns: readonly string[],
    columnOf: (one: Trained) => string,
  ): Cells[] {
    const keys = this.trained().map((one) => [rowOf(one), columnOf(one)]);
    return [...rows, ALL].flatMap((row) =>
      [...columns, ALL].map((column) => ({
        [first]: row,
        [second]: column,
        personTimes: String(
          keys.filter(([own, other]) => (row === ALL || own === row) && (column === ALL || other === column))
            .length,
        ),
      })),
    );
  }
}

const ALL = '合计';
const BANDS = ['16-24', '25-34', '35-44', '45-54', '55+'];
const groupOf = ({ row }: Trained): string => row.category ?? '';
const domainOf = ({ klass }: Trained): string => klass.domain ?? '';
const sexOf = ({ row }: Trained): string => (Number(row.person_id?.[16]) % 2 === 1 ? '男' : '女');

/** Full years on the first day of the class. */
function ageOf({ row, klass }: Trained): string {
  const born = row.person_id?.slice(6, 14) ?? '';
  const first = (klass.starts_on ?? '').replaceAll('-', '');
  const age = Number(first.slice(0, 4)) - Number(born.slice(0, 4)) - (first.slice(4) < born.slice(4) ? 1 : 0);
  if (age < 16) return '其他';
  return BANDS.find((band) => age <= Number(band.slice(3) || 999)) ?? '';
}

const amountOf = (list: Trained[]): Fraction => total(list.map(({ row }) => parsed(row.amount ?? '0')));

/** Per class: the most persons of a row without an id, and the distinct persons paid by name. */
function personTimes(list: Trained[]): number {
  const classes = new Map<string, { most: number; named: Set<string> }>();
  for (const { row } of list) {
    const own = classes.get(row.class_id ?? '') ?? { most: 0, named: new Set() };
    if (row.person_id == null) own.most = Math.max(own.most, Number(row.persons ?? 0));
    else own.named.add(row.person_id);
    classes.set(row.class_id ?? '', own);
  }
  return [...classes.values()].reduce((sum, { most, named }) => sum + most + named.size, 0);
}

const resultsOf = (list: Trained[]): [number, number] => [
  list.filter(({ row }) => row.result === '合格').length,
  list.filter(({ row }) => row.result === '不合格').length,
];
function passRate(list: Trained[]): string | null {
  const [passed, failed] = resultsOf(list);
  return ratio(fraction(passed), plus(fraction(passed), fraction(failed)));
}

const ratio = (top: Fraction, bottom: Fraction): string | null =>
  bottom.n === 0n ? null : shown(over(top, bottom), 6);
/** Without zeros at the end. */
const plainly = (value: Fraction): string => shown(value, 2).replace(/\.?0+$/, '');

const DAY = 86_400_000;
const daysFrom = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY + 1;
const nextMonth = (month: string): string => {
  const [year = 0, nth = 0] = month.split('-').map(Number);
  return nth === 12 ? `${year + 1}-01` : `${year}-${String(nth + 1).padStart(2, '0')}`;
};
