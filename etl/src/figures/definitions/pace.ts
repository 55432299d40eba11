import type { FigureId } from '@skill-ledger/contracts';
import { gap, pace, ratio, requiredPerMonth } from '../derive.ts';
import { type Computed, computed } from '../descriptor.ts';
import { thresholdLine } from '../programme-lines.ts';
import { forecastOf, IN_RECENT_MONTHS, recentMonths } from '../series.ts';

/** Pace and forecast: completed trainings against target, time and plan. */
export const PACE_FIGURES = {
  progress: computed(['completed', 'goal'], {
    label: { zh: '目标完成率', en: 'Progress' },
    unit: 'fraction',
    formula: { zh: '{completed} ÷ {goal}', en: '{completed} ÷ {goal}' },
    definition: {
      zh: '完成培训人次占目标（单位为任务数）的比例',
      en: 'Completed as a share of the target (of a unit: of its quota)',
    },
    clause: '§一；附件',
    compute: ({ completed, goal }) => ratio(completed, goal),
  }),
  yearProgress: computed(['yearCompleted', 'yearPlan'], {
    label: { zh: '本年完成率', en: 'Progress this year' },
    unit: 'fraction',
    formula: { zh: '{yearCompleted} ÷ {yearPlan}', en: '{yearCompleted} ÷ {yearPlan}' },
    definition: { zh: '本年完成占本年计划的比例', en: 'Completed this year as a share of the year’s plan' },
    clause: '附件',
    compute: ({ yearCompleted, yearPlan }) => ratio(yearCompleted, yearPlan),
  }),
  timeProgress: computed(['elapsedDays', 'periodDays'], {
    label: { zh: '序时进度', en: 'Time progress' },
    unit: 'fraction',
    formula: { zh: '{elapsedDays} ÷ {periodDays}', en: '{elapsedDays} ÷ {periodDays}' },
    definition: {
      zh: '计数期（单位为有任务的年度）已过天数占总天数的比例，首尾两日均计',
      en: 'Elapsed days as a share of the period (of a unit: of the years it has a quota for), both ends counted',
    },
    clause: '标题；附件',
    compute: ({ elapsedDays, periodDays }) => ratio(elapsedDays, periodDays),
  }),
  paceGap: computed(['progress', 'timeProgress'], {
    label: { zh: '进度差', en: 'Pace gap' },
    unit: 'points',
    formula: { zh: '{progress} − {timeProgress}', en: '{progress} − {timeProgress}' },
    definition: { zh: '目标完成率减序时进度', en: 'Progress minus time progress' },
    clause: '§六(一)',
    compute: ({ progress, timeProgress }) => gap(progress, timeProgress),
  }),
  paceAhead: computed([], {
    label: { zh: '领先阈值', en: 'Threshold for ahead' },
    unit: 'points',
    formula: { zh: '方案数据', en: 'the programme’s data' },
    definition: { zh: '进度差不低于此数为领先', en: 'Ahead if the pace gap is not below this' },
    clause: '§六(一)',
    lines: () => [thresholdLine('pace.ahead')],
    compute: (_, { yardsticks }) => yardsticks.paceThresholds.ahead,
  }),
  paceOnTrack: computed([], {
    label: { zh: '正常阈值', en: 'Threshold for on track' },
    unit: 'points',
    formula: { zh: '方案数据', en: 'the programme’s data' },
    definition: { zh: '进度差不低于此数为正常', en: 'On track if the pace gap is not below this' },
    clause: '§六(一)',
    lines: () => [thresholdLine('pace.onTrack')],
    compute: (_, { yardsticks }) => yardsticks.paceThresholds.onTrack,
  }),
  paceBehind: computed([], {
    label: { zh: '滞后阈值', en: 'Threshold for behind' },
    unit: 'points',
    formula: { zh: '方案数据', en: 'the programme’s data' },
    definition: { zh: '进度差不低于此数为滞后', en: 'Behind if the pace gap is not below this' },
    clause: '§六(一)',
    lines: () => [thresholdLine('pace.behind')],
    compute: (_, { yardsticks }) => yardsticks.paceThresholds.behind,
  }),
  pace: computed(['paceGap', 'paceAhead', 'paceOnTrack', 'paceBehind'], {
    label: { zh: '进度', en: 'Pace' },
    unit: 'word',
    formula: {
      zh: '{paceGap} 对照阈值：领先 ≥ {paceAhead}，正常 ≥ {paceOnTrack}，滞后 ≥ {paceBehind}',
      en: '{paceGap} against the thresholds: ahead ≥ {paceAhead}, on track ≥ {paceOnTrack}, behind ≥ {paceBehind}',
    },
    definition: {
      zh: '领先、正常、滞后、严重滞后，阈值见方案数据',
      en: 'Ahead, on track, behind, far behind, by the programme’s thresholds',
    },
    clause: '§六(一)',
    compute: ({ paceGap, paceAhead, paceOnTrack, paceBehind }) =>
      pace(paceGap, { ahead: paceAhead, onTrack: paceOnTrack, behind: paceBehind }),
  }),
  requiredPerMonth: computed(['goal', 'completed', 'monthsLeft'], {
    label: { zh: '所需月均', en: 'Required per month' },
    unit: 'perMonth',
    formula: {
      zh: '({goal} − {completed}) ÷ {monthsLeft}，向上取整',
      en: '({goal} − {completed}) ÷ {monthsLeft}, rounded up',
    },
    definition: {
      zh: '尚缺人次除以截至月份之后的月数，向上取整',
      en: 'Remaining person-times ÷ the calendar months after the as-of month, rounded up',
    },
    clause: '§六(一)',
    compute: ({ goal, completed, monthsLeft }) => requiredPerMonth(goal, completed, monthsLeft),
  }),
  recentCompleted: computed(['completed'], {
    label: { zh: '最近整月完成', en: 'Completed in the last whole months' },
    unit: 'personTimes',
    formula: {
      zh: '截至日期前最近 3 个整月的完成人次',
      en: 'completed in the last 3 whole months by the as-of date',
    },
    definition: {
      zh: '截至日期前、计数期内最近三个整月的完成人次；只知全年数的年度不计',
      en: 'Completed in the period’s last three whole months by the as-of date; years known only as a whole have none',
    },
    clause: '§六(一)',
    ledger: () => ({ relation: 'training', day: 'completed_on', where: IN_RECENT_MONTHS }),
    compute: (_, cell) => recentMonths(cell)?.completed,
  }),
  recentMonths: computed(['completed'], {
    label: { zh: '最近整月数', en: 'Last whole months' },
    unit: 'months',
    formula: { zh: '固定为 3', en: 'always 3' },
    definition: {
      zh: '近三月均所取的整月数，不含截至日期所在的未满月份',
      en: 'The whole months that the recent mean takes; a month that has not ended is left out',
    },
    clause: '§六(一)',
    compute: (_, cell) => recentMonths(cell)?.months.length,
  }),
  recentPerMonth: computed(['recentCompleted', 'recentMonths'], {
    label: { zh: '近三月均', en: 'Mean of the last three months' },
    unit: 'perMonth',
    formula: {
      zh: '{recentCompleted} ÷ {recentMonths}，四舍五入',
      en: '{recentCompleted} ÷ {recentMonths}, rounded',
    },
    definition: {
      zh: '截至日期前、计数期内最近三个整月的月均完成人次；只知全年数的年度不计',
      en: 'Completed a month over the period’s last three whole months by the as-of date; years known only as a whole have none',
    },
    clause: '§六(一)',
    compute: (parts) => Math.round(parts.recentCompleted / parts.recentMonths),
  }),
  expected: computed(['completed'], {
    label: { zh: '其后各月预计', en: 'Expected in the remaining months' },
    unit: 'personTimes',
    formula: {
      zh: '近 12 个整月的月均 × 其后各月，满 24 个月的按季节调整',
      en: 'mean of the last 12 whole months × the remaining months, seasonally adjusted if 24 months are known',
    },
    definition: {
      zh: '截至日期之后到计数期末各月预计完成的人次之和；截至月份按剩余天数计',
      en: 'Expected trainings from the as-of date to the period’s end; the as-of month counts with its remaining days',
    },
    clause: '§六(一)',
    compute: (parts, cell) => {
      const expected = forecastOf(parts, cell);
      return expected && expected.figure.value - parts.completed;
    },
  }),
  forecast: computed(['completed', 'expected'], {
    label: { zh: '期末预测', en: 'Forecast' },
    unit: 'personTimes',
    formula: { zh: '{completed} + {expected}', en: '{completed} + {expected}' },
    definition: {
      zh: '计数期末的预计完成人次，附 80 % 区间；方法与回测误差见旁',
      en: 'Completed at the period’s end, with an 80 % interval; shown with its method and back-test error',
    },
    clause: '§六(一)',
    compute: (parts, cell) => forecastOf(parts, cell)?.figure,
  }),
} satisfies Partial<Record<FigureId, Computed>>;
