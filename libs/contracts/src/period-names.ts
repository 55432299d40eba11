import { RELEASE_ID } from './releases.ts';
import type { Bilingual } from './text.ts';

/** Parts of a year, each from 1 January (spec 4, "Periods"). */
const PARTS: Record<string, Bilingual> = {
  Q1: { zh: '第一季度', en: 'first quarter' },
  H1: { zh: '上半年', en: 'first half' },
  Q3: { zh: '前三季度', en: 'first three quarters' },
};

/**
 * A period in words, by its id: `2021` 2021 年度, `2021H1` 2021 年上半年, `2019-2021` 2019—2021 年.
 * @returns the id itself if it is not a period's
 */
export function periodName(id: string): Bilingual {
  const [, year, rest = ''] = /^(\d{4})(|Q1|H1|Q3|-\d{4})$/.exec(id) ?? [];
  if (year === undefined) return { zh: id, en: id };
  if (rest === '') return { zh: `${year} 年度`, en: year };
  if (rest.startsWith('-')) return { zh: `${year}—${rest.slice(1)} 年`, en: `${year}–${rest.slice(1)}` };
  const part = PARTS[rest];
  return { zh: `${year} 年${part?.zh}`, en: `${year} ${part?.en}` };
}

/** A release in words, by its id: `2021H1-r2` 2021 年上半年（第 2 版）. */
export function releaseName(id: string): Bilingual {
  const [, period, revision] = RELEASE_ID.exec(id) ?? [];
  if (period === undefined) return { zh: id, en: id };
  const { zh, en } = periodName(period);
  return { zh: `${zh}（第 ${revision} 版）`, en: `${en} (revision ${revision})` };
}

/** Several periods in words; a dash if there are none. */
export function periodNames(ids: string[]): Bilingual {
  const names = ids.map(periodName);
  return {
    zh: names.map(({ zh }) => zh).join('、') || '–',
    en: names.map(({ en }) => en).join(', ') || '–',
  };
}
