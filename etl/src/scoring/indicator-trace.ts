import type { IndicatorTrace } from '@skill-ledger/contracts';
import { decimal, type Exact, fixed, money } from './exact.ts';
import type { Fact } from './facts.ts';
import { formulaOf, ratedText } from './formula.ts';
import { measureOf } from './measures.ts';
import { isRated, lightOf, ratingsOf, standingOf } from './points.ts';
import type { Indicator, Scheme } from './scheme.ts';

/**
 * An indicator of a unit with the explanation of its points.
 * @param isEvaluated whether any indicator applies to the unit
 */
export function indicatorTrace(
  scheme: Scheme,
  indicator: Indicator,
  fact: Fact,
  weight: Exact,
  points: Exact | null,
  isEvaluated: boolean,
): IndicatorTrace {
  const measure = measureOf(indicator.measure);
  const level = scheme.levels.find(({ id }) => id === indicator.level);
  const applies = fact.actual !== null && points !== null;
  const rated = isRated(indicator);
  const ratings = rated && points !== null ? ratingsOf(scheme, weight) : null;
  const value = measure.unit === 'yuan' ? money : decimal;
  const isMean = measure.special === 'evenProgress';
  return {
    id: indicator.id,
    numerator: isMean || rated ? null : value(fact.numerator),
    denominator: isMean || rated ? null : fact.denominator.equals(0) ? '0' : value(fact.denominator),
    actual: fact.actual && fixed(fact.actual, 6),
    target: indicator.target,
    weight: indicator.weight,
    weightInForce: fixed(weight, 2),
    points: points && fixed(points, 2),
    light: fact.actual && lightOf(scheme, indicator, fact.actual),
    name: indicator.name,
    level: { id: indicator.level, zh: level?.zh ?? '', en: level?.en ?? '' },
    group: indicator.group,
    theme: indicator.theme,
    reviewer: indicator.reviewer,
    definition: measure.definition,
    numeratorLabel: measure.numerator.label,
    denominatorLabel: measure.denominator.label,
    unit: measure.unit,
    times: measure.times ?? 1,
    formula: ratings ? ratedText(ratings) : formulaOf(indicator, fact, weight, points),
    note: points !== null ? null : isEvaluated ? whereWeightWent(scheme, indicator) : NOTHING_APPLIES,
    smallBase: applies && isSmallBase(scheme, measure.unit, fact),
    direction: indicator.direction,
    standing: fact.actual && standingOf(scheme, indicator, fact.actual),
    rank: null,
    ...(ratings && { ratings }),
  };
}

/** Small counts are not significant; money and quotas are not samples. */
const isSmallBase = ({ smallBase }: Scheme, unit: IndicatorTrace['unit'], { denominator }: Fact): boolean =>
  unit !== 'yuan' && unit !== 'share' && denominator.compare(smallBase) < 0;

const NOTHING_APPLIES: IndicatorTrace['note'] = {
  zh: '不适用：没有适用的指标，不参评',
  en: 'Does not apply: no indicator does, so the unit is not evaluated',
};

function whereWeightWent({ levels, indicators }: Scheme, indicator: Indicator): IndicatorTrace['note'] {
  const level = levels.find(({ id }) => id === indicator.level);
  const others = indicators.filter((one) => one.level === indicator.level && one.id !== indicator.id);
  return others.length > 0
    ? {
        zh: `不适用：${indicator.weight} 分按比例计入“${level?.zh}”的其他指标；该类全不适用时计入其他一级指标`,
        en: `Does not apply: its ${indicator.weight} points are spread over the other indicators of "${level?.en}", or over the other levels if none of them applies`,
      }
    : {
        zh: `不适用：${indicator.weight} 分按比例计入其他一级指标`,
        en: `Does not apply: its ${indicator.weight} points are spread over the other levels`,
      };
}
