import { z } from 'zod';
import { hundredths, pointsText } from './points.ts';
import type { IndicatorTrace, UnitTrace } from './scores.ts';
import { Bilingual } from './text.ts';

/** The part of its scheme that a form keeps, beside the names and weights of its trace. */
export const SchemeFrame = z.object({
  id: z.string(),
  name: Bilingual,
  checks: z.object({
    flaggedFrom: z.string(),
    explainedFrom: z.string(),
    scoreAboveExecution: z.string(),
    leastExecution: z.string(),
  }),
  levels: z.array(Bilingual.extend({ id: z.string() })),
  /** The indicator whose actual value is the budget's execution; null where the scheme has none. */
  execution: z.string().nullable(),
  /** Bureaus that review, with the role of their accounts. */
  reviewers: z.array(z.object({ bureau: z.string(), role: z.enum(['office', 'finance']) })),
});
export type SchemeFrame = z.infer<typeof SchemeFrame>;

/**
 * Values entered by a unit, by field: `goals`, `achievements`, and of an indicator `<id>.self` (自评分), `<id>.reason` (why it
 * differs from the computed points), `<id>.deviation` (偏差原因及改进措施). Defaults of missing fields are the computed points and the
 * composed goals and achievements.
 */
export type FormValues = Record<string, string>;

export const INDICATOR_FIELDS = ['self', 'reason', 'deviation'] as const;
export const TEXT_FIELDS = ['goals', 'achievements'] as const;
export type IndicatorField = (typeof INDICATOR_FIELDS)[number];
export const fieldOf = (indicator: string, field: IndicatorField): string => `${indicator}.${field}`;

/** Every field a form of these indicators has. */
export const fieldsOf = (indicators: { id: string }[]): string[] => [
  ...TEXT_FIELDS,
  ...indicators.flatMap(({ id }) => INDICATOR_FIELDS.map((field) => fieldOf(id, field))),
];

export const FormCheck = z.object({
  code: z.enum([
    'self',
    'reason',
    'deviation',
    'explanation',
    'exceeded',
    'scoreAboveExecution',
    'lowExecution',
    'noBudget',
    'sums',
    'points',
    'opinion',
  ]),
  /** `refused`: invalid. `required`: something is missing. `flag`: information that does not block. */
  severity: z.enum(['refused', 'required', 'flag']),
  light: z.enum(['red', 'yellow']).nullable(),
  /** The field it is about; null for the form as a whole. */
  field: z.string().nullable(),
  text: Bilingual,
});
export type FormCheck = z.infer<typeof FormCheck>;

/** Whether nothing in the form is invalid or missing. */
export const isComplete = (checks: FormCheck[]): boolean =>
  checks.every(({ severity }) => severity === 'flag');

const said = (values: FormValues, field: string): string => values[field]?.trim() ?? '';

/** 自评分 of an indicator: as entered, else the computed points; null if it does not apply. */
export function selfPoints({ id, points }: IndicatorTrace, values: FormValues): string | null {
  if (points === null) return null;
  return said(values, fieldOf(id, 'self')) || points;
}

/** Sum of points in hundredths; texts that are not numbers count as zero and are reported separately. */
const sumOf = (points: (string | null)[]): number =>
  points.reduce((sum, one) => sum + (one === null ? 0 : (hundredths(one) ?? 0)), 0);

/** Total of the unit's own points, before caps and deductions; null where no indicator applies. */
export const selfTotal = ({ indicators, total }: UnitTrace, values: FormValues): string | null =>
  total === null ? null : pointsText(sumOf(indicators.map((one) => selfPoints(one, values))));

/** Every check of a form, all at once; none changes a figure (spec 4, "Checks"). The server and the page call the same function. */
export function checkForm(frame: SchemeFrame, trace: UnitTrace, values: FormValues): FormCheck[] {
  return [
    ...trace.indicators.flatMap((one) => checkIndicator(frame, one, values)),
    ...checkExecution(frame, trace, values),
    ...checkSums(trace),
  ];
}

function checkIndicator({ checks }: SchemeFrame, one: IndicatorTrace, values: FormValues): FormCheck[] {
  if (one.points === null) return [];
  const found: FormCheck[] = [];
  const add = (
    code: FormCheck['code'],
    severity: FormCheck['severity'],
    field: IndicatorField,
    zh: string,
    en: string,
  ): void => {
    const text = { zh: `${one.name.zh}：${zh}`, en: `${one.name.en}: ${en}` };
    found.push({ code, severity, light: null, field: fieldOf(one.id, field), text });
  };
  if (one.ratings) return checkRating(one, values);
  const own = outOfRange(selfPoints(one, values) ?? '', one.weightInForce);
  if (own) add('self', 'refused', 'self', own.zh, own.en);
  const differs = hundredths(selfPoints(one, values) ?? '') !== hundredths(one.points);
  if (!own && differs && said(values, fieldOf(one.id, 'reason')) === '') {
    add(
      'reason',
      'required',
      'reason',
      `自评分与系统分 ${one.points} 不同，请说明理由`,
      `the self-score differs from the computed ${one.points}: give the reason`,
    );
  }
  const explained = said(values, fieldOf(one.id, 'deviation')) !== '';
  if (one.standing === 'short' && !explained) {
    add(
      'deviation',
      'required',
      'deviation',
      '未达到目标值，请填写偏差原因及改进措施',
      'short of its target: give the reasons and the measures',
    );
  }
  if (one.standing === 'exceeded' || one.standing === 'farExceeded') {
    add(
      'exceeded',
      'flag',
      'deviation',
      `实际值达到目标值的 ${checks.flaggedFrom} 倍以上`,
      `${checks.flaggedFrom} times its target or more`,
    );
  }
  if (one.standing === 'farExceeded' && !explained) {
    add(
      'explanation',
      'required',
      'deviation',
      `实际值达到目标值的 ${checks.explainedFrom} 倍以上，请说明原因（目标值可能偏低）`,
      `${checks.explainedFrom} times its target or more: explain (the target may have been too low)`,
    );
  }
  return found;
}

/** The rating of these points; null if the indicator is not qualitative or the points are invalid. */
export function ratingOf({ ratings }: IndicatorTrace, points: string | null | undefined): Bilingual | null {
  const value = points ? hundredths(points) : null;
  if (value === null) return null;
  const { zh, en } = ratings?.find(({ least }) => value >= (hundredths(least) ?? 0)) ?? {
    zh: null,
    en: null,
  };
  return zh === null ? null : { zh, en };
}

/** A qualitative indicator: the unit rates itself, and explains any rating below the best. */
function checkRating(one: IndicatorTrace, values: FormValues): FormCheck[] {
  const check = (
    code: 'self' | 'deviation',
    severity: FormCheck['severity'],
    { zh, en }: Bilingual,
  ): FormCheck[] => [
    {
      code,
      severity,
      light: null,
      field: fieldOf(one.id, code),
      text: { zh: `${one.name.zh}：${zh}`, en: `${one.name.en}: ${en}` },
    },
  ];
  const self = said(values, fieldOf(one.id, 'self'));
  const bands = ratingBands(one);
  if (self === '') {
    return check('self', 'required', {
      zh: `定性指标，请按评定等级填自评分（${bands.zh}）`,
      en: `qualitative: give the points of its rating (${bands.en})`,
    });
  }
  const wrong = outOfRange(self, one.weightInForce);
  if (wrong) return check('self', 'refused', wrong);
  const best = one.ratings?.[0];
  const isShort = best !== undefined && (hundredths(self) ?? 0) < (hundredths(best.least) ?? 0);
  if (!isShort || said(values, fieldOf(one.id, 'deviation')) !== '') return [];
  return check('deviation', 'required', {
    zh: `评定为“${ratingOf(one, self)?.zh}”，请填写偏差原因及改进措施`,
    en: `rated "${ratingOf(one, self)?.en}": give the reasons and the measures`,
  });
}

/** The points of each rating, for display: `达成 6.40–8.00，…`. */
export function ratingBands({ ratings = [] }: IndicatorTrace): Bilingual {
  const told = (language: 'zh' | 'en'): string[] =>
    ratings.map((one) => `${one[language]} ${one.least}–${one.most}`);
  return { zh: told('zh').join('，'), en: told('en').join(', ') };
}

/** Why points are invalid: not a number, or not between 0 and the weight; null if they are valid. */
function outOfRange(points: string, weight: string): Bilingual | null {
  const value = hundredths(points);
  if (value === null) {
    return {
      zh: `“${points}”不是有效分数，请填 0 至 ${weight}，最多两位小数`,
      en: `"${points}" is no score: give 0 to ${weight} with at most two decimals`,
    };
  }
  return value <= (hundredths(weight) ?? 0)
    ? null
    : {
        zh: `${points} 分超过分值 ${weight}，请改为 0 至 ${weight}`,
        en: `${points} is above the weight ${weight}: give 0 to ${weight}`,
      };
}

/** Score rate against budget execution, exactly: both are fractions. */
function checkExecution(frame: SchemeFrame, trace: UnitTrace, values: FormValues): FormCheck[] {
  const total = selfTotal(trace, values);
  const budget = trace.indicators.find(({ id }) => id === frame.execution);
  if (total === null || budget === undefined) return [];
  const flag = (code: FormCheck['code'], light: 'red' | 'yellow', zh: string, en: string): FormCheck => ({
    code,
    severity: 'flag',
    light,
    field: null,
    text: { zh, en },
  });
  if (budget.actual === null) {
    return [
      flag('noBudget', 'yellow', '没有预算，无法核对预算执行', 'no budget: its execution cannot be compared'),
    ];
  }
  const [paid, given] = [scaled(budget.numerator ?? '0'), scaled(budget.denominator ?? '0')];
  const rate = BigInt(hundredths(total) ?? 0);
  const found: FormCheck[] = [];
  // (rate − execution) / rate > limit, with rate = total ÷ 100 points = hundredths ÷ 10 000.
  const limit = scaled(frame.checks.scoreAboveExecution);
  if (rate > 0n && (rate * given - paid * 10_000n) * SCALE > limit * rate * given) {
    found.push(
      flag(
        'scoreAboveExecution',
        'red',
        `得分率 ${total}% 明显高于预算执行率`,
        `the score rate of ${total}% is well above the budget's execution`,
      ),
    );
  }
  if (paid * SCALE < scaled(frame.checks.leastExecution) * given) {
    found.push(flag('lowExecution', 'yellow', '预算执行率偏低', 'the execution of the budget is low'));
  }
  return found;
}

const DECIMALS = 12;
const SCALE = 10n ** BigInt(DECIMALS);

/** A decimal text of zero or more as a whole number of 10⁻¹². */
function scaled(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole) * SCALE + BigInt(part.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
}

/** The points add up to the sum, and the weights to 100. */
function checkSums({ indicators, sum }: UnitTrace): FormCheck[] {
  const weights = indicators.reduce((all, { weight }) => all + scaled(weight), 0n);
  const points = sumOf(indicators.map((one) => one.points));
  const adds = sum === null || points === hundredths(sum);
  if (adds && weights === 100n * SCALE) return [];
  return [
    {
      code: 'sums',
      severity: 'refused',
      light: null,
      field: null,
      text: {
        zh: '各指标分值合计不是 100，或得分合计与总分不符；请联系专班办公室核对方案',
        en: 'the weights do not add up to 100, or the points to their sum: ask the office to check the scheme',
      },
    },
  ];
}

/** A reviewer's opinion on an indicator; empty points agree with the unit. */
export const Opinion = z.object({
  points: z.string().trim().max(10),
  text: z.string().max(1000),
});
export type Opinion = z.infer<typeof Opinion>;
/** By indicator. */
export const Opinions = z.record(z.string().max(60), Opinion);
export type Opinions = z.infer<typeof Opinions>;

/** 复核分 of an indicator: the reviewer's, else the unit's own. */
export const reviewPoints = (
  one: IndicatorTrace,
  values: FormValues,
  opinion: Opinion | undefined,
): string | null => (one.points === null ? null : opinion?.points || selfPoints(one, values));

/** Every check of a bureau's opinions: points within the weight, and a reason for disagreement. */
export function checkReview(own: IndicatorTrace[], values: FormValues, opinions: Opinions): FormCheck[] {
  return own.flatMap((one): FormCheck[] => {
    const points = reviewPoints(one, values, opinions[one.id]);
    if (points === null) return [];
    const add = (
      code: 'points' | 'opinion',
      severity: FormCheck['severity'],
      text: Bilingual,
    ): FormCheck[] => [
      {
        code,
        severity,
        light: null,
        field: one.id,
        text: { zh: `${one.name.zh}：${text.zh}`, en: `${one.name.en}: ${text.en}` },
      },
    ];
    const wrong = outOfRange(points, one.weightInForce);
    if (wrong) return add('points', 'refused', wrong);
    const self = selfPoints(one, values) ?? '';
    if (hundredths(points) === hundredths(self) || opinions[one.id]?.text.trim()) return [];
    return add('opinion', 'required', {
      zh: `复核分 ${points} 与自评分 ${self} 不同，请写明理由`,
      en: `the review's ${points} differs from the unit's ${self}: give the reason`,
    });
  });
}

/** Fields whose values differ, for what changed between two drafts or versions. */
export function changedFields(before: FormValues, after: FormValues): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => said(before, field) !== said(after, field)).sort();
}
