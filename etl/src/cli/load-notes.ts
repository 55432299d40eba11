import type { LoadEffect, Mended } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';
import { thousands } from './output.ts';

/** What a load reports beside its accounting: skipped files, the result of corrected rows, released rows, the effect. */
export function loadNotes({ unreadable, mended, resolved, effect }: LoadResult, dryRun: boolean): string[] {
  return [
    ...unreadable.map(({ text }) => `未读取 ${text.zh} · left out: ${text.en}`),
    ...(mended ? mendedNotes(mended) : []),
    ...(resolved > 0
      ? [
          `另有 ${thousands(resolved)} 行此前隔离的记录因引用已到而通过 · ${thousands(resolved)} waiting rows accepted`,
        ]
      : []),
    ...(effect ? effectNotes(effect, dryRun) : []),
  ];
}

function mendedNotes({ untouched, changed, passed, outdated, failing }: Mended): string[] {
  if (changed === 0) {
    return [
      `隔离工作簿中 ${thousands(untouched)} 行都没有改动 · none of the ${thousands(untouched)} quarantined rows was changed`,
    ];
  }
  const bad = failing.reduce((sum, { rows }) => sum + rows, 0);
  const how = failing.map(({ before, now, rows }) => {
    const change = `${before.join(' ') || '—'} → ${now.join(' ')}`;
    return failing.length > 1 ? `${change} ${thousands(rows)} 行` : change;
  });
  const zh = [
    `${thousands(passed)} 通过`,
    ...(bad > 0 ? [`${thousands(bad)} 仍有错（${how.join('；')}）`] : []),
    ...(outdated > 0 ? [`${thousands(outdated)} 行已在别处修正，未采用`] : []),
  ].join('，');
  const en = [
    `${thousands(passed)} passed`,
    ...(bad > 0 ? [`${thousands(bad)} still fail`] : []),
    ...(outdated > 0 ? [`${thousands(outdated)} mended elsewhere before`] : []),
  ].join(', ');
  const rest = untouched > 0 ? `；其余 ${thousands(untouched)} 行没有改动，原样保留` : '';
  return [`${thousands(changed)} 行改动：${zh}${rest} · ${thousands(changed)} rows changed: ${en}`];
}

function effectNotes({ completed, findings, warnings }: LoadEffect, dryRun: boolean): string[] {
  const { before, after } = completed;
  const odd = warnings.reduce((sum, { rows }) => sum + rows, 0);
  const from = before === null ? '' : `${thousands(before)} → `;
  return [
    `${dryRun ? '装载后' : '本次装载后'} ${from}${thousands(after)} 人次；新增线索 ${thousands(findings.added)}；提示 ${thousands(odd)}` +
      ` · completed ${from}${thousands(after)}, new findings ${thousands(findings.added)}, warnings ${thousands(odd)}`,
    ...warnings.map(({ text, rows }) => `提示 ${text.zh}：${thousands(rows)} 行`),
  ];
}
