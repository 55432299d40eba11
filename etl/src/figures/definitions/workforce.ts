import type { FigureDefinition, FigureId } from '@skill-ledger/contracts';

/** From the newest workforce statistic on or before as-of; arithmetic in `derive.ts`. */
export const WORKFORCE_FIGURES = {
  skilledRatio: {
    label: { zh: '技能劳动者占比', en: 'Skilled workers' },
    unit: 'fraction',
    formula: { zh: '{skilled} ÷ {employed}', en: '{skilled} ÷ {employed}' },
    definition: {
      zh: '技能劳动者（初级工及以上）占就业人员的比例，取截至日期前最新统计',
      en: 'Skilled workers as a share of the employed, newest statistic by the as-of date',
    },
    clause: '§一',
  },
  highSkilledRatio: {
    label: { zh: '高技能人才占比', en: 'High-skilled workers' },
    unit: 'fraction',
    formula: { zh: '{highSkilled} ÷ {skilled}', en: '{highSkilled} ÷ {skilled}' },
    definition: {
      zh: '高技能人才（高级工及以上）占技能劳动者的比例，取截至日期前最新统计',
      en: 'High-skilled workers as a share of the skilled, newest statistic by the as-of date',
    },
    clause: '§一',
  },
  skilledMissing: {
    label: { zh: '尚缺技能劳动者', en: 'Skilled workers missing' },
    unit: 'workers',
    formula: { zh: '目标 × {employed} − {skilled}', en: 'target × {employed} − {skilled}' },
    definition: {
      zh: '就业人员不变时达到目标还需增加的技能劳动者',
      en: 'How many more reach the target at today’s employment',
    },
    clause: '§一',
  },
  highSkilledMissing: {
    label: { zh: '尚缺高技能人才', en: 'High-skilled workers missing' },
    unit: 'workers',
    formula: { zh: '目标 × {skilled} − {highSkilled}', en: 'target × {skilled} − {highSkilled}' },
    definition: {
      zh: '技能劳动者不变时达到目标还需增加的高技能人才',
      en: 'How many more reach the target at today’s number of skilled',
    },
    clause: '§一',
  },
} satisfies Partial<Record<FigureId, FigureDefinition>>;
