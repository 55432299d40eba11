import type { FigureDefinition, FigureId } from '@skill-ledger/contracts';

/** Yardsticks, and how the trainings completed stand against them; arithmetic in `derive.ts` and `forecast.ts`. */
export const PACE_FIGURES = {
  target: {
    label: { zh: '三年目标', en: 'Three-year target' },
    unit: 'personTimes',
    formula: { zh: '任务分解表', en: 'the annex' },
    definition: { zh: '任务分解表中的三年培训总数', en: 'The annex’s three-year total' },
    clause: '附件',
  },
  quota: {
    label: { zh: '任务数', en: 'Quota' },
    unit: 'personTimes',
    formula: { zh: '任务分解台账', en: 'the quota ledger' },
    definition: {
      zh: '工作专班分解下达的任务数；没有下达时由牵头单位承担整个领域的计划',
      en: 'The number handed down; where none was, the lead unit carries its whole domain',
    },
    clause: '§六(一)',
  },
  yearPlan: {
    label: { zh: '本年计划', en: 'This year’s plan' },
    unit: 'personTimes',
    formula: { zh: '任务分解表', en: 'the annex' },
    definition: {
      zh: '截至日期所在年度的计划数（单位为任务数）',
      en: 'The plan of the as-of date’s year (of a unit: its quota)',
    },
    clause: '附件；§六(一)',
  },
  progress: {
    label: { zh: '目标完成率', en: 'Progress' },
    unit: 'fraction',
    formula: { zh: '{completed} ÷ {goal}', en: '{completed} ÷ {goal}' },
    definition: {
      zh: '完成培训人次占目标（单位为任务数）的比例',
      en: 'Completed as a share of the target (of a unit: of its quota)',
    },
    clause: '§一；附件',
  },
  yearProgress: {
    label: { zh: '本年完成率', en: 'Progress this year' },
    unit: 'fraction',
    formula: { zh: '{yearCompleted} ÷ {yearPlan}', en: '{yearCompleted} ÷ {yearPlan}' },
    definition: { zh: '本年完成占本年计划的比例', en: 'Completed this year as a share of the year’s plan' },
    clause: '附件',
  },
  timeProgress: {
    label: { zh: '序时进度', en: 'Time progress' },
    unit: 'fraction',
    formula: { zh: '已过天数 ÷ 总天数', en: 'elapsed days ÷ all days' },
    definition: {
      zh: '计数期（单位为有任务的年度）已过天数占总天数的比例，首尾两日均计',
      en: 'Elapsed days as a share of the period (of a unit: of the years it has a quota for), both ends counted',
    },
    clause: '标题；附件',
  },
  paceGap: {
    label: { zh: '进度差', en: 'Pace gap' },
    unit: 'points',
    formula: { zh: '{progress} − {timeProgress}', en: '{progress} − {timeProgress}' },
    definition: { zh: '目标完成率减序时进度', en: 'Progress less time progress' },
    clause: '§六(一)',
  },
  pace: {
    label: { zh: '进度', en: 'Pace' },
    unit: 'word',
    formula: { zh: '{paceGap} 对照阈值', en: '{paceGap} against the thresholds' },
    definition: {
      zh: '领先、正常、滞后、严重滞后，阈值见方案数据',
      en: 'Ahead, on track, behind, far behind, by the programme’s thresholds',
    },
    clause: '§六(一)',
  },
  requiredPerMonth: {
    label: { zh: '所需月均', en: 'Required per month' },
    unit: 'perMonth',
    formula: { zh: '({goal} − {completed}) ÷ 剩余整月', en: '({goal} − {completed}) ÷ months left' },
    definition: {
      zh: '尚缺人次除以截至月份之后的月数，向上取整',
      en: 'What is missing ÷ the calendar months after the as-of month, rounded up',
    },
    clause: '§六(一)',
  },
  forecast: {
    label: { zh: '期末预测', en: 'Forecast' },
    unit: 'personTimes',
    formula: { zh: '{completed} + 其后各月预计', en: '{completed} + what the months to come should bring' },
    definition: {
      zh: '计数期末的预计完成人次，附 80 % 区间；方法与回测误差见旁',
      en: 'Completed at the period’s end, with an 80 % interval; the method and its back-test error stand beside it',
    },
    clause: '§六(一)',
  },
} satisfies Partial<Record<FigureId, FigureDefinition>>;
