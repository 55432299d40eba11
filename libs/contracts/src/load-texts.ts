import { formatAmount } from './evaluation-texts.ts';
import type { LoadEffect, Mended } from './load.ts';
import type { Bilingual } from './text.ts';

/** Texts about the result of a load, for the command line and the pages. */

const many = (count: number): string => formatAmount(String(count));
const rows = (count: number): string => `${many(count)} ${count === 1 ? 'row' : 'rows'}`;
const sumRows = (lines: { rows: number }[]): number => lines.reduce((sum, line) => sum + line.rows, 0);

/** Corrected rows: 10 行改动：9 通过，1 仍有错（V03 → V09）. For an unmodified workbook: that nothing was changed. */
export function mendedText({ untouched, changed, passed, outdated, failing }: Mended): Bilingual {
  if (changed === 0) {
    return {
      zh: `工作簿中的 ${many(untouched)} 行都没有改动`,
      en: `None of the ${rows(untouched)} of the workbook was changed`,
    };
  }
  const bad = sumRows(failing);
  const how = failing.map((line): Bilingual => {
    const change = `${line.before.join(' ') || '—'} → ${line.now.join(' ')}`;
    return failing.length === 1
      ? { zh: change, en: change }
      : { zh: `${change} ${many(line.rows)} 行`, en: `${change} ${rows(line.rows)}` };
  });
  const zh = [
    `${many(passed)} 通过`,
    ...(bad > 0 ? [`${many(bad)} 仍有错（${how.map((one) => one.zh).join('；')}）`] : []),
    ...(outdated > 0 ? [`${many(outdated)} 行已在别处修正，未采用`] : []),
  ].join('，');
  const en = [
    `${many(passed)} passed`,
    ...(bad > 0
      ? [`${many(bad)} still ${bad === 1 ? 'fails' : 'fail'} (${how.map((one) => one.en).join('; ')})`]
      : []),
    ...(outdated > 0 ? [`${rows(outdated)} already fixed elsewhere, skipped`] : []),
  ].join(', ');
  const rest: Bilingual =
    untouched > 0
      ? {
          zh: `；其余 ${many(untouched)} 行没有改动，原样保留`,
          en: `; the other ${rows(untouched)} not changed, kept as before`,
        }
      : { zh: '', en: '' };
  return {
    zh: `${many(changed)} 行改动：${zh}${rest.zh}`,
    en: `${rows(changed)} changed: ${en}${rest.en}`,
  };
}

/**
 * The effect of a load on the pages: 装载后 66,997 → 67,387 人次；新增线索 12；提示 9.
 * @param isDone whether it was loaded, not only checked
 */
export function effectText({ completed, findings, warnings }: LoadEffect, isDone: boolean): Bilingual {
  const { before, after } = completed;
  const change = `${before === null ? '' : `${many(before)} → `}${many(after)}`;
  const odd = sumRows(warnings);
  return {
    zh: [
      `${isDone ? '完成培训' : '装载后'} ${change} 人次`,
      `新增线索 ${many(findings.added)}`,
      ...(findings.closed > 0 ? [`消除线索 ${many(findings.closed)}`] : []),
      `提示 ${many(odd)}`,
    ].join('；'),
    en: [
      `${isDone ? '' : 'After loading: '}${change} completed`,
      `new findings ${many(findings.added)}`,
      ...(findings.closed > 0 ? [`findings closed ${many(findings.closed)}`] : []),
      `warnings ${many(odd)}`,
    ].join('; '),
  };
}

/** Rows of earlier loads that this load released from quarantine. */
export const releasedText = (count: number): Bilingual => ({
  zh: `随之放行 ${many(count)} 行`,
  en: `${rows(count)} released with them`,
});
