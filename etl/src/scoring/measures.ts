import type { Bilingual } from '@skill-ledger/contracts';
import type { ScoreRelationId } from './relations.ts';

/**
 * A count or sum over a relation. Its rows are defined once: the number and the rows shown by "why?" are derived from it.
 * Conditions name the scheme's parameters as `$parameter`.
 */
export interface Part {
  label: Bilingual;
  relation: ScoreRelationId;
  /** Column with the day that must be in the period and not after the as-of date. */
  day?: string;
  where?: string;
  /** An expression to sum, in yuan; if omitted, rows are counted. */
  sum?: string;
}

/** The period's share of the quotas handed down for its years. */
export interface Given {
  label: Bilingual;
  relation: ScoreRelationId;
  given: 'quota' | 'budget';
}

/** A unit's action that improves an indicator, and its effect on the facts. */
export interface Lever {
  /** With `{n}` for the number of steps. */
  text: Bilingual;
  numerator: 1 | -1;
  denominator: 0 | 1;
  /** Measures whose numerator each step adds to as well. */
  also?: readonly string[];
}

/** The computation of an indicator's actual value, defined once for all schemes (spec 4). */
export interface Measure {
  definition: Bilingual;
  unit: 'persons' | 'yuan' | 'rows' | 'classes' | 'payouts' | 'findings' | 'share';
  parameters: string[];
  numerator: Part;
  denominator: Part | Given;
  /** Factor of numerator ÷ denominator; 1 by default. */
  times?: number;
  /** Actions by which a unit can still improve it; none if only past facts count. */
  lever?: Lever;
  /** A computation other than numerator ÷ denominator. */
  special?: 'evenProgress' | 'traceable' | 'qualitative';
}

/** T: completed trainings. Baseline years and days outside the counting period have no `completed_on`. */
const trainings = (label: Bilingual, where?: string): Part => ({
  label,
  relation: 'training',
  day: 'completed_on',
  ...(where !== undefined && { where }),
});
/** P: payouts made. */
const payouts = (label: Bilingual, where?: string, sum?: string): Part => ({
  label,
  relation: 'payout',
  day: 'paid_on',
  ...(where !== undefined && { where }),
  ...(sum !== undefined && { sum }),
});

const COMPLETED: Bilingual = { zh: '完成培训人次', en: 'Completed trainings' };
const QUOTA: Given = { label: { zh: '任务数', en: 'Quota' }, relation: 'quotas', given: 'quota' };
const JUDGED = "verdict IN ('一致', '多发', '少发', '不应发', '未超上限')";

export const MEASURES = {
  budgetExecution: {
    definition: {
      zh: '期内已发放补贴 ÷ 预算（全部资金来源）',
      en: 'Paid in the period ÷ budget of all sources',
    },
    unit: 'yuan',
    parameters: [],
    numerator: payouts({ zh: '已发放', en: 'Paid' }, undefined, 'amount'),
    denominator: { label: { zh: '预算', en: 'Budget' }, relation: 'funds', given: 'budget' },
    lever: {
      text: { zh: '再发放 {n} 元', en: 'Pay out {n} yuan more' },
      numerator: 1,
      denominator: 0,
    },
  },
  taskCompletion: {
    definition: { zh: '期内完成培训人次 ÷ 任务数', en: 'Trainings completed in the period ÷ quota' },
    unit: 'persons',
    parameters: [],
    numerator: trainings(COMPLETED),
    denominator: QUOTA,
    lever: {
      text: { zh: '再完成 {n} 人次', en: 'Complete {n} more trainings' },
      numerator: 1,
      denominator: 0,
    },
  },
  evenProgress: {
    definition: {
      zh: '各季度末（完成人次 ÷ 序时应完成人次，至多 1）的平均',
      en: 'Mean over the quarter ends of completed ÷ due by then, at most 1',
    },
    unit: 'share',
    parameters: [],
    numerator: trainings(COMPLETED),
    denominator: QUOTA,
    special: 'evenProgress',
  },
  passRate: {
    definition: { zh: '合格 ÷（合格 + 不合格）', en: 'Passed ÷ (passed + failed)' },
    unit: 'persons',
    parameters: [],
    numerator: trainings({ zh: '合格', en: 'Passed' }, 'passed_on IS NOT NULL'),
    denominator: trainings(
      { zh: '合格 + 不合格', en: 'Passed + failed' },
      'passed_on IS NOT NULL OR failed_on IS NOT NULL',
    ),
    lever: {
      text: { zh: '让 {n} 名不合格学员补考合格', en: 'Have {n} trainees who failed pass a resit' },
      numerator: 1,
      denominator: 0,
    },
  },
  certificateRate: {
    definition: {
      zh: '须取证的培训中，合格并已取证的比例',
      en: 'Of trainings that lead to a certificate, share certified',
    },
    unit: 'persons',
    parameters: ['families'],
    numerator: trainings(
      { zh: '合格并已取证', en: 'Passed and certified' },
      'list_contains($families, family) AND certified_on <= $until::DATE',
    ),
    denominator: trainings(
      { zh: '须取证的完成人次', en: 'Completed, of standards with a certificate' },
      'list_contains($families, family)',
    ),
    lever: {
      text: { zh: '再为 {n} 名学员取得证书', en: 'Bring {n} more trainees their certificate' },
      numerator: 1,
      denominator: 0,
    },
  },
  filedInTime: {
    definition: {
      zh: '期内开班的班级中，开班前已备案的比例',
      en: 'Of classes begun, share filed by their first day',
    },
    unit: 'classes',
    parameters: [],
    numerator: {
      label: { zh: '按时备案的班', en: 'Classes filed in time' },
      relation: 'class',
      day: 'starts_on',
      where: 'filed_on <= starts_on',
    },
    denominator: { label: { zh: '期内开班', en: 'Classes begun' }, relation: 'class', day: 'starts_on' },
    lever: {
      text: { zh: '今后 {n} 个班都在开班前备案', en: 'File the next {n} classes before they begin' },
      numerator: 1,
      denominator: 1,
    },
  },
  paidInTime: {
    definition: {
      zh: '公示结束后规定天数内发放的比例（未公示不算及时）',
      en: 'Share paid within the days after the notice ended',
    },
    unit: 'payouts',
    parameters: ['days'],
    numerator: payouts(
      { zh: '及时拨付', en: 'Paid in time' },
      'notice_until < paid_on AND paid_on <= notice_until + $days::INTEGER',
    ),
    denominator: payouts({ zh: '已发放', en: 'Paid' }),
    lever: {
      text: { zh: '今后 {n} 笔补贴都及时拨付', en: 'Pay the next {n} payouts in time' },
      numerator: 1,
      denominator: 1,
    },
  },
  subsidyAccuracy: {
    definition: {
      zh: '1 − Σ|发放金额 − 应发| ÷ Σ发放金额，不低于 0',
      en: '1 − Σ|paid − due| ÷ Σ paid, not below 0',
    },
    unit: 'yuan',
    parameters: [],
    numerator: payouts(
      { zh: '发放金额 − 差额', en: 'Paid less differences' },
      JUDGED,
      "amount - CASE WHEN verdict = '未超上限' THEN 0 ELSE abs(amount - due) END",
    ),
    denominator: payouts({ zh: '有结论的发放金额', en: 'Paid, with a verdict' }, JUDGED, 'amount'),
    lever: {
      text: { zh: '纠正 {n} 元多发、少发', en: 'Put {n} yuan paid too much or too little right' },
      numerator: 1,
      denominator: 0,
    },
  },
  keyGroups: {
    definition: { zh: '完成人次中重点群体的比例', en: 'Of completed trainings, share of key groups' },
    unit: 'persons',
    parameters: ['others'],
    numerator: trainings({ zh: '重点群体', en: 'Key groups' }, 'NOT list_contains($others, category)'),
    denominator: trainings(COMPLETED),
    lever: {
      text: {
        zh: '再完成 {n} 名重点群体人员的培训',
        en: 'Complete the training of {n} more persons of the key groups',
      },
      numerator: 1,
      denominator: 1,
      also: ['taskCompletion'],
    },
  },
  skilledUpgrade: {
    definition: {
      zh: '五级证书中，中级工及以上的比例',
      en: 'Of certificates of the five levels, share at medium level and above',
    },
    unit: 'persons',
    parameters: ['levels', 'upgraded'],
    numerator: trainings(
      { zh: '中级工及以上取证', en: 'Certified at medium level and above' },
      'certified_on <= $until::DATE AND list_contains($upgraded, level)',
    ),
    denominator: trainings(
      { zh: '五级取证', en: 'Certified at any of the five levels' },
      'certified_on <= $until::DATE AND list_contains($levels, level)',
    ),
    lever: {
      text: {
        zh: '再有 {n} 人取得中级工及以上证书',
        en: 'Have {n} more persons certified at medium level and above',
      },
      numerator: 1,
      denominator: 1,
    },
  },
  traceable: {
    definition: {
      zh: '在用台账行 ÷（在用 + 待修正）',
      en: 'Rows in force ÷ (rows in force + rows in quarantine)',
    },
    unit: 'rows',
    parameters: [],
    numerator: {
      label: { zh: '在用台账行', en: 'Rows in force' },
      relation: 'anyRow',
      where: "standing = '在用'",
    },
    denominator: {
      label: { zh: '在用与待修正台账行', en: 'Rows in force and in quarantine' },
      relation: 'anyRow',
    },
    special: 'traceable',
    lever: {
      text: { zh: '修正 {n} 行待修正台账', en: 'Fix {n} rows in quarantine' },
      numerator: 1,
      denominator: 0,
    },
  },
  violations: {
    definition: {
      zh: '属实的高风险线索 ÷ 未退回的发放 × 1000',
      en: 'Confirmed high findings per 1,000 payouts',
    },
    unit: 'payouts',
    parameters: [],
    numerator: {
      label: { zh: '属实的高风险线索', en: 'Confirmed high findings' },
      relation: 'violation',
      day: 'ends_on',
    },
    denominator: {
      label: { zh: '期内结束班级的发放', en: 'Payouts of classes that ended' },
      relation: 'payoutOfClass',
      day: 'ends_on',
      where: "payout_status <> '已退回'",
    },
    times: 1000,
    lever: {
      text: { zh: '整改 {n} 条属实的高风险线索', en: 'Set {n} confirmed high findings right' },
      numerator: -1,
      denominator: 0,
    },
  },
  satisfaction: {
    definition: { zh: '评分达到满意的比例', en: 'Share of ratings that are satisfied' },
    unit: 'persons',
    parameters: ['least'],
    numerator: trainings({ zh: '满意', en: 'Satisfied' }, 'rating >= $least::INTEGER'),
    denominator: trainings({ zh: '已评分', en: 'Rated' }, 'rating IS NOT NULL'),
    lever: {
      text: { zh: '再有 {n} 名学员评为满意', en: 'Have {n} more trainees rate it satisfied' },
      numerator: 1,
      denominator: 1,
    },
  },
  /** Not in the ledgers: rated by the unit and by the reviewer (docs/decisions/0025). */
  qualitative: {
    definition: {
      zh: '定性指标：由单位自评、主管部门复核',
      en: 'Qualitative: rated by the unit, and by the reviewer',
    },
    unit: 'share',
    parameters: [],
    numerator: { label: { zh: '定性指标', en: 'Qualitative' }, relation: 'class', where: 'false' },
    denominator: { label: { zh: '定性指标', en: 'Qualitative' }, relation: 'class', where: 'false' },
    special: 'qualitative',
  },
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof MEASURES;
export const measureOf = (id: MeasureId): Measure => MEASURES[id];
