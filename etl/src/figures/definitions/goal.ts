import { type AbsenceReason, CITY_LEVEL, type FigureId } from '@skill-ledger/contracts';
import { elapsedDays, monthsLeft } from '../derive.ts';
import { type Cell, type Computed, computed, type LedgerBehind } from '../descriptor.ts';
import {
  annexLines,
  domainTargets,
  type LinesBehind,
  PERIOD_LINES,
  plansOfLeads,
  targetLine,
} from '../programme-lines.ts';
import type { Scope } from '../scope.ts';
import { baselineOn, unitsWithQuotas } from '../yardstick.ts';

/** A unit may have no quota; nothing else has one. */
const whyNoQuota = ({ scope }: Cell): AbsenceReason => {
  return unitsWithQuotas(scope).some((unit) => unit !== CITY_LEVEL) ? '未分解' : '不适用';
};

const OF_THE_YEAR = 'year = year($asOf::DATE)';
const UP_TO_THE_YEAR = 'year <= year($asOf::DATE)';

/** Whether quotas of units apply, not the annex. */
const isOfUnits = (scope: Scope): boolean => unitsWithQuotas(scope).length > 0;

/** Days count in the programme's period; those of units in the years of their quotas. */
const ledgerOfSpans = (scope: Scope): LedgerBehind | undefined =>
  isOfUnits(scope) ? { relation: 'quotas' } : undefined;
const linesOfSpans = (scope: Scope): LinesBehind[] =>
  isOfUnits(scope) ? [plansOfLeads(scope, 'true')] : [PERIOD_LINES];

/** What completed trainings are measured against: the programme's targets and calendar. */
export const GOAL_FIGURES = {
  target: computed([], {
    label: { zh: '三年目标', en: 'Three-year target' },
    unit: 'personTimes',
    formula: { zh: '任务分解表', en: 'the annex' },
    definition: { zh: '任务分解表中的三年培训总数', en: 'The annex’s three-year total' },
    clause: '附件',
    lines: (scope) => (scope.filters.domain ? [domainTargets(scope)] : [targetLine('completed')]),
    compute: (_, { yardstick: { goal } }) => (goal?.id === 'target' ? goal.value : undefined),
  }),
  quota: computed([], {
    label: { zh: '任务数', en: 'Quota' },
    unit: 'personTimes',
    formula: { zh: '任务分解台账', en: 'the quota ledger' },
    definition: {
      zh: '工作专班分解下达的任务数；没有下达时由牵头单位承担整个领域的计划',
      en: 'The number assigned; without assignments, the lead unit is assigned its whole domain',
    },
    clause: '§六(一)',
    ledger: () => ({ relation: 'quotas' }),
    lines: (scope) => [plansOfLeads(scope, 'true')],
    absence: whyNoQuota,
    compute: (_, { yardstick: { goal } }) => (goal?.id === 'quota' ? goal.value : undefined),
  }),
  yearPlan: computed([], {
    label: { zh: '本年计划', en: 'This year’s plan' },
    unit: 'personTimes',
    formula: { zh: '任务分解表', en: 'the annex' },
    definition: {
      zh: '截至日期所在年度的计划数（单位为任务数）',
      en: 'The plan of the as-of date’s year (of a unit: its quota)',
    },
    clause: '附件；§六(一)',
    ledger: (scope) => (isOfUnits(scope) ? { relation: 'quotas', where: OF_THE_YEAR } : undefined),
    lines: (scope) =>
      isOfUnits(scope) ? [plansOfLeads(scope, OF_THE_YEAR)] : [annexLines(scope, 'plan', OF_THE_YEAR)],
    absence: whyNoQuota,
    compute: (_, { scope, yardstick }) => yardstick.plans.get(Number(scope.asOf.slice(0, 4))),
  }),
  planToDate: computed(['target'], {
    label: { zh: '到本年末计划累计', en: 'Planned up to this year' },
    unit: 'personTimes',
    formula: { zh: '任务分解表', en: 'the annex' },
    definition: {
      zh: '基线与截至日期所在年度及以前各年计划数之和',
      en: 'The baseline and the plans of all years up to the as-of date’s',
    },
    clause: '附件',
    ledger: (scope) => (isOfUnits(scope) ? { relation: 'quotas', where: UP_TO_THE_YEAR } : undefined),
    lines: (scope) =>
      isOfUnits(scope)
        ? [plansOfLeads(scope, UP_TO_THE_YEAR)]
        : [annexLines(scope, 'baseline', UP_TO_THE_YEAR), annexLines(scope, 'plan', UP_TO_THE_YEAR)],
    compute: (_, { scope, yardsticks, yardstick: { plans } }) => {
      const year = Number(scope.asOf.slice(0, 4));
      const baseline = baselineOn(scope, yardsticks, `${year}-12-31`);
      return [...plans].reduce((sum, [one, plan]) => (one <= year ? sum + plan : sum), baseline);
    },
  }),
  elapsedDays: computed([], {
    label: { zh: '已过天数', en: 'Elapsed days' },
    unit: 'days',
    formula: { zh: '起始日至截至日期的天数', en: 'days from the first to the as-of date' },
    definition: {
      zh: '计数期（单位为有任务的年度）中不晚于截至日期的天数，首尾两日均计',
      en: 'Days of the period (of a unit: of the years it has a quota for) up to the as-of date, both ends counted',
    },
    clause: '标题；附件',
    ledger: ledgerOfSpans,
    lines: linesOfSpans,
    absence: whyNoQuota,
    compute: (_, { scope, yardstick: { spans } }) =>
      spans.length === 0 ? undefined : elapsedDays(spans, scope.asOf).elapsed,
  }),
  periodDays: computed([], {
    label: { zh: '总天数', en: 'All days' },
    unit: 'days',
    formula: { zh: '起始日至截止日的天数', en: 'days from the first to the last' },
    definition: {
      zh: '计数期（单位为有任务的年度）的天数，首尾两日均计',
      en: 'Days of the period (of a unit: of the years it has a quota for), both ends counted',
    },
    clause: '标题；附件',
    ledger: ledgerOfSpans,
    lines: linesOfSpans,
    absence: whyNoQuota,
    compute: (_, { scope, yardstick: { spans } }) =>
      spans.length === 0 ? undefined : elapsedDays(spans, scope.asOf).all,
  }),
  monthsLeft: computed([], {
    label: { zh: '剩余整月', en: 'Months left' },
    unit: 'months',
    formula: { zh: '截至月份之后的月数', en: 'calendar months after the as-of month' },
    definition: {
      zh: '截至日期所在月份之后，到计数期（单位为有任务的年度）末的月数',
      en: 'Calendar months after the as-of date’s, up to the end of the period (of a unit: of the years it has a quota for)',
    },
    clause: '标题；附件',
    ledger: ledgerOfSpans,
    lines: linesOfSpans,
    absence: whyNoQuota,
    compute: (_, { scope, yardstick: { spans } }) => {
      const last = spans.at(-1);
      return last && monthsLeft(scope.asOf, last.until);
    },
  }),
} satisfies Partial<Record<FigureId, Computed>>;
