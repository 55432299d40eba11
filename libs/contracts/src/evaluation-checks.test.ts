import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedFields,
  checkForm,
  checkReview,
  type FormValues,
  isComplete,
  ratingOf,
  type SchemeFrame,
  selfTotal,
} from './evaluation-checks.ts';
import { hundredths, pointsText } from './points.ts';
import type { IndicatorTrace, UnitTrace } from './scores.ts';

const FRAME: SchemeFrame = {
  id: 's',
  name: { zh: '方案', en: 'scheme' },
  checks: { flaggedFrom: '1.2', explainedFrom: '1.3', scoreAboveExecution: '0.05', leastExecution: '0.8' },
  levels: [],
  execution: 'budget',
  reviewers: [{ bureau: '财政局', role: 'finance' }],
};
const indicator = (change: Partial<IndicatorTrace> = {}): IndicatorTrace => ({
  ...{ id: 'task', numerator: '90', denominator: '100', actual: '0.900000', target: '1' },
  ...{ weight: '50', weightInForce: '50.00', points: '45.00', light: 'green' as const },
  name: { zh: '完成率', en: 'Completion' },
  level: { id: 'output', zh: '产出', en: 'Output' },
  ...{ group: { zh: '', en: '' }, theme: 'number' as const, reviewer: '人社局' },
  definition: { zh: '', en: '' },
  numeratorLabel: { zh: '', en: '' },
  denominatorLabel: { zh: '', en: '' },
  ...{ unit: 'persons' as const, times: 1, formula: '', note: null, smallBase: false, rank: null },
  direction: 'more',
  standing: 'reached',
  ...change,
});
const budget = (paid: string, change: Partial<IndicatorTrace> = {}): IndicatorTrace =>
  indicator({
    ...{ id: 'budget', name: { zh: '预算执行率', en: 'Execution' }, unit: 'yuan' },
    ...{ numerator: paid, denominator: '100', actual: '1', points: '50.00', reviewer: '财政局' },
    ...change,
  });
const unit = (...indicators: IndicatorTrace[]): UnitTrace => {
  const sum = pointsText(indicators.reduce((all, { points }) => all + (hundredths(points ?? '0') ?? 0), 0));
  const rest = {
    kind: 'town' as const,
    levels: [],
    themes: [],
    adjustments: [],
    fraud: 0,
    grade: '优',
    rank: null,
  };
  return { unit: '佛堂镇', total: sum, sum, indicators, ...rest };
};
const whole = (change: Partial<IndicatorTrace> = {}, paid = '95') => unit(indicator(change), budget(paid));
const codes = (trace: UnitTrace, values: FormValues = {}) =>
  checkForm(FRAME, trace, values).map(
    ({ code, severity, field, light }) => `${severity} ${code} ${field ?? light}`,
  );

describe('the checks of a form', () => {
  it('find nothing where nothing differs', () => expect(codes(whole())).toEqual([]));

  it.each<[string, UnitTrace, FormValues, string[]]>([
    ['a score above the weight', whole({}, '100'), { 'task.self': '50.01' }, ['refused self task.self']],
    ['a score below 0', whole(), { 'task.self': '-1' }, ['refused self task.self']],
    ['a score that is no number', whole(), { 'task.self': '五十' }, ['refused self task.self']],
    ['three decimals', whole(), { 'task.self': '44.999' }, ['refused self task.self']],
    ['another score without a reason', whole(), { 'task.self': '44' }, ['required reason task.reason']],
    ['the same score written otherwise', whole(), { 'task.self': '45.0' }, []],
    ['another score with a reason', whole(), { 'task.self': '44', 'task.reason': '停课' }, []],
    ['a target not reached', whole({ standing: 'short' }), {}, ['required deviation task.deviation']],
    [
      'blanks are no text',
      whole({ standing: 'short' }),
      { 'task.deviation': ' \n' },
      ['required deviation task.deviation'],
    ],
    ['a target not reached, explained', whole({ standing: 'short' }), { 'task.deviation': '疫情' }, []],
    ['a target exceeded', whole({ standing: 'exceeded' }), {}, ['flag exceeded task.deviation']],
    [
      'a target far exceeded',
      whole({ standing: 'farExceeded' }),
      {},
      ['flag exceeded task.deviation', 'required explanation task.deviation'],
    ],
    ['a score well above execution', whole({}, '90'), {}, ['flag scoreAboveExecution red']],
    ['exactly at the limit', unit(indicator({ points: '50.00' }), budget('95')), {}, []],
    ['a low execution', whole({}, '79.99'), {}, ['flag scoreAboveExecution red', 'flag lowExecution yellow']],
    ['execution of 80 %', whole({}, '80'), { 'task.self': '30', 'task.reason': 'x' }, []],
    [
      'no budget',
      unit(indicator(), budget('0', { actual: null, points: null })),
      {},
      ['flag noBudget yellow'],
    ],
    ['weights that are not 100', unit(indicator({ weight: '49' }), budget('95')), {}, ['refused sums null']],
    ['points that do not add up', { ...whole(), sum: '94.99' }, {}, ['refused sums null']],
    [
      'an indicator that does not apply',
      unit(indicator({ actual: null, points: null, standing: null }), budget('100')),
      { 'task.self': '999' },
      [],
    ],
  ])('%s', (_, trace, values, expected) => {
    expect(codes(trace, values)).toEqual(expected);
    expect(isComplete(checkForm(FRAME, trace, values))).toBe(expected.every((one) => one.startsWith('flag')));
  });

  it('tell of everything at once', () => {
    const trace = unit(indicator({ standing: 'short' }), budget('10', { standing: 'short' }));
    expect(codes(trace, { 'task.self': '99' })).toHaveLength(5);
  });

  it('refuse a score exactly where it is outside 0 and the weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (cents) => {
        const refused = codes(whole(), { 'task.self': pointsText(cents), 'task.reason': 'x' });
        expect(refused.includes('refused self task.self')).toBe(cents > 5000);
      }),
    );
  });

  it('change no figure, and the total is the sum of the points', () => {
    const text = fc.oneof(fc.integer({ min: 0, max: 5000 }).map(pointsText), fc.constant(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const trace = whole();
        const before = JSON.stringify(trace);
        const values = { 'task.self': a, 'budget.self': b };
        checkForm(FRAME, trace, values);
        expect(JSON.stringify(trace)).toBe(before);
        const sum = (hundredths(a || '45') ?? 0) + (hundredths(b || '50') ?? 0);
        expect(selfTotal(trace, values)).toBe(pointsText(sum));
      }),
    );
  });
});

describe('the checks of a review', () => {
  const own = [indicator()];
  it.each([
    [{}, []],
    [{ task: { points: '', text: '' } }, []],
    [{ task: { points: '45', text: '' } }, []],
    [{ task: { points: '44', text: '' } }, ['required opinion task']],
    [{ task: { points: '44', text: '未见台账' } }, []],
    [{ task: { points: '51', text: 'x' } }, ['refused points task']],
  ])('%j', (opinions, expected) => {
    const found = checkReview(own, {}, opinions);
    expect(found.map(({ code, severity, field }) => `${severity} ${code} ${field}`)).toEqual(expected);
  });

  it('compare with what the unit gave itself', () => {
    const values = { 'task.self': '40', 'task.reason': 'x' };
    expect(checkReview(own, values, { task: { points: '40', text: '' } })).toEqual([]);
    expect(checkReview(own, values, { task: { points: '45', text: '' } })).toHaveLength(1);
  });
});

describe('changed fields', () => {
  it('are those whose texts differ, blanks apart', () => {
    expect(changedFields({ a: '1', b: ' x', c: '' }, { a: '2', b: 'x ', d: '3' })).toEqual(['a', 'd']);
  });
});

describe('a qualitative indicator', () => {
  const rated = indicator({
    ...{ id: 'rated', numerator: null, denominator: null, actual: null, points: '0.00', standing: null },
    ...{ weight: '8', weightInForce: '8.00' },
    ratings: [
      { zh: '达成', en: 'Reached', least: '6.40', most: '8.00' },
      { zh: '部分达成', en: 'Partly', least: '4.80', most: '6.39' },
      { zh: '未达成', en: 'Not', least: '0.00', most: '4.79' },
    ],
  });
  const trace = unit(
    indicator({ weight: '42', weightInForce: '42.00', points: '42.00' }),
    budget('95'),
    rated,
  );

  it.each<[string, FormValues, string[]]>([
    ['not rated', {}, ['required self rated.self']],
    ['above the weight', { 'rated.self': '8.01' }, ['refused self rated.self']],
    ['no number', { 'rated.self': '达成' }, ['refused self rated.self']],
    ['达成', { 'rated.self': '6.4' }, []],
    ['partly, without measures', { 'rated.self': '6.39' }, ['required deviation rated.deviation']],
    ['not, with measures', { 'rated.self': '0', 'rated.deviation': '停课' }, []],
  ])('%s', (_, values, wanted) => {
    const all = codes(trace, values);
    expect(all.filter((one) => one.includes('rated.'))).toEqual(wanted);
  });

  it('is rated by the points it was given', () => {
    expect(['8', '6.40', '6.39', '4.80', '4.79', '0'].map((points) => ratingOf(rated, points)?.zh)).toEqual([
      ...['达成', '达成', '部分达成', '部分达成', '未达成', '未达成'],
    ]);
    expect([null, '', '多'].map((points) => ratingOf(rated, points))).toEqual([null, null, null]);
    expect(ratingOf(indicator(), '45.00')).toBeNull();
  });

  it('counts in the total only what the unit gave', () => {
    expect(selfTotal(trace, { 'rated.self': '7.5' })).toBe('99.50');
    expect(selfTotal(trace, {})).toBe('92.00');
  });

  it('may be rated otherwise by the reviewer, with a reason', () => {
    const values = { 'rated.self': '7.5' };
    expect(
      checkReview([rated], values, { rated: { points: '5', text: '' } }).map(({ code }) => code),
    ).toEqual(['opinion']);
    expect(checkReview([rated], values, { rated: { points: '5', text: '未见证明' } })).toEqual([]);
  });
});
