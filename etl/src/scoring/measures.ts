import type { Bilingual } from '@skill-ledger/contracts';
import type { SourceId } from './sources.ts';

/** What is counted or summed of a source. Conditions name the scheme's parameters as `$parameter`. */
export interface Part {
  label: Bilingual;
  source: SourceId;
  where: string;
  /** An expression to sum, in yuan; rows are counted where it is left out. */
  sum?: string;
}

/** A value that comes from the programme or what was handed down, instead of rows. */
export interface Given {
  label: Bilingual;
  given: 'quota' | 'budget';
}

/** How an indicator's actual value comes about: each defined once, whatever scheme uses it (spec 4). */
export interface Measure {
  definition: Bilingual;
  unit: 'persons' | 'yuan' | 'rows' | 'classes' | 'payouts' | 'findings' | 'share';
  parameters: string[];
  numerator: Part;
  denominator: Part | Given;
  /** The actual value is so many times numerator ÷ denominator; 1 where left out. */
  times?: number;
  /** Other than numerator ÷ denominator. */
  special?: 'evenProgress' | 'traceable';
}

const part = (label: Bilingual, source: SourceId, where = 'true', sum?: string): Part => ({
  label,
  source,
  where,
  ...(sum !== undefined && { sum }),
});

const COMPLETED: Bilingual = { zh: '完成培训人次', en: 'Completed trainings' };
const QUOTA: Given = { label: { zh: '任务数', en: 'Quota' }, given: 'quota' };
const JUDGED = "verdict IN ('一致', '多发', '少发', '不应发', '未超上限')";

export const MEASURES = {
  budgetExecution: {
    definition: {
      zh: '期内已发放补贴 ÷ 预算（全部资金来源）',
      en: 'Paid in the period ÷ budget of all sources',
    },
    unit: 'yuan',
    parameters: [],
    numerator: part({ zh: '已发放', en: 'Paid' }, 'payouts', 'true', 'amount'),
    denominator: { label: { zh: '预算', en: 'Budget' }, given: 'budget' },
  },
  taskCompletion: {
    definition: { zh: '期内完成培训人次 ÷ 任务数', en: 'Trainings completed in the period ÷ quota' },
    unit: 'persons',
    parameters: [],
    numerator: part(COMPLETED, 'trainings'),
    denominator: QUOTA,
  },
  evenProgress: {
    definition: {
      zh: '各季度末（完成人次 ÷ 序时应完成人次，至多 1）的平均',
      en: 'Mean over the quarter ends of completed ÷ due by then, at most 1',
    },
    unit: 'share',
    parameters: [],
    numerator: part(COMPLETED, 'trainings'),
    denominator: QUOTA,
    special: 'evenProgress',
  },
  passRate: {
    definition: { zh: '合格 ÷（合格 + 不合格）', en: 'Passed ÷ (passed + failed)' },
    unit: 'persons',
    parameters: [],
    numerator: part({ zh: '合格', en: 'Passed' }, 'trainings', 'passed_on IS NOT NULL'),
    denominator: part(
      { zh: '合格 + 不合格', en: 'Passed + failed' },
      'trainings',
      'passed_on IS NOT NULL OR failed_on IS NOT NULL',
    ),
  },
  certificateRate: {
    definition: {
      zh: '须取证的培训中，合格并已取证的比例',
      en: 'Of trainings that lead to a certificate, share certified',
    },
    unit: 'persons',
    parameters: ['families'],
    numerator: part(
      { zh: '合格并已取证', en: 'Passed and certified' },
      'trainings',
      'list_contains($families, family) AND certified_on <= $until::DATE',
    ),
    denominator: part(
      { zh: '须取证的完成人次', en: 'Completed, of standards with a certificate' },
      'trainings',
      'list_contains($families, family)',
    ),
  },
  filedInTime: {
    definition: {
      zh: '期内开班的班级中，开班前已备案的比例',
      en: 'Of classes begun, share filed by their first day',
    },
    unit: 'classes',
    parameters: [],
    numerator: part(
      { zh: '按时备案的班', en: 'Classes filed in time' },
      'classesBegun',
      'filed_on <= starts_on',
    ),
    denominator: part({ zh: '期内开班', en: 'Classes begun' }, 'classesBegun'),
  },
  paidInTime: {
    definition: {
      zh: '公示结束后规定天数内发放的比例（未公示不算及时）',
      en: 'Share paid within the days after the notice ended',
    },
    unit: 'payouts',
    parameters: ['days'],
    numerator: part(
      { zh: '及时拨付', en: 'Paid in time' },
      'payouts',
      'notice_until < paid_on AND paid_on <= notice_until + $days::INTEGER',
    ),
    denominator: part({ zh: '已发放', en: 'Paid' }, 'payouts'),
  },
  subsidyAccuracy: {
    definition: {
      zh: '1 − Σ|发放金额 − 应发| ÷ Σ发放金额，不低于 0',
      en: '1 − Σ|paid − due| ÷ Σ paid, not below 0',
    },
    unit: 'yuan',
    parameters: [],
    numerator: part(
      { zh: '发放金额 − 差额', en: 'Paid less differences' },
      'payouts',
      JUDGED,
      "amount - CASE WHEN verdict = '未超上限' THEN 0 ELSE abs(amount - due) END",
    ),
    denominator: part({ zh: '有结论的发放金额', en: 'Paid, with a verdict' }, 'payouts', JUDGED, 'amount'),
  },
  keyGroups: {
    definition: { zh: '完成人次中重点群体的比例', en: 'Of completed trainings, share of key groups' },
    unit: 'persons',
    parameters: ['others'],
    numerator: part(
      { zh: '重点群体', en: 'Key groups' },
      'trainings',
      'NOT list_contains($others, category)',
    ),
    denominator: part(COMPLETED, 'trainings'),
  },
  skilledUpgrade: {
    definition: {
      zh: '五级证书中，中级工及以上的比例',
      en: 'Of certificates of the five levels, share at medium level and above',
    },
    unit: 'persons',
    parameters: ['levels', 'upgraded'],
    numerator: part(
      { zh: '中级工及以上取证', en: 'Certified at medium level and above' },
      'trainings',
      'certified_on <= $until::DATE AND list_contains($upgraded, level)',
    ),
    denominator: part(
      { zh: '五级取证', en: 'Certified at any of the five levels' },
      'trainings',
      'certified_on <= $until::DATE AND list_contains($levels, level)',
    ),
  },
  traceable: {
    definition: {
      zh: '在用台账行 ÷（在用 + 待修正）',
      en: 'Rows in force ÷ (rows in force + rows in quarantine)',
    },
    unit: 'rows',
    parameters: [],
    numerator: part({ zh: '在用台账行', en: 'Rows in force' }, 'ledgerRows'),
    denominator: part({ zh: '在用与待修正台账行', en: 'Rows in force and in quarantine' }, 'ledgerRows'),
    special: 'traceable',
  },
  violations: {
    definition: {
      zh: '属实的高风险线索 ÷ 未退回的发放 × 1000',
      en: 'Confirmed high findings per 1,000 payouts',
    },
    unit: 'payouts',
    parameters: [],
    numerator: part({ zh: '属实的高风险线索', en: 'Confirmed high findings' }, 'violations'),
    denominator: part({ zh: '期内结束班级的发放', en: 'Payouts of classes that ended' }, 'payoutsOfEnded'),
    times: 1000,
  },
  satisfaction: {
    definition: { zh: '评分达到满意的比例', en: 'Share of ratings that are satisfied' },
    unit: 'persons',
    parameters: ['least'],
    numerator: part({ zh: '满意', en: 'Satisfied' }, 'trainings', 'rating >= $least::INTEGER'),
    denominator: part({ zh: '已评分', en: 'Rated' }, 'trainings', 'rating IS NOT NULL'),
  },
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof MEASURES;
export const measureOf = (id: MeasureId): Measure => MEASURES[id];
