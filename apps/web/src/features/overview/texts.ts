import { defineTexts } from '../../i18n/define-texts.ts';
import { plural } from '../../i18n/plural.ts';
import { words } from '../../i18n/words.ts';

const zh = {
  ...words.zh,
  title: '总览',
  view: { label: '显示方式', chart: '图', table: '表' },
  headline: {
    label: '各项目标',
    sentence: (day: string, completed: string) => `截至 ${day}，完成培训 ${completed} 人次`,
    shareSentence: (progress: string) => `，达到目标的 ${progress}`,
    gapSentence: (behind: boolean, points: string) =>
      behind ? `，落后序时 ${points} 个百分点` : `，快于序时 ${points} 个百分点`,
    laterPayouts: (rows: string, amount: string, day: string) =>
      `截至日期之后另有 ${rows} 笔发放，共 ${amount} 元，最晚 ${day}`,
    ofTarget: '目标',
    aboutTarget: (value: string) => `目标约 ${value}`,
    gap: (behind: boolean) => ({ before: behind ? '落后序时' : '快于序时', after: '' }),
    timeProgress: '序时进度',
    required: '月均需',
    recent: '，近三月均',
    forecastAt: (day: string) => `预测到 ${day}`,
    interval: (level: string, low: string, high: string) => `${level} 区间 ${low} – ${high}`,
    apart: '差',
    above: '超',
    missing: '还需',
    trend: (label: string, first: string, last: string) => `${label}趋势：${first}，${last}`,
    statistic: (day: string) => `${day} 统计`,
    noWorkforce: '截至这一天没有就业技能统计',
    cityOnly: '就业技能统计没有这个口径',
  },
  curve: {
    label: '累计完成与计划 · 人次',
    title: (completed: string) => `累计完成 ${completed} 人次`,
    againstPlan: (month: string, difference: number, count: string) =>
      difference === 0
        ? `，${month}底与年度计划持平`
        : `，${month}底比年度计划${difference > 0 ? '多' : '少'} ${count} 人次`,
    note: '计划按每年的天数均匀展开；序时线为目标乘以序时进度。',
    month: '月份',
    completed: '当月完成',
    cumulative: '累计完成',
    plan: '年度计划',
    timeLine: '序时线',
    forecast: '预测',
    interval: '预测区间',
    target: '目标',
    asOf: '截至',
    baseline: (years: string, gap = '') => `${years}年${gap}只知全年数`,
  },
  domains: {
    label: '领域',
    title: (count: number, behind: number) =>
      behind === 0 ? `${count} 个领域都没有滞后` : `${count} 个领域中 ${behind} 个滞后或严重滞后`,
    worst: (name: string, progress: string, points: string) =>
      `；${name}：完成 ${progress}，落后序时 ${points} 个百分点`,
    one: (name: string, progress: string, behind: boolean, points: string) =>
      `${name}：完成 ${progress}，${behind ? '落后' : '快于'}序时 ${points} 个百分点`,
    note: '条长为完成数占目标的比例；深刻度为目标，浅刻度为到当年年底的年度计划累计。',
    planUntil: (year: number) => `到 ${year} 年计划累计`,
    timeLine: (value: string) => `序时 ${value}`,
    lead: '牵头',
    idle: (count: number, names: string, quotas: boolean, more: boolean) =>
      `${more ? '另有 ' : ''}${count} 个领域${quotas ? '没有分解任务，也' : ''}没有记录：${names}`,
    year: (year: number) => `${year} 年`,
    baseline: (year: number) => `${year} 年基数`,
    plan: (year: number) => `${year} 年计划`,
    unknown: '附件未列',
  },
  units: {
    label: '单位排名',
    labelOne: '单位进度',
    title: (count: number, behind: number) =>
      behind === 0
        ? `${count} 个有任务的单位都没有滞后`
        : `${count} 个有任务的单位中 ${behind} 个滞后或严重滞后`,
    last: (name: string, points: string) => `，${name}落后最多，差 ${points} 个百分点`,
    one: (name: string, behind: boolean, points: string) =>
      `${name}：${behind ? '落后' : '快于'}序时 ${points} 个百分点`,
    oneDone: (name: string, count: string) => `${name}：完成 ${count} 人次`,
    none: '没有分解到单位的任务',
    idle: (count: number, names: string, quotas: boolean, more: boolean) =>
      `${more ? '另有 ' : ''}${count} 个单位${quotas ? '没有任务，也' : ''}没有记录：${names}`,
    townLed: '镇街主管的班级',
    list: '单位类别',
    rank: '名次',
    noRank: '无任务数，不排名',
    done: '完成',
    note: '竖虚线为该单位的序时进度。',
    both: '部门按主管部门、镇街按实施镇街统计：同一个班两边都计，两张表不能相加。',
  },
  funds: {
    label: '资金 · 万元',
    title: (paid: string) => `已发放 ${paid} 万元`,
    share: (rate: string) => `，占预算 ${rate}`,
    none: '没有资金数据',
    total: '合计',
    source: '资金来源',
    year: '年度',
    bySource: '按资金来源',
    byYear: '按年度',
    note: '预算、到位为截至年度的累计；已发放为截至日期前的累计。',
    onlyPaid: '此筛选下没有预算和到位资金，只有已发放；为截至日期前的累计。',
    paidOfBudget: '占预算',
    paidOfArrived: '占到位',
  },
  intersect: '同时筛选部门和镇街：只计两者都符合的班级',
  resetAddress: '清除日期和筛选',
};

const en: typeof zh = {
  ...words.en,
  title: 'Overview',
  view: { label: 'Show as', chart: 'Chart', table: 'Table' },
  headline: {
    label: 'Targets',
    sentence: (day, completed) => `As of ${day}, ${completed} person-times of training are completed`,
    shareSentence: (progress) => `, ${progress} of the target`,
    gapSentence: (behind, points) =>
      behind ? `, ${points} points behind schedule` : `, ${points} points ahead of schedule`,
    laterPayouts: (rows, amount, day) =>
      `After the as-of date: ${rows} more payouts of ${amount} yuan in all, the newest on ${day}`,
    ofTarget: 'target',
    aboutTarget: (value) => `target about ${value}`,
    gap: (behind) => ({ before: '', after: behind ? 'behind schedule' : 'ahead of schedule' }),
    timeProgress: 'Time progress',
    required: 'Required per month',
    recent: ', last three months',
    forecastAt: (day) => `Forecast for ${day}`,
    interval: (level, low, high) => `${level} interval ${low} – ${high}`,
    apart: 'short by',
    above: 'above by',
    missing: 'still needed',
    trend: (label, first, last) => `Trend of ${label}: ${first}, ${last}`,
    statistic: (day) => `Statistic of ${day}`,
    noWorkforce: 'No workforce statistic for this day',
    cityOnly: 'The workforce statistic is not available with these filters',
  },
  curve: {
    label: 'Completed against plan · person-times',
    title: (completed) => `${completed} person-times completed`,
    againstPlan: (month, difference, count) =>
      difference === 0
        ? `, on the annual plans at the end of ${month}`
        : `, ${count} ${difference > 0 ? 'more' : 'fewer'} than the annual plans at the end of ${month}`,
    note: 'Plans are distributed evenly over the days of each year; the time line is the target × time progress.',
    month: 'Month',
    completed: 'In the month',
    cumulative: 'Completed',
    plan: 'Annual plans',
    timeLine: 'Time line',
    forecast: 'Forecast',
    interval: 'Interval',
    target: 'Target',
    asOf: 'As of',
    baseline: (years, gap = ' ') => `${years}:${gap}yearly total${gap}only`,
  },
  domains: {
    label: 'Domains',
    title: (count, behind) =>
      behind === 0
        ? `None of ${count} domains is behind`
        : `${behind} of ${count} domains are behind or far behind`,
    worst: (name, progress, points) => `; ${name}: ${progress} completed, ${points} points behind schedule`,
    one: (name, progress, behind, points) =>
      `${name}: ${progress} completed, ${points} points ${behind ? 'behind' : 'ahead of'} schedule`,
    note: 'A bar is the share of the target completed; dark tick: that target; light tick: annual plans up to the year’s end.',
    planUntil: (year) => `Plans to end of ${year}`,
    timeLine: (value) => `time ${value}`,
    lead: 'Lead',
    idle: (count, names, quotas, more) =>
      `${more ? plural(count, 'more domain', 'more domains') : plural(count, 'domain', 'domains')} ${quotas ? 'without a quota or records' : 'without records'}: ${names}`,
    year: (year) => `${year}`,
    baseline: (year) => `Baseline ${year}`,
    plan: (year) => `Plan ${year}`,
    unknown: 'not in the annex',
  },
  units: {
    label: 'Units by pace',
    labelOne: 'Pace of the unit',
    title: (count, behind) =>
      behind === 0
        ? `${plural(count, 'unit', 'units')} with a quota, none behind`
        : `${behind} of ${plural(count, 'unit', 'units')} with a quota behind or far behind`,
    last: (name, points) => `; ${name} is furthest behind, by ${points} points`,
    one: (name, behind, points) => `${name}: ${points} points ${behind ? 'behind' : 'ahead of'} time`,
    oneDone: (name, count) => `${name}: ${count} completed`,
    none: 'No quotas have been handed down',
    idle: (count, names, quotas, more) =>
      `${more ? plural(count, 'more unit', 'more units') : plural(count, 'unit', 'units')} ${quotas ? 'without a quota or records' : 'without records'}: ${names}`,
    townLed: 'Classes supervised by towns',
    list: 'Kind of unit',
    rank: 'Rank',
    noRank: 'No quota, not ranked',
    done: 'Completed',
    note: 'Dashed line: the unit’s time progress.',
    both: ' Departments by supervising office, towns by place: each class counts in both, so the two lists must not be added.',
  },
  funds: {
    label: 'Funds · million yuan',
    title: (paid) => `${paid} million yuan paid`,
    share: (rate) => `, ${rate} of the budget`,
    none: 'No funds data',
    total: 'Total',
    source: 'Source',
    year: 'Year',
    bySource: 'By source',
    byYear: 'By year',
    note: 'Budget and arrived funds: all years up to the as-of year; paid: up to the as-of date.',
    onlyPaid:
      'Under these filters there are no budgets and arrived funds, only payments, up to the as-of date.',
    paidOfBudget: 'of budget',
    paidOfArrived: 'of arrived',
  },
  intersect: 'Department and town filters are combined: only classes matching both are counted',
  resetAddress: 'Clear date and filters',
};

/** The texts of the overview. */
export const useTexts = defineTexts({ zh, en });
export type OverviewTexts = typeof zh;
