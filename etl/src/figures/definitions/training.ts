import type { FigureId } from '@skill-ledger/contracts';
import { ratio } from '../derive.ts';
import { type Computed, computed, type Measured } from '../descriptor.ts';
import { annexLines } from '../programme-lines.ts';

/** Counted from `training`, one row per accepted enrolment. */
export const TRAINING_COUNTS = {
  enrolled: {
    label: { zh: '报名人次', en: 'Enrolled' },
    unit: 'personTimes',
    formula: { zh: '开班日期 ≤ 截至日期的报名', en: 'enrolments whose class began by the as-of date' },
    definition: {
      zh: '开班日期不晚于截至日期的全部已接受报名，不论培训状态和年份',
      en: 'Accepted enrolments whose class began on or before the as-of date, whatever their status or year',
    },
    clause: '§一；附件',
    relation: 'training',
    day: 'enrolled_on',
    measure: 'count(*)',
  },
  completedRecords: {
    label: { zh: '完成培训人次（不含基线）', en: 'Completed, without the baseline' },
    unit: 'personTimes',
    formula: {
      zh: '培训状态 = 结业 且 结束日期 ≤ 截至日期',
      en: 'finished, and the class ended by the as-of date',
    },
    definition: { zh: '有台账记录的完成培训人次', en: 'Completed trainings that have a record' },
    clause: '§一；附件',
    relation: 'training',
    day: 'completed_on',
    measure: 'count(*)',
  },
  coveredByBaseline: {
    label: { zh: '已计入基线的记录', en: 'Covered by the baseline' },
    unit: 'personTimes',
    formula: { zh: '结束日期在基线年度的结业记录', en: 'finished in a baseline year' },
    definition: {
      zh: '结束日期在基线年度的结业记录，已包含在基线中，不再重复计数',
      en: 'Finished trainings of a baseline year: part of the baseline, not counted again',
    },
    clause: '附件',
    relation: 'training',
    day: 'covered_on',
    measure: 'count(*)',
  },
  persons: {
    label: { zh: '培训人数', en: 'Persons trained' },
    unit: 'persons',
    formula: { zh: '{completedRecords} 中不同的证件号码', en: 'distinct persons among {completedRecords}' },
    definition: {
      zh: '完成培训（不含基线）中不同的人',
      en: 'Distinct persons among the completed trainings',
    },
    clause: '§一',
    relation: 'training',
    day: 'completed_on',
    measure: 'count(DISTINCT person_id)',
  },
  passed: {
    label: { zh: '合格人次', en: 'Passed' },
    unit: 'personTimes',
    formula: { zh: '{completedRecords} 中考核结果 = 合格', en: '{completedRecords} that passed' },
    definition: { zh: '完成培训且考核合格', en: 'Completed and passed the examination' },
    clause: '§五',
    relation: 'training',
    day: 'passed_on',
    measure: 'count(*)',
  },
  failed: {
    label: { zh: '不合格人次', en: 'Failed' },
    unit: 'personTimes',
    formula: { zh: '{completedRecords} 中考核结果 = 不合格', en: '{completedRecords} that failed' },
    definition: { zh: '完成培训但考核不合格', en: 'Completed but failed the examination' },
    clause: '§五',
    relation: 'training',
    day: 'failed_on',
    measure: 'count(*)',
  },
  certified: {
    label: { zh: '取证人次', en: 'Certified' },
    unit: 'personTimes',
    formula: {
      zh: '{passed} 中有证书编号且发证日期 ≤ 截至日期',
      en: '{passed} with a certificate issued by the as-of date',
    },
    definition: {
      zh: '考核合格，且有证书编号和不晚于截至日期的发证日期',
      en: 'Passed, with a certificate number and an issue date on or before the as-of date',
    },
    clause: '§四(一)',
    relation: 'training',
    day: 'certified_on',
    measure: 'count(*)',
  },
  yearCompletedRecords: {
    label: { zh: '本年完成（不含基线）', en: 'Completed this year, without the baseline' },
    unit: 'personTimes',
    formula: { zh: '结束日期在截至日期所在年度的完成培训', en: 'completed in the as-of date’s year' },
    definition: {
      zh: '截至日期所在年度内完成、有台账记录的培训人次',
      en: 'Trainings with a record that were completed in the year of the as-of date',
    },
    clause: '附件',
    relation: 'training',
    day: 'completed_on',
    where: 'year(completed_on) = year($asOf::DATE)',
    measure: 'count(*)',
  },
} satisfies Partial<Record<FigureId, Measured>>;

/** A baseline year counts from its last day. */
const ENDED = 'make_date(year, 12, 31) <= $asOf::DATE';

/** Summed from `baseline`: trainings completed before records were kept, by domain and year. */
export const BASELINE_SUMS = {
  baseline: {
    label: { zh: '基线', en: 'Baseline' },
    unit: 'personTimes',
    formula: { zh: '附件所列基线年度完成数之和', en: 'the annex’s totals of the baseline years' },
    definition: {
      zh: '基线年度的完成培训人次：附件只载总数，没有逐行记录',
      en: 'Completed in the baseline years: the annex has totals only, without records',
    },
    clause: '附件',
    relation: 'baseline',
    day: 'completed_on',
    lines: (scope) => [annexLines(scope, 'baseline', ENDED)],
    measure: 'sum(completed)',
  },
  yearBaseline: {
    label: { zh: '本年基线', en: 'Baseline of the year' },
    unit: 'personTimes',
    formula: { zh: '截至日期所在年度的基线', en: 'the baseline of the as-of date’s year' },
    definition: {
      zh: '截至日期所在年度是基线年度时，附件所列的全年完成数',
      en: 'The annex’s total of the as-of date’s year, if it is a baseline year',
    },
    clause: '附件',
    relation: 'baseline',
    day: 'completed_on',
    where: 'year = year($asOf::DATE)',
    lines: (scope) => [annexLines(scope, 'baseline', `${ENDED} AND year = year($asOf::DATE)`)],
    measure: 'sum(completed)',
  },
} satisfies Partial<Record<FigureId, Measured>>;

/** Computed from the counts and the baseline. */
export const TRAINING_FIGURES = {
  completed: computed(['completedRecords'], {
    label: { zh: '完成培训人次', en: 'Completed trainings' },
    unit: 'personTimes',
    formula: { zh: '{completedRecords} + {baseline}', en: '{completedRecords} + {baseline}' },
    definition: {
      zh: '基线年度完成数（只计一次）加上已结业、班级在截至日期前结束、结束日期在计数期内且不在基线年度的培训',
      en: 'The baseline, once, plus trainings that were finished, whose class ended by the as-of date inside the counting period and outside the baseline years',
    },
    clause: '§一；附件',
    optional: ['baseline'],
    compute: ({ completedRecords, baseline = 0 }) => completedRecords + baseline,
  }),
  yearCompleted: computed(['yearCompletedRecords'], {
    label: { zh: '本年完成', en: 'Completed this year' },
    unit: 'personTimes',
    formula: { zh: '{yearCompletedRecords} + {yearBaseline}', en: '{yearCompletedRecords} + {yearBaseline}' },
    definition: {
      zh: '截至日期所在年度内完成的培训人次',
      en: 'Trainings completed in the year of the as-of date',
    },
    clause: '附件',
    optional: ['yearBaseline'],
    compute: ({ yearCompletedRecords, yearBaseline = 0 }) => yearCompletedRecords + yearBaseline,
  }),
  passRate: computed(['passed', 'failed'], {
    label: { zh: '合格率', en: 'Pass rate' },
    unit: 'fraction',
    formula: { zh: '{passed} ÷ ({passed} + {failed})', en: '{passed} ÷ ({passed} + {failed})' },
    definition: { zh: '合格人次占参加考核人次的比例', en: 'Passed as a share of those examined' },
    clause: '§六(四)',
    compute: ({ passed, failed }) => ratio(passed, passed + failed),
  }),
  certRate: computed(['certified', 'completedRecords'], {
    label: { zh: '取证率', en: 'Certification rate' },
    unit: 'fraction',
    formula: { zh: '{certified} ÷ {completedRecords}', en: '{certified} ÷ {completedRecords}' },
    definition: {
      zh: '取证人次占有记录的完成培训人次的比例，基线不计',
      en: 'Certified as a share of completed records; the baseline is excluded',
    },
    clause: '§六(四)',
    compute: ({ certified, completedRecords }) => ratio(certified, completedRecords),
  }),
} satisfies Partial<Record<FigureId, Computed>>;
