import {
  type EvaluationPeriod,
  FORM_FLAG_LABELS,
  FORM_STATE_LABELS,
  type FormOutcome,
  type FormVersion,
  fieldOf,
  type IndicatorTrace,
  periodName,
  ratingOf,
  reviewedPoints,
  selfPoints,
} from '@skill-ledger/contracts';
import { exact, fixed, NOTES, sumOf } from '../scoring/index.ts';
import { type Sheet, writeSheets } from '../workbooks/index.ts';

const KINDS = { department: '部门', town: '镇街' };

type Period = Pick<EvaluationPeriod, 'id' | 'from' | 'to' | 'dueOn' | 'scheme' | 'finalisedAt'>;

/**
 * The results of a period's self-evaluations as a workbook: the ranking, and notes on it.
 * @param outcomes of all forms, in the order of their places
 * @param summary adds the opinions of reviewers, by indicator
 */
export function writeResultsWorkbook(
  period: Period,
  outcomes: FormOutcome[],
  { summary, madeAt }: { summary: boolean; madeAt: string },
): Promise<Uint8Array> {
  const order = (['department', 'town'] as const).flatMap((kind) =>
    outcomes.filter(({ ranked }) => ranked.kind === kind),
  );
  const sheets = [ranking(order), ...(summary ? [review(order)] : []), notes(period, order, summary)];
  return writeSheets(
    sheets,
    `${periodName(period.id).zh} ${summary ? '绩效自评复核汇总' : '绩效自评排名'}`,
    madeAt,
  );
}

function ranking(outcomes: FormOutcome[]): Sheet {
  const ofKind = (kind: string): number =>
    outcomes.filter(({ ranked }) => ranked.kind === kind && ranked.rank !== null).length;
  return {
    name: '排名',
    header: [
      ...['类别', '名次', '参评数', '单位', '状态', '系统分', '自评分', '复核分', '等级'],
      ...['较前次', '前次评价期', '主要失分与原因', '提醒'],
    ],
    rows: outcomes.map(({ ranked, systemTotal, selfTotal }) => [
      KINDS[ranked.kind],
      ranked.rank === null ? null : String(ranked.rank),
      ranked.rank === null ? null : String(ofKind(ranked.kind)),
      ranked.unit,
      FORM_STATE_LABELS[ranked.state].zh,
      systemTotal ?? '不参评',
      selfTotal,
      ranked.total,
      ranked.grade,
      ranked.change?.points ?? null,
      ranked.change ? periodName(ranked.change.period).zh : null,
      ranked.losses
        .map(({ name, lost, reason }) => `${name.zh} −${lost}${reason && `：${reason}`}`)
        .join('\n') || null,
      ranked.flags.map((flag) => FORM_FLAG_LABELS[flag].zh).join('、') || null,
    ]),
    numbers: {
      名次: '0',
      参评数: '0',
      系统分: '0.00',
      自评分: '0.00',
      复核分: '0.00',
      较前次: '+0.00;-0.00;0.00',
    },
  };
}

function review(outcomes: FormOutcome[]): Sheet {
  return {
    name: '复核汇总',
    header: [
      ...['单位', '一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '调整后分值'],
      ...['系统分', '自评分', '复核分', '评审', '复核意见', '自评与系统分不同的理由', '偏差原因及改进措施'],
    ],
    rows: outcomes.flatMap((outcome) => (outcome.version ? linesOf(outcome, outcome.version) : [])),
    numbers: {
      年度指标值: 'General',
      实际完成值: '0.000000',
      分值: 'General',
      调整后分值: '0.00',
      系统分: '0.00',
      自评分: '0.00',
      复核分: '0.00',
    },
  };
}

function linesOf(outcome: FormOutcome, version: FormVersion): (string | null)[][] {
  const { ranked, opinions, result, selfTotal, systemTotal } = outcome;
  const { unit } = ranked;
  const weights = sumOf(version.trace.indicators.map(({ weight }) => exact(weight)));
  const applies = version.trace.total !== null;
  const rest = (count: number): null[] => Array.from({ length: count }, () => null);
  return [
    ...version.trace.indicators.map((one) => [
      ...[unit, one.level.zh, one.group.zh, one.name.zh],
      one.ratings?.[0]?.zh ?? one.target,
      one.actual ??
        ratingOf(one, reviewedPoints(outcome, one) ?? selfPoints(one, version.values))?.zh ??
        '不适用',
      ...[one.weight, one.weightInForce],
      one.ratings ? null : (one.points ?? '不适用'),
      selfPoints(one, version.values),
      reviewedPoints(outcome, one),
      ...[one.reviewer, opinions[one.id]?.text || null],
      ...saidOf(version, one),
    ]),
    ...(result?.adjustments ?? []).map(({ points, reason }) => [
      unit,
      '调整',
      ...rest(8),
      points,
      null,
      reason.zh,
      null,
      null,
    ]),
    [
      ...[unit, '合计', ...rest(4), fixed(weights, 2), applies ? fixed(weights, 2) : '0.00'],
      ...[systemTotal ?? '不参评', selfTotal, ranked.total, null, ranked.grade, null, null],
    ],
  ];
}

const saidOf = ({ values }: FormVersion, { id }: IndicatorTrace): (string | null)[] =>
  (['reason', 'deviation'] as const).map((part) => values[fieldOf(id, part)]?.trim() || null);

function notes(period: Period, outcomes: FormOutcome[], summary: boolean): Sheet {
  const snapshots = [...new Set(outcomes.flatMap(({ version }) => version?.snapshot ?? []))];
  const lines: [string, string][] = [
    ['评价期', `${periodName(period.id).zh}（${period.from} 至 ${period.to}），截止 ${period.dueOn}`],
    ['评分方案', period.scheme],
    ['定稿', period.finalisedAt ?? '尚未定稿：没有名次，复核分为已完成复核的部分'],
    ['数据快照', snapshots.join('、') || '尚无提交'],
    ['系统分', '提交时由台账计算，随提交冻结；同一快照上 skill-ledger score 给出同样的数'],
    ['自评分', '单位确认提交的分数；未改动的等于系统分'],
    ['复核分', '评审部门的分数；未改动的等于自评分，总分再加减评分方案的封顶、扣分'],
    ['排名', '部门、镇街分别排名；复核分相同名次相同，其后名次空缺；未提交或不参评的单位没有名次'],
    ['较前次', '与上一个已定稿的评价期相比'],
    ...(summary
      ? [['不适用', '没有分母的指标不计分，分值按比例摊给其他指标，见“调整后分值”'] as [string, string]]
      : []),
  ];
  return { ...NOTES, rows: lines };
}
