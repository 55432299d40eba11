import type { IndicatorTrace } from '@skill-ledger/contracts';
import { decimal, type Exact, exact, fixed } from './exact.ts';
import type { Fact } from './facts.ts';
import { measureOf } from './measures.ts';
import type { Indicator } from './scheme.ts';

/**
 * The calculation of the points with exact values, which gives the same points when recomputed by hand: `182 ÷ 200 = 0.910000；8
 * × (182 ÷ 200) ÷ 0.9 = …`.
 */
export function formulaOf(indicator: Indicator, fact: Fact, weight: Exact, points: Exact | null): string {
  if (fact.actual === null || points === null) return `${numberText(fact.numerator)} ÷ 0 → 不适用`;
  const actual = actualText(indicator, fact);
  return `${actual} = ${fixed(fact.actual, 6)}；${pointsText(indicator, fact.actual, actual, weight, points)}`;
}

/** Points of each rating of a qualitative indicator: `达成 6.40–8.00，…`. */
export const ratedText = (ratings: NonNullable<IndicatorTrace['ratings']>): string =>
  `${ratings.map(({ zh, least, most }) => `${zh} ${least}–${most}`).join('，')}；系统不计分，由单位评定`;

/** A finite decimal, else a fraction, so that nothing is rounded. */
const numberText = (value: Exact): string => {
  const text = decimal(value);
  return exact(text).equals(value) ? text : `(${value.n} ÷ ${value.d})`;
};

function actualText({ measure }: Indicator, { numerator, denominator, quarters }: Fact): string {
  if (quarters && quarters.length > 0) {
    const shares = quarters.map(
      ({ completed, due }) => `min(1, ${numberText(completed)} ÷ ${numberText(due)})`,
    );
    return `(${shares.join(' + ')}) ÷ ${quarters.length}`;
  }
  const { times } = measureOf(measure);
  return `${numberText(numerator)} ÷ ${numberText(denominator)}${times === undefined ? '' : ` × ${times}`}`;
}

function pointsText(
  { direction, target, zeroAt }: Indicator,
  actual: Exact,
  text: string,
  weight: Exact,
  points: Exact,
): string {
  const [w, result] = [numberText(weight), fixed(points, 2)];
  if (direction === 'more') {
    return actual.compare(target) >= 0
      ? `≥ ${target} → ${w} = ${result}`
      : `${w} × (${text}) ÷ ${target} = ${result}`;
  }
  const reached = direction === 'less' ? actual.compare(target) <= 0 : actual.equals(target);
  if (reached) return `${direction === 'less' ? '≤' : '='} ${target} → ${w} = ${result}`;
  const width = exact(target).equals(0) ? (zeroAt ?? '1') : target;
  const beyond = direction === 'less' ? `(${text} − ${target})` : `|${text} − ${target}|`;
  return `${w} × max(0, 1 − ${beyond} ÷ ${width}) = ${result}`;
}
