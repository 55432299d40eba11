import {
  absolute,
  type Fraction,
  fraction,
  isZero,
  larger,
  minus,
  over,
  parsed,
  plus,
  smaller,
  times,
  total,
} from './fraction.ts';
import { comparable, type Ledgers, type Programme } from './ledgers.ts';

export interface Window {
  from: string;
  to: string;
  /** Last day that counts. */
  d: string;
  /** Share of the quota and budget of the years it touches. */
  share: Fraction;
  years: string[];
}

/** spec 4, "Periods". */
export function windowOf(id: string, asOf: string | undefined, programme: Programme): Window {
  const year = id.slice(0, 4);
  const part = id.slice(4);
  const named: Record<string, [string, number]> = {
    '': ['12-31', 12],
    Q1: ['03-31', 3],
    H1: ['06-30', 6],
    Q3: ['09-30', 9],
  };
  const [end, twelfths] = named[part] ?? ['', 12];
  const whole = end === '';
  const from = whole ? programme.from : `${year}-01-01`;
  const to = whole ? programme.until : `${year}-${end}`;
  const years: string[] = [];
  for (let y = Number(from.slice(0, 4)); y <= Number(to.slice(0, 4)); y += 1) years.push(String(y));
  return { from, to, d: asOf !== undefined && asOf < to ? asOf : to, share: fraction(twelfths, 12), years };
}

/** What an indicator is: `denominator` null where it has none to show. 不适用 where `actual` is null. */
export interface Actual {
  numerator: Fraction | null;
  denominator: Fraction | null;
  actual: Fraction | null;
}

type Row = Record<string, string | null>;
/** An enrolment with its class. */
interface Trainee {
  row: Row;
  klass: Row;
}

const LEVELS = ['初级工', '中级工', '高级工', '技师', '高级技师'];
const JUDGED = ['一致', '多发', '少发', '不应发', '未超上限'];
const DAY = 86_400_000;
const daysFrom = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY + 1;
const addDays = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);

/** A unit's rows of each ledger. */
interface UnitRows {
  classes: Row[];
  /** The classes by number. */
  own: Map<string | null | undefined, Row>;
  enrolments: Row[];
  payouts: Row[];
  /** Quarantined rows that are the unit's. */
  waiting: number;
}

/** Found once for all periods. */
const found = new WeakMap<Ledgers, Map<string, UnitRows>>();

function rowsOf(unit: string, kind: string, ledgers: Ledgers, programme: Programme): UnitRows {
  const known = found.get(ledgers) ?? new Map<string, UnitRows>();
  found.set(ledgers, known);
  const rows = known.get(unit) ?? findRows(unit, kind, ledgers, programme);
  known.set(unit, rows);
  return rows;
}

function findRows(unit: string, kind: string, ledgers: Ledgers, programme: Programme): UnitRows {
  const classes = ledgers.classes.filter(
    (row) => row[kind === 'department' ? 'department' : 'town'] === unit,
  );
  const own = new Map(classes.map((row) => [row.class_id, row]));
  const waiting = ledgers.quarantine.filter(
    ({ kind: ledger, reporter, cells }) =>
      ['classes', 'enrolments', 'payouts'].includes(ledger) &&
      (reporter === unit ||
        programme.aliases.get(comparable(cells.department)) === unit ||
        programme.aliases.get(comparable(cells.town)) === unit ||
        own.has(comparable(cells.class_id))),
  );
  return {
    classes,
    own,
    enrolments: ledgers.enrolments.filter(({ class_id }) => own.has(class_id ?? null)),
    payouts: ledgers.payouts.filter(({ class_id }) => own.has(class_id ?? null)),
    waiting: waiting.length,
  };
}

/** The thirteen actual values of a unit, from the rows alone (spec 4, "The scheme"). */
export function actualsOf(
  unit: string,
  kind: string,
  { from, to, d, share, years }: Window,
  ledgers: Ledgers,
  programme: Programme,
): Record<string, Actual> {
  const within = (day: string | null | undefined): boolean => day != null && day >= from && day <= d;
  const { classes, own, enrolments, payouts, waiting } = rowsOf(unit, kind, ledgers, programme);
  const trained = enrolments
    .map((row): Trainee => ({ row, klass: own.get(row.class_id ?? null) ?? {} }))
    .filter(({ row, klass }) => {
      const last = klass.ends_on ?? '';
      const isInside = last >= programme.from && last <= programme.until;
      return (
        row.status === '结业' &&
        within(last) &&
        isInside &&
        !programme.baselineYears.includes(last.slice(0, 4))
      );
    });
  const paid = payouts.filter(({ payout_status, paid_on }) => payout_status === '已发放' && within(paid_on));
  const count = (list: unknown[]): Fraction => fraction(list.length);
  const share_ = (numerator: Fraction, denominator: Fraction): Actual => ({
    numerator,
    denominator,
    actual: isZero(denominator) ? null : over(numerator, denominator),
  });
  const money = (rows: Row[]): Fraction => total(rows.map(({ amount }) => parsed(amount ?? '0')));

  const budget = times(
    total(
      ledgers.funds
        .filter(({ department, year }) => department === unit && years.includes(year ?? ''))
        .map((row) => parsed(row.budget ?? '0')),
    ),
    share,
  );
  const quotaOf = (year: string): Fraction =>
    ledgers.quotas.length > 0
      ? total(
          ledgers.quotas
            .filter((row) => row.unit === unit && row.year === year)
            .map((row) => parsed(row.quota ?? '0')),
        )
      : total(
          programme.plans
            .filter((plan) => plan.lead === unit && plan.year === year)
            .map(({ plan }) => parsed(plan)),
        );
  const quota = times(total(years.map(quotaOf)), share);

  const certified = trained.filter(
    ({ row }) =>
      row.result === '合格' &&
      row.certificate_no != null &&
      row.certified_on != null &&
      row.certified_on <= d,
  );
  const needing = trained.filter(({ klass }) => /^(Q[1-5S]|S\d)$/.test(klass.standard ?? ''));
  const begun = classes.filter(({ starts_on }) => within(starts_on));
  const ended = classes.filter(({ ends_on }) => within(ends_on));
  const judged = paid.filter(({ verdict }) => JUDGED.includes(verdict ?? ''));
  const differences = total(
    judged.map(({ verdict, amount, due }) =>
      verdict === '未超上限' ? fraction(0) : absolute(minus(parsed(amount ?? '0'), parsed(due ?? '0'))),
    ),
  );
  const five = certified.filter(({ klass }) => LEVELS.includes(klass.level ?? ''));
  const rated = trained.filter(({ row }) => row.rating != null);
  const endedIds = new Set(ended.map(({ class_id }) => class_id));
  const live = payouts.filter(
    ({ class_id, payout_status }) => endedIds.has(class_id) && payout_status !== '已退回',
  );
  const confirmed = ledgers.violations.filter(({ class_id }) => endedIds.has(class_id));
  const perThousand = share_(count(confirmed), count(live));

  const inForce = classes.length + enrolments.length + payouts.length;
  const isActive = trained.length > 0 || paid.length > 0 || begun.length > 0 || ended.length > 0;

  return {
    budgetExecution: share_(money(paid), budget),
    taskCompletion: share_(count(trained), quota),
    evenProgress: evenProgress(),
    passRate: share_(
      count(trained.filter(({ row }) => row.result === '合格')),
      count(trained.filter(({ row }) => row.result === '合格' || row.result === '不合格')),
    ),
    certificateRate: share_(count(needing.filter((one) => certified.includes(one))), count(needing)),
    filedInTime: share_(
      count(begun.filter(({ filed_on, starts_on }) => filed_on != null && filed_on <= (starts_on ?? ''))),
      count(begun),
    ),
    paidInTime: share_(
      count(
        paid.filter(
          ({ notice_until, paid_on }) =>
            notice_until != null &&
            notice_until < (paid_on ?? '') &&
            (paid_on ?? '') <= addDays(notice_until, 30),
        ),
      ),
      count(paid),
    ),
    subsidyAccuracy: share_(larger(fraction(0), minus(money(judged), differences)), money(judged)),
    keyGroups: share_(
      count(trained.filter(({ row }) => row.category !== '企业职工' && row.category !== '其他')),
      count(trained),
    ),
    skilledUpgrade: share_(count(five.filter(({ klass }) => klass.level !== '初级工')), count(five)),
    traceable: isActive
      ? share_(fraction(inForce), fraction(inForce + waiting))
      : { numerator: fraction(inForce), denominator: fraction(0), actual: null },
    violations: { ...perThousand, actual: perThousand.actual && times(perThousand.actual, fraction(1000)) },
    satisfaction: share_(count(rated.filter(({ row }) => Number(row.rating) >= 4)), count(rated)),
  };

  function evenProgress(): Actual {
    const none = { numerator: null, denominator: null, actual: null };
    const firstYear = years.find((year) => !isZero(quotaOf(year)));
    if (firstYear === undefined) return none;
    const f = `${firstYear}-01-01` > from ? `${firstYear}-01-01` : from;
    const ends = years
      .flatMap((year) => ['03-31', '06-30', '09-30', '12-31'].map((end) => `${year}-${end}`))
      .filter((q) => q >= f && q >= from && q <= d);
    if (ends.length === 0) return none;
    const reached = ends.map((q) => {
      const done = trained.filter(({ klass }) => (klass.ends_on ?? '') <= q).length;
      const due = times(quota, fraction(daysFrom(f, q), daysFrom(f, to)));
      return smaller(fraction(1), over(fraction(done), due));
    });
    return { ...none, actual: over(reached.reduce(plus), fraction(ends.length)) };
  }
}
