import type { FigureId } from '@skill-ledger/contracts';
import { fen, perHead, ratio } from '../derive.ts';
import { type Computed, computed, type Measured } from '../descriptor.ts';

/** Summed from `funds`, by year, department and source. */
export const FUND_SUMS = {
  budget: {
    label: { zh: '预算', en: 'Budget' },
    unit: 'yuan',
    formula: { zh: '截至年度止各年预算金额之和', en: 'budgets of all years up to the as-of year' },
    definition: {
      zh: '截至日期所在年度及以前各年的预算金额（资金只按年记）',
      en: 'Budgets of all years up to the as-of year (funds have a year only)',
    },
    clause: '§六(三)',
    relation: 'funds',
    where: 'year <= year($asOf::DATE)',
    measure: 'sum(budget)',
  },
  arrived: {
    label: { zh: '到位', en: 'Arrived' },
    unit: 'yuan',
    formula: { zh: '截至年度止各年到位金额之和', en: 'money arrived in all years up to the as-of year' },
    definition: {
      zh: '截至日期所在年度及以前各年的到位金额（资金只按年记）',
      en: 'Money arrived in all years up to the as-of year',
    },
    clause: '§六(三)',
    relation: 'funds',
    where: 'year <= year($asOf::DATE)',
    measure: 'sum(arrived)',
  },
} satisfies Partial<Record<FigureId, Measured>>;

/** Summed from `payout`, one row per accepted payout. */
export const PAYOUT_SUMS = {
  paid: {
    label: { zh: '已发放', en: 'Paid' },
    unit: 'yuan',
    formula: { zh: '发放状态 = 已发放 且 发放日期 ≤ 截至日期', en: 'paid out by the as-of date' },
    definition: {
      zh: '已发放且发放日期不晚于截至日期的补贴金额',
      en: 'Payouts made on or before the as-of date',
    },
    clause: '§五',
    relation: 'payout',
    day: 'paid_on',
    measure: 'sum(amount)',
  },
  due: {
    label: { zh: '应发', en: 'Due' },
    unit: 'yuan',
    formula: {
      zh: '已发放且有适用标准的各笔应发金额之和',
      en: 'sum of the amounts due of payouts made',
    },
    definition: {
      zh: '发放日期不晚于截至日期、有适用标准的各笔补贴按规定应发的金额',
      en: 'Amounts due, by the rules, of payouts made by the as-of date that have one',
    },
    clause: '§四',
    relation: 'payout',
    day: 'paid_on',
    where: 'due IS NOT NULL',
    measure: 'sum(due)',
  },
  over: {
    label: { zh: '多发', en: 'Overpaid' },
    unit: 'yuan',
    formula: { zh: '实发高于应发的部分之和', en: 'sum of the amounts paid above the amounts due' },
    definition: {
      zh: '已发放的各笔补贴中，实发超过应发的部分',
      en: 'Excess of payouts made by the as-of date over their amounts due',
    },
    clause: '§四',
    relation: 'payout',
    day: 'paid_on',
    where: 'amount > due',
    measure: 'sum(amount - due)',
  },
  under: {
    label: { zh: '少发', en: 'Underpaid' },
    unit: 'yuan',
    formula: { zh: '结论为少发的各笔，应发减实发之和', en: 'sum of due − paid of payouts judged 少发' },
    definition: {
      zh: '已发放且结论为少发的各笔补贴，实发不足应发的部分；未超上限的不计',
      en: 'Shortfall of payouts made by the as-of date and judged underpaid; payouts below a ceiling do not count',
    },
    clause: '§四',
    relation: 'payout',
    day: 'paid_on',
    where: "verdict = '少发'",
    measure: 'sum(due - amount)',
  },
  paidPersonTimes: {
    label: { zh: '已补贴人次', en: 'Paid person-times' },
    unit: 'personTimes',
    formula: {
      zh: '每班：不记名发放的最大补贴人数 + 记名的不同人数',
      en: 'per class: the largest unnamed head count + persons paid by name',
    },
    definition: {
      zh: '每班取不记名发放行中最大的补贴人数，加上按姓名发放的不同人数',
      en: 'Per class: the largest head count among its unnamed rows, plus the distinct persons paid by name',
    },
    clause: '§五',
    relation: 'payout',
    day: 'paid_on',
    per: 'class_id',
    measure: 'coalesce(max(persons) FILTER (person_id IS NULL), 0) + count(DISTINCT person_id)',
  },
} satisfies Partial<Record<FigureId, Measured>>;

/** Computed from the sums. */
export const MONEY_FIGURES = {
  perHead: computed(['paid', 'paidPersonTimes'], {
    label: { zh: '人均补贴', en: 'Subsidy per person-time' },
    unit: 'yuan',
    formula: { zh: '{paid} ÷ {paidPersonTimes}', en: '{paid} ÷ {paidPersonTimes}' },
    definition: { zh: '已发放金额除以已补贴人次', en: 'Paid ÷ paid person-times' },
    clause: '§五',
    compute: ({ paid, paidPersonTimes }) => perHead(paid, paidPersonTimes),
  }),
  paidOfBudget: computed(['paid', 'budget'], {
    label: { zh: '资金执行率', en: 'Paid of budget' },
    unit: 'fraction',
    formula: { zh: '{paid} ÷ {budget}', en: '{paid} ÷ {budget}' },
    definition: { zh: '已发放占预算的比例', en: 'Paid as a share of the budget' },
    clause: '§六(三)',
    compute: ({ paid, budget }) => ratio(fen(paid), fen(budget)),
  }),
  paidOfArrived: computed(['paid', 'arrived'], {
    label: { zh: '到位资金执行率', en: 'Paid of arrived' },
    unit: 'fraction',
    formula: { zh: '{paid} ÷ {arrived}', en: '{paid} ÷ {arrived}' },
    definition: { zh: '已发放占到位资金的比例', en: 'Paid as a share of the money arrived' },
    clause: '§六(三)',
    compute: ({ paid, arrived }) => ratio(fen(paid), fen(arrived)),
  }),
} satisfies Partial<Record<FigureId, Computed>>;
