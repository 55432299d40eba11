import type { FigureId } from '@skill-ledger/contracts';
import { gap, missing, ratio } from '../derive.ts';
import { type Cell, type Computed, computed, type Measured } from '../descriptor.ts';
import { targetLine } from '../programme-lines.ts';

/** The newest statistic of each place on or before as-of (spec 1, 技能劳动者占比). */
const NEWEST = `(area, stat_on) IN (SELECT (area, max(stat_on)) FROM workforce
  WHERE stat_on <= $asOf::DATE AND employed > 0 AND skilled > 0 GROUP BY area)`;

const targetOf = ({ yardsticks }: Cell, figure: FigureId): number | undefined => {
  const target = yardsticks.targets.get(figure);
  return target === undefined ? undefined : Number(target);
};

/** Columns of the newest workforce statistic. */
export const WORKFORCE_SUMS = {
  employed: {
    label: { zh: '就业人员', en: 'Employed' },
    unit: 'workers',
    formula: { zh: '截至日期前最新统计', en: 'the newest statistic by the as-of date' },
    definition: { zh: '就业人员数', en: 'Persons in employment' },
    clause: '§一',
    relation: 'workforce',
    where: NEWEST,
    measure: 'sum(employed)',
  },
  skilled: {
    label: { zh: '技能劳动者', en: 'Skilled workers' },
    unit: 'workers',
    formula: { zh: '截至日期前最新统计', en: 'the newest statistic by the as-of date' },
    definition: { zh: '初级工及以上的人数', en: 'Workers of the elementary level and above' },
    clause: '§一',
    relation: 'workforce',
    where: NEWEST,
    measure: 'sum(skilled)',
  },
  highSkilled: {
    label: { zh: '高技能人才', en: 'High-skilled workers' },
    unit: 'workers',
    formula: { zh: '截至日期前最新统计', en: 'the newest statistic by the as-of date' },
    definition: { zh: '高级工及以上的人数', en: 'Workers of the advanced level and above' },
    clause: '§一',
    relation: 'workforce',
    where: NEWEST,
    measure: 'sum(high_skilled)',
  },
} satisfies Partial<Record<FigureId, Measured>>;

/** Computed from the statistic and the programme's targets. */
export const WORKFORCE_FIGURES = {
  skilledTarget: computed([], {
    label: { zh: '技能劳动者占比目标', en: 'Target for skilled workers' },
    unit: 'fraction',
    formula: { zh: '方案目标', en: 'the programme’s target' },
    definition: {
      zh: '技能劳动者占比到计数期末应达到的比例（左右）',
      en: 'Approximate target share of skilled workers at the period’s end',
    },
    clause: '§一',
    lines: () => [targetLine('skilledRatio')],
    compute: (_, cell) => targetOf(cell, 'skilledRatio'),
  }),
  highSkilledTarget: computed([], {
    label: { zh: '高技能人才占比目标', en: 'Target for high-skilled workers' },
    unit: 'fraction',
    formula: { zh: '方案目标', en: 'the programme’s target' },
    definition: {
      zh: '高技能人才占比到计数期末应达到的比例（左右）',
      en: 'Approximate target share of high-skilled workers at the period’s end',
    },
    clause: '§一',
    lines: () => [targetLine('highSkilledRatio')],
    compute: (_, cell) => targetOf(cell, 'highSkilledRatio'),
  }),
  skilledRatio: computed(['skilled', 'employed'], {
    label: { zh: '技能劳动者占比', en: 'Skilled workers' },
    unit: 'fraction',
    formula: { zh: '{skilled} ÷ {employed}', en: '{skilled} ÷ {employed}' },
    definition: {
      zh: '技能劳动者（初级工及以上）占就业人员的比例，取截至日期前最新统计',
      en: 'Skilled workers as a share of the employed, newest statistic by the as-of date',
    },
    clause: '§一',
    compute: ({ skilled, employed }) => ratio(skilled, employed),
  }),
  highSkilledRatio: computed(['highSkilled', 'skilled'], {
    label: { zh: '高技能人才占比', en: 'High-skilled workers' },
    unit: 'fraction',
    formula: { zh: '{highSkilled} ÷ {skilled}', en: '{highSkilled} ÷ {skilled}' },
    definition: {
      zh: '高技能人才（高级工及以上）占技能劳动者的比例，取截至日期前最新统计',
      en: 'High-skilled workers as a share of the skilled, newest statistic by the as-of date',
    },
    clause: '§一',
    compute: ({ highSkilled, skilled }) => ratio(highSkilled, skilled),
  }),
  skilledGap: computed(['skilledRatio', 'skilledTarget'], {
    label: { zh: '技能劳动者占比与目标之差', en: 'Skilled workers against the target' },
    unit: 'points',
    formula: { zh: '{skilledRatio} − {skilledTarget}', en: '{skilledRatio} − {skilledTarget}' },
    definition: {
      zh: '技能劳动者占比减去目标，以百分点计',
      en: 'The share of skilled workers less its target, in percentage points',
    },
    clause: '§一',
    compute: ({ skilledRatio, skilledTarget }) => gap(skilledRatio, skilledTarget),
  }),
  highSkilledGap: computed(['highSkilledRatio', 'highSkilledTarget'], {
    label: { zh: '高技能人才占比与目标之差', en: 'High-skilled workers against the target' },
    unit: 'points',
    formula: {
      zh: '{highSkilledRatio} − {highSkilledTarget}',
      en: '{highSkilledRatio} − {highSkilledTarget}',
    },
    definition: {
      zh: '高技能人才占比减去目标，以百分点计',
      en: 'The share of high-skilled workers less its target, in percentage points',
    },
    clause: '§一',
    compute: ({ highSkilledRatio, highSkilledTarget }) => gap(highSkilledRatio, highSkilledTarget),
  }),
  skilledMissing: computed(['skilledTarget', 'employed', 'skilled'], {
    label: { zh: '尚缺技能劳动者', en: 'Skilled workers missing' },
    unit: 'workers',
    formula: {
      zh: '{skilledTarget} × {employed} − {skilled}，向上取整，已达到为 0',
      en: '{skilledTarget} × {employed} − {skilled}, rounded up, 0 once reached',
    },
    definition: {
      zh: '就业人员不变时达到目标还需增加的技能劳动者',
      en: 'Additional skilled workers needed to reach the target at current employment',
    },
    clause: '§一',
    compute: ({ skilledTarget, employed, skilled }) => missing(skilled, employed, String(skilledTarget)),
  }),
  highSkilledMissing: computed(['highSkilledTarget', 'skilled', 'highSkilled'], {
    label: { zh: '尚缺高技能人才', en: 'High-skilled workers missing' },
    unit: 'workers',
    formula: {
      zh: '{highSkilledTarget} × {skilled} − {highSkilled}，向上取整，已达到为 0',
      en: '{highSkilledTarget} × {skilled} − {highSkilled}, rounded up, 0 once reached',
    },
    definition: {
      zh: '技能劳动者不变时达到目标还需增加的高技能人才',
      en: 'Additional high-skilled workers needed to reach the target at the current number of skilled workers',
    },
    clause: '§一',
    compute: ({ highSkilledTarget, skilled, highSkilled }) =>
      missing(highSkilled, skilled, String(highSkilledTarget)),
  }),
} satisfies Partial<Record<FigureId, Computed>>;
