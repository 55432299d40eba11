import {
  composedTexts,
  type IndicatorTrace,
  ratingOf,
  type ScoreTrace,
  type UnitTrace,
} from '@skill-ledger/contracts';
import { exact, fixed, measureOf, type Scheme, sumOf } from '../scoring/index.ts';
import { FUND_ROWS, type UnitFunds } from './form-funds.ts';
import { type Grid, GridBuilder, NOTATIONS } from './grid.ts';
import { periodTitle } from './period-title.ts';

/** Entries of a unit and its reviewers; by default the system's scores, and goals composed from the figures. */
export interface FormTexts {
  /** Points by indicator for the column 得分: the unit's or the reviewers'. */
  points?: Record<string, string>;
  /** 偏差原因分析及改进措施 by indicator. */
  deviations?: Record<string, string>;
  expected?: string;
  achieved?: string;
}

/** Content of the official form of a unit. */
export interface FormContent {
  project: string;
  scores: Omit<ScoreTrace, 'units'>;
  unit: UnitTrace;
  scheme: Scheme;
  funds: UnitFunds;
  texts?: FormTexts;
}

const WIDTHS = [0.05, 0.08, 0.085, 0.145, 0.13, 0.135, 0.065, 0.075, 0.1, 0.135];
const COLUMNS = WIDTHS.length;
const FUND_LABELS = { appropriation: '其中：当年财政拨款', carriedOver: '上年结转资金', other: '其他资金' };
const FUND_HEADS = [
  { label: '单位：元', at: 1, columns: 2 },
  { label: '年初预算数', at: 3, columns: 1 },
  { label: '全年预算数（A）', at: 4, columns: 1 },
  { label: '全年执行数（B）', at: 5, columns: 1 },
  { label: '分值', at: 6, columns: 1 },
  { label: '执行率（B/A）', at: 7, columns: 2 },
  { label: '得分', at: 9, columns: 1 },
];
const INDICATOR_HEADS = [
  '一级指标',
  '二级指标',
  '三级指标',
  '年度指标值',
  '实际完成值',
  '分值',
  '得分',
  '偏差原因分析及改进措施',
];

/**
 * The official form 《项目支出绩效自评表》 (财预〔2020〕10号) of one unit, as a grid of merged cells: project and unit, funds, goals,
 * indicators, total. The indicator of the funds block is listed there and not among the others.
 * @throws Error where weights do not add up to 100 or points to the total: so that no form with a wrong sum is written
 */
export function officialForm(content: FormContent): Grid {
  const { unit, scheme, scores, texts = {} } = content;
  const pointsOf = ({ id, points }: IndicatorTrace): string | null =>
    points === null ? null : (texts.points?.[id] ?? points);
  const total = checkedTotal(content, pointsOf);
  const grid = new GridBuilder();
  grid.put('title', `项目支出绩效自评表\n（${periodTitle(scores)}）`, [0, 0], [1, COLUMNS]);
  grid.put('label', '项目名称', [1, 0], [1, 3]);
  grid.put('text', content.project, [1, 3], [1, COLUMNS - 3]);
  grid.put('label', '主管部门', [2, 0], [1, 3]);
  grid.put('text', scheme.supervisor, [2, 3], [1, 2]);
  grid.put('label', '实施单位', [2, 5]);
  grid.put('text', unit.unit, [2, 6], [1, COLUMNS - 6]);
  let row = putFunds(grid, 3, content, pointsOf);
  row = putGoals(grid, row, content);
  row = putIndicators(grid, row, content, pointsOf);
  for (const { reason, points } of unit.adjustments) {
    grid.put('label', '调整', [row, 0], [1, 6]);
    grid.put('text', '', [row, 6]);
    grid.number(points, 'points', [row, 7]);
    grid.put('text', reason.zh, [row, 8], [1, 2]);
    row += 1;
  }
  grid.put('label', '总分', [row, 0], [1, 6]);
  grid.number('100', 'points', [row, 6]);
  grid.number(total, 'points', [row, 7]);
  grid.put(
    'text',
    total === null ? '不参评：没有适用的指标' : gradeText(scheme, total, unit),
    [row, 8],
    [1, 2],
  );
  return { widths: WIDTHS, cells: grid.cells, notes: notesOf(scores) };
}

type PointsOf = (indicator: IndicatorTrace) => string | null;

function checkedTotal({ unit, scheme }: FormContent, pointsOf: PointsOf): string | null {
  const weights = sumOf(scheme.indicators.map(({ weight }) => exact(weight)));
  if (!weights.equals(100)) throw new Error(`weights of ${scheme.id} add up to ${weights}`);
  if (unit.total === null) return null;
  const parts = [...unit.indicators.map(pointsOf), ...unit.adjustments.map(({ points }) => points)];
  const total = fixed(sumOf(parts.map((points) => exact(points ?? 0))), 2);
  const isSystem = unit.indicators.every((one) => pointsOf(one) === one.points);
  if (isSystem && total !== unit.total) {
    throw new Error(`points of ${unit.unit} add up to ${total}, not ${unit.total}`);
  }
  return total;
}

const gradeText = ({ grades }: Scheme, total: string, unit: UnitTrace): string =>
  `等级：${total === unit.total ? unit.grade : (grades.find(({ from }) => exact(total).compare(from) >= 0)?.name ?? '')}`;

/** @returns the first row below the block */
function putFunds(
  grid: GridBuilder,
  top: number,
  { unit, scheme, funds }: FormContent,
  pointsOf: PointsOf,
): number {
  const execution = unit.indicators.find(({ id }) => id === scheme.funds.indicator);
  grid.put('label', '项目资金', [top, 0], [FUND_ROWS.length + 2, 1]);
  for (const { label, at, columns } of FUND_HEADS) grid.put('label', label, [top, at], [1, columns]);
  const rows = FUND_ROWS.map((row) => ({ label: FUND_LABELS[row], ...funds[row] }));
  const sum = (field: 'budget' | 'paid'): string => fixed(sumOf(rows.map((one) => exact(one[field]))), 2);
  const all = { label: '年度资金总额', budget: sum('budget'), paid: sum('paid') };
  for (const [index, { label, budget, paid }] of [all, ...rows].entries()) {
    const at = top + 1 + index;
    const isTotal = index === 0;
    const rate = exact(budget).equals(0) ? null : fixed(exact(paid).div(budget), 6);
    grid.put('label', label, [at, 1], [1, 2]);
    grid.number(budget, 'yuan', [at, 3]);
    grid.number(budget, 'yuan', [at, 4]);
    grid.number(paid, 'yuan', [at, 5]);
    grid.number(isTotal ? (execution?.weight ?? null) : null, 'points', [at, 6]);
    grid.number(isTotal ? (execution?.actual ?? null) : rate, 'percent', [at, 7], 2);
    grid.number(isTotal && execution ? pointsOf(execution) : null, 'points', [at, 9]);
  }
  return top + 1 + rows.length + 1;
}

function putGoals(grid: GridBuilder, top: number, { unit, texts = {} }: FormContent): number {
  const composed = composedTexts(unit);
  grid.put('label', '年度总体目标', [top, 0], [2, 1]);
  grid.put('label', '预期目标', [top, 1], [1, 4]);
  grid.put('label', '实际完成情况', [top, 5], [1, COLUMNS - 5]);
  grid.put('text', unbroken(texts.expected ?? composed.goals), [top + 1, 1], [1, 4]);
  grid.put('text', unbroken(texts.achieved ?? composed.achievements), [top + 1, 5], [1, COLUMNS - 5]);
  return top + 2;
}

/** Keeps a sign on the line of its number. */
const unbroken = (text: string): string => text.replace(/ (?=[%‰])/g, '\u00a0');

const notationOf = (indicator: IndicatorTrace, scheme: Scheme): 'percent' | 'perThousand' | 'plain' => {
  const measure = scheme.indicators.find(({ id }) => id === indicator.id)?.measure;
  const times = measure === undefined ? undefined : measureOf(measure).times;
  return times === undefined ? 'percent' : times === 1000 ? 'perThousand' : 'plain';
};

const valueText = (indicator: IndicatorTrace, scheme: Scheme, value: string): string =>
  NOTATIONS[notationOf(indicator, scheme)].text(value);

function putIndicators(
  grid: GridBuilder,
  top: number,
  { unit, scheme, texts = {} }: FormContent,
  pointsOf: PointsOf,
): number {
  const shown = unit.indicators.filter(({ id }) => id !== scheme.funds.indicator);
  // A scheme may list the indicators of a group separately; the form merges a group's cells, so they are placed together.
  const blocks = groupedBy(shown, ({ level }) => level.zh).map(([level, own]) => ({
    level,
    groups: groupedBy(own, ({ group }) => group.zh),
    rows: own.length,
  }));
  grid.put('label', '绩效指标', [top, 0], [shown.length + 1, 1]);
  for (const [index, head] of INDICATOR_HEADS.entries()) {
    grid.put('label', head, [top, index + 1], [1, index === INDICATOR_HEADS.length - 1 ? 2 : 1]);
  }
  let row = top + 1;
  for (const { level, groups, rows } of blocks) {
    grid.put('label', level, [row, 1], [rows, 1]);
    for (const [group, indicators] of groups) {
      grid.put('label', group, [row, 2], [indicators.length, 1]);
      for (const indicator of indicators) {
        const points = pointsOf(indicator);
        putIndicator(grid, row, indicator, scheme, points, {
          deviation: texts.deviations?.[indicator.id],
          rating: (texts.points && ratingOf(indicator, points)?.zh) ?? '待评定',
        });
        row += 1;
      }
    }
  }
  return row;
}

function putIndicator(
  grid: GridBuilder,
  row: number,
  indicator: IndicatorTrace,
  scheme: Scheme,
  points: string | null,
  { deviation, rating }: { deviation: string | undefined; rating: string },
): void {
  const { name, target, actual, weight, weightInForce, note } = indicator;
  const [best] = indicator.ratings ?? [];
  grid.put('text', name.zh, [row, 3]);
  const wanted = best?.zh ?? `${directionOf(indicator, scheme)}${valueText(indicator, scheme, target)}`;
  grid.put('text', wanted, [row, 4]);
  if (best) grid.put('text', rating, [row, 5]);
  else if (actual === null) grid.put('text', '不适用', [row, 5]);
  else grid.number(actual, notationOf(indicator, scheme), [row, 5]);
  grid.number(weight, 'points', [row, 6]);
  grid.number(points, 'points', [row, 7]);
  const spread =
    (best || actual !== null) && !exact(weight).equals(weightInForce) ? `折算分值 ${weightInForce}` : null;
  const said = [deviation?.replace(/[。；]$/, ''), note?.zh, spread].filter(Boolean);
  grid.put('text', said.length === 1 && deviation ? deviation : said.join('；'), [row, 8], [1, 2]);
}

const directionOf = ({ id }: IndicatorTrace, { indicators }: Scheme): string =>
  ({ more: '≥', less: '≤', exactly: '=' })[indicators.find((one) => one.id === id)?.direction ?? 'more'];

/** Items by key, keys in the order of their first item. */
function groupedBy<Item>(items: Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}

const notesOf = ({ from, until, asOf, snapshot, scheme }: FormContent['scores']): string[] => [
  `评价区间 ${from} 至 ${until}；截至 ${asOf}；数据快照 ${snapshot}；评分方案 ${scheme}。`,
  '实际完成值、执行数和得分由台账计算，可用 skill-ledger score 复算。台账每年只有一个预算数，年初预算数与全年预算数相同。',
];
