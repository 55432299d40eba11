import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  IndicatorScore,
  IndicatorTrace,
  ScoreAdjustment,
  ScoreDocument,
  ScoreTrace,
  UnitTrace,
} from '@skill-ledger/contracts';
import { decimal, type Exact, exact, fixed, money, sumOf, ZERO } from './exact.ts';
import { type Fact, readFacts, type ScoreQuestion, type UnitFacts } from './facts.ts';
import { formulaOf } from './formula.ts';
import { measureOf } from './measures.ts';
import type { Period } from './period.ts';
import {
  type Adjustment,
  adjustmentsOf,
  gradeOf,
  lightOf,
  pointsOf,
  spreadWeights,
  standingOf,
  type Valued,
} from './points.ts';
import type { Indicator, Scheme } from './scheme.ts';

export interface ScoreRequest {
  period: Period;
  /** YYYY-MM-DD; the period's last day where left out. */
  asOf?: string | undefined;
  scheme: Scheme;
  /** Ids of the findings decided 属实, and the secret ids are made with. */
  confirmed?: string[];
  secret?: string;
}

/** The scores of every unit of the programme, each with its trace. */
export async function readScores(connection: DuckDBConnection, request: ScoreRequest): Promise<ScoreTrace> {
  const { period, scheme } = request;
  const asOf = request.asOf ?? period.to;
  const until = [asOf, period.to].sort()[0] ?? asOf;
  const question: ScoreQuestion = {
    period,
    until,
    scheme,
    confirmed: request.confirmed ?? [],
    secret: request.secret ?? '',
  };
  const reader = await connection.runAndReadAll('SELECT id FROM snapshot');
  return {
    period: period.id,
    from: period.from,
    to: period.to,
    asOf,
    until,
    snapshot: String(reader.getRowsJS()[0]?.[0]),
    scheme: scheme.id,
    units: (await readFacts(connection, question)).map((unit) => scoreUnit(scheme, unit)),
  };
}

/**
 * The score of one unit: a pure function of the scheme and the unit's facts.
 * @param explained indicators whose deviation the unit has explained
 */
export function scoreUnit(
  scheme: Scheme,
  { unit, kind, facts, fraud }: UnitFacts,
  explained: ReadonlySet<string> = new Set(),
): UnitTrace {
  const valued = scheme.indicators.map((indicator): Valued & { fact: Fact } => {
    const fact = facts.get(indicator.id) ?? { numerator: ZERO, denominator: ZERO, actual: null };
    return { indicator, fact, actual: fact.actual };
  });
  const weights = spreadWeights(scheme, valued);
  const scored = valued.map(({ indicator, fact, actual }) => {
    const weight = weights.get(indicator.id) ?? ZERO;
    return { indicator, fact, weight, points: actual && pointsOf(indicator, weight, actual) };
  });
  const applies = scored.some(({ points }) => points !== null);
  const sum = sumOf(scored.map(({ points }) => points ?? ZERO));
  const adjustments = applies ? adjustmentsOf(scheme, sum, valued, explained) : [];
  const total = sum.add(sumOf(adjustments.map(({ points }) => points)));
  const grade = applies ? cappedGrade(scheme, gradeOf(scheme, total), fraud) : null;
  return {
    unit,
    kind,
    total: applies ? fixed(total, 2) : null,
    grade: grade?.name ?? null,
    sum: applies ? fixed(sum, 2) : null,
    fraud,
    levels: scheme.levels.map(({ id }) => {
      const own = scored.filter(({ indicator }) => indicator.level === id);
      const points = own.flatMap((one) => (one.points === null ? [] : [one.points]));
      return {
        id,
        points: points.length > 0 ? fixed(sumOf(points), 2) : null,
        weight: decimal(sumOf(own.map(({ indicator }) => exact(indicator.weight)))),
      };
    }),
    adjustments: [
      ...adjustments.map((one) => describeAdjustment(scheme, one)),
      ...(grade?.adjustment ? [grade.adjustment] : []),
    ],
    indicators: scored.map(({ indicator, fact, weight, points }) =>
      traceOf(scheme, indicator, fact, weight, points),
    ),
  };
}

/** A unit with confirmed fraud is at most of the scheme's grade, where the scheme says so. */
export function cappedGrade(
  { fraud, grades }: Scheme,
  grade: string,
  found: number,
): { name: string; adjustment?: ScoreAdjustment } {
  const rank = (name: string): number => grades.findIndex((one) => one.name === name);
  if (!fraud.active || found < fraud.from || rank(grade) >= rank(fraud.atMost)) return { name: grade };
  return {
    name: fraud.atMost,
    adjustment: {
      id: 'fraud',
      kind: 'grade',
      points: '0.00',
      reason: {
        zh: `属实的骗取线索 ${found} 条，等级最高为${fraud.atMost}`,
        en: `${found} confirmed findings of fraud: the grade is at most ${fraud.atMost}`,
      },
    },
  };
}

export function describeAdjustment(scheme: Scheme, { id, kind, points }: Adjustment): ScoreAdjustment {
  const cap = scheme.caps.find((one) => one.id === id);
  const rule = cap ?? scheme.deductions.find((one) => one.id === id);
  const name = scheme.indicators.find((one) => one.id === rule?.indicator)?.name;
  const reason = cap
    ? {
        zh: `${name?.zh} 在 ${cap.from} 至 ${cap.below} 之间，总分最高 ${cap.atMost}`,
        en: `${name?.en} lies between ${cap.from} and ${cap.below}: the total is at most ${cap.atMost}`,
      }
    : {
        zh: `${name?.zh} 达到目标的 ${rule?.from} 倍且未说明，扣分`,
        en: `${name?.en} reaches ${rule?.from} times its target without an explanation`,
      };
  return { id, kind, points: fixed(points, 2), reason };
}

function traceOf(
  scheme: Scheme,
  indicator: Indicator,
  fact: Fact,
  weight: Exact,
  points: Exact | null,
): IndicatorTrace {
  const measure = measureOf(indicator.measure);
  const level = scheme.levels.find(({ id }) => id === indicator.level);
  const applies = fact.actual !== null && points !== null;
  const value = measure.unit === 'yuan' ? money : decimal;
  const isMean = measure.special === 'evenProgress';
  return {
    id: indicator.id,
    numerator: isMean ? null : value(fact.numerator),
    denominator: isMean ? null : fact.denominator.equals(0) ? '0' : value(fact.denominator),
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
    formula: formulaOf(indicator, fact, weight, points),
    note: applies ? null : whereWeightWent(scheme, indicator),
    smallBase: applies && isSmallBase(scheme, measure.unit, fact),
    direction: indicator.direction,
    standing: fact.actual && standingOf(scheme, indicator, fact.actual),
  };
}

/** Counts of few say little; money and quotas are no sample. */
const isSmallBase = ({ smallBase }: Scheme, unit: IndicatorTrace['unit'], { denominator }: Fact): boolean =>
  unit !== 'yuan' && unit !== 'share' && denominator.compare(smallBase) < 0;

function whereWeightWent({ levels, indicators }: Scheme, indicator: Indicator): IndicatorTrace['note'] {
  const level = levels.find(({ id }) => id === indicator.level);
  const others = indicators.filter((one) => one.level === indicator.level && one.id !== indicator.id);
  return others.length > 0
    ? {
        zh: `不适用：${indicator.weight} 分按比例计入“${level?.zh}”的其他指标；该类全不适用时计入其他一级指标`,
        en: `Does not apply: its ${indicator.weight} points are spread over the other indicators of "${level?.en}", or over the other levels where none of them applies`,
      }
    : {
        zh: `不适用：${indicator.weight} 分按比例计入其他一级指标`,
        en: `Does not apply: its ${indicator.weight} points are spread over the other levels`,
      };
}

const FIELDS = [
  'id',
  'numerator',
  'denominator',
  'actual',
  'target',
  'weight',
  'weightInForce',
  'points',
  'light',
] as const satisfies (keyof IndicatorScore)[];

/** The document of `skill-ledger score --json`: the scores without their traces. */
export const documentOf = ({ until: _until, units, ...head }: ScoreTrace): ScoreDocument => ({
  ...head,
  units: units.map(({ unit, total, grade, indicators }) => ({
    unit,
    total,
    grade,
    indicators: indicators.map(
      (indicator) => Object.fromEntries(FIELDS.map((field) => [field, indicator[field]])) as IndicatorScore,
    ),
  })),
});
