import type { TEXT_FIELDS } from './evaluation-checks.ts';
import type { IndicatorTrace, UnitTrace } from './scores.ts';

/** The actual value or the target of an indicator for display: a share, or a rate per thousand. */
export function formatRate(value: string, { times }: Pick<IndicatorTrace, 'times'>): string {
  const [number, sign] =
    times === 1 ? [Number(value) * 100, '%'] : [Number(value), times === 1000 ? '‰' : ''];
  return `${number.toFixed(times === 1 ? 1 : 2).replace(/\.?0+$/, '')} ${sign}`.trimEnd();
}

/** Whole numbers of persons, classes and rows, and money in yuan, with separators. */
export function formatAmount(value: string): string {
  const [whole = '', part] = value.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

const COUNTED: Partial<Record<IndicatorTrace['unit'], string>> = {
  persons: '人次',
  yuan: '元',
};

/** 预期目标 and 实际完成情况 composed from the ledgers, in the language of the official form. The unit may write its own text instead. */
export function composedTexts({ indicators }: UnitTrace): Record<(typeof TEXT_FIELDS)[number], string> {
  const applying = indicators.filter(({ points }) => points !== null);
  const goals = applying.map((one) => {
    const { name, target, direction, unit, denominator, denominatorLabel } = one;
    const [best] = one.ratings ?? [];
    if (best) return `${name.zh}：${best.zh}`;
    const sign = direction === 'more' ? '不低于' : direction === 'less' ? '不高于' : '等于';
    const base =
      COUNTED[unit] !== undefined && denominator !== null && denominatorLabel.zh !== ''
        ? `（${denominatorLabel.zh} ${formatAmount(denominator)} ${COUNTED[unit]}）`
        : '';
    return `${name.zh}${sign} ${formatRate(target, one)}${base}`;
  });
  const achievements = applying.map((one) => {
    const { name, actual, points, weightInForce } = one;
    if (one.ratings) return `${name.zh}由单位自评（${weightInForce} 分）`;
    return `${name.zh} ${formatRate(actual ?? '0', one)}（${points} / ${weightInForce} 分）`;
  });
  const whole = (parts: string[]): string =>
    parts.length === 0 ? '本期没有适用的指标，不参评。' : `${parts.join('；')}。`;
  return { goals: whole(goals), achievements: whole(achievements) };
}
