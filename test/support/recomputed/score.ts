import type { ScoreDocument } from '@skill-ledger/contracts';
import { type Actual, actualsOf, windowOf } from './actuals.ts';
import {
  absolute,
  type Fraction,
  fraction,
  isBelow,
  isZero,
  larger,
  minus,
  over,
  parsed,
  plus,
  shown,
  times,
  total,
} from './fraction.ts';
import type { Ledgers, Programme } from './ledgers.ts';

/** What is read of a scheme's file. */
export interface SchemeData {
  id: string;
  levels: { id: string }[];
  indicators: {
    id: string;
    level: string;
    weight: string;
    target: string;
    direction: string;
    zeroAt?: string | undefined;
  }[];
  grades: { name: string; from: string }[];
  lights: { yellow: string; green: string; blue: string };
  caps: { active: boolean; indicator: string; from: string; below: string; atMost: string }[];
  deductions: { active: boolean; indicator: string; from: string; points: string }[];
  fraud: { active: boolean; rules: string[]; from: number; atMost: string };
}

type Valued = SchemeData['indicators'][number] & Actual;
type IndicatorLine = ScoreDocument['units'][number]['indicators'][number];

const MONEY = ['budgetExecution', 'subsidyAccuracy'];

/** The units of `skill-ledger score --json`, computed by the text of spec 4 alone. */
export function recompute(
  id: string,
  asOf: string | undefined,
  scheme: SchemeData,
  ledgers: Ledgers,
  programme: Programme,
): ScoreDocument['units'] {
  const window = windowOf(id, asOf, programme);
  return programme.units.map(({ name, kind }) => {
    const actuals = actualsOf(name, kind, window, ledgers, programme);
    const valued = scheme.indicators.map((one): Valued => {
      const actual = actuals[one.id];
      if (!actual) throw new Error(`the spec has no indicator ${one.id}`);
      return { ...one, ...actual };
    });
    const weights = weightsOf(scheme, valued);
    const points = valued.map((one, at) =>
      one.actual === null
        ? null
        : parsed(shown(times(weights[at] ?? fraction(0), earned(one, one.actual)), 2)),
    );
    const applying = points.filter((one) => one !== null);
    const indicators = valued.map(
      (one, at): IndicatorLine => ({
        id: one.id,
        numerator: one.numerator && numberText(one.id, one.numerator),
        denominator: one.denominator && (isZero(one.denominator) ? '0' : numberText(one.id, one.denominator)),
        actual: one.actual && shown(one.actual, 6),
        target: one.target,
        weight: one.weight,
        weightInForce: shown(weights[at] ?? fraction(0), 2),
        points: points[at] ? shown(points[at], 2) : null,
        light: one.actual && light(scheme, one, one.actual),
      }),
    );
    if (applying.length === 0) return { unit: name, total: null, grade: null, indicators };
    const sum = adjusted(scheme, valued, total(applying));
    const own = ledgers.classes.filter((row) => row[kind === 'department' ? 'department' : 'town'] === name);
    const ended = own.filter(({ ends_on }) => (ends_on ?? '') >= window.from && (ends_on ?? '') <= window.d);
    const frauds = ledgers.violations.filter(
      ({ rule, class_id }) =>
        scheme.fraud.rules.includes(rule) && ended.some((row) => row.class_id === class_id),
    );
    return { unit: name, total: shown(sum, 2), grade: grade(scheme, sum, frauds.length), indicators };
  });
}

/** 不适用: over the others of its first level; the whole weight of an empty first level over the other first levels. */
function weightsOf(scheme: SchemeData, valued: Valued[]): Fraction[] {
  const weightOf = (list: Valued[]): Fraction => total(list.map(({ weight }) => parsed(weight)));
  const levels = scheme.levels.map(({ id }) => {
    const all = valued.filter(({ level }) => level === id);
    return { id, whole: weightOf(all), applying: all.filter(({ actual }) => actual !== null) };
  });
  const filled = levels.filter(({ applying }) => applying.length > 0);
  const lost = total(levels.filter(({ applying }) => applying.length === 0).map(({ whole }) => whole));
  const filledWeight = total(filled.map(({ whole }) => whole));
  return valued.map((one) => {
    const level = filled.find(({ id }) => id === one.level);
    if (one.actual === null || !level) return fraction(0);
    const ofLevel = plus(level.whole, over(times(lost, level.whole), filledWeight));
    return over(times(ofLevel, parsed(one.weight)), weightOf(level.applying));
  });
}

/** Share of the weight; a negative actual counts as 0. */
function earned({ target, direction, zeroAt }: Valued, value: Fraction): Fraction {
  const [A, B, zero, one] = [parsed(target), larger(fraction(0), value), fraction(0), fraction(1)];
  if (direction === 'more') return isBelow(B, A) ? over(B, A) : one;
  const width = isZero(A) ? parsed(zeroAt ?? '1') : A;
  if (direction === 'less') return isBelow(A, B) ? larger(zero, minus(one, over(minus(B, A), width))) : one;
  return larger(zero, minus(one, over(absolute(minus(B, A)), width)));
}

function light({ lights }: SchemeData, one: Valued, value: Fraction): IndicatorLine['light'] {
  const marks = earned(one, value);
  if (one.direction !== 'more') {
    if (isZero(marks)) return 'red';
    return isZero(minus(marks, fraction(1))) ? 'green' : 'yellow';
  }
  const reached = over(larger(fraction(0), value), parsed(one.target));
  if (isBelow(reached, parsed(lights.yellow))) return 'red';
  if (isBelow(reached, parsed(lights.green))) return 'yellow';
  return isBelow(reached, parsed(lights.blue)) ? 'green' : 'blue';
}

/** Deductions, then caps, in the order of the scheme; no reason is given for anything. */
function adjusted(scheme: SchemeData, valued: Valued[], sum: Fraction): Fraction {
  const actualOf = (id: string): Valued | undefined => valued.find((one) => one.id === id);
  let value = sum;
  for (const { active, indicator, from, points } of scheme.deductions) {
    const found = actualOf(indicator);
    if (!active || !found?.actual) continue;
    if (isBelow(found.actual, times(parsed(from), parsed(found.target)))) continue;
    value = larger(fraction(0), minus(value, parsed(points)));
  }
  for (const { active, indicator, from, below, atMost } of scheme.caps) {
    const actual = actualOf(indicator)?.actual;
    if (!active || !actual || isBelow(actual, parsed(from)) || !isBelow(actual, parsed(below))) continue;
    if (isBelow(parsed(atMost), value)) value = parsed(atMost);
  }
  return value;
}

function grade({ grades, fraud }: SchemeData, sum: Fraction, frauds: number): string {
  const at = grades.findIndex(({ from }) => !isBelow(sum, parsed(from)));
  const most = grades.findIndex(({ name }) => name === fraud.atMost);
  const found = fraud.active && frauds >= fraud.from ? Math.max(at, most) : at;
  return grades[found]?.name ?? '';
}

/** Yuan with at least two decimals, anything else as short as it is exact. */
function numberText(id: string, value: Fraction): string {
  for (let decimals = MONEY.includes(id) ? 2 : 0; decimals < 20; decimals += 1) {
    const text = shown(value, decimals);
    if (isZero(minus(parsed(text), value))) return text;
  }
  throw new Error(`${value.n} ÷ ${value.d} is no decimal number`);
}
