import { type Bilingual, effectText, mendedText } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';
import { thousands } from './output.ts';

const both = ({ zh, en }: Bilingual): string => `${zh} · ${en}`;

/** What a load reports beside its accounting: skipped files, the result of corrected rows, released rows, the effect. */
export function loadNotes({ unreadable, mended, resolved, effect }: LoadResult, dryRun: boolean): string[] {
  return [
    ...unreadable.map(({ text }) => `未读取 ${text.zh} · left out: ${text.en}`),
    ...(mended ? [both(mendedText(mended))] : []),
    ...(resolved > 0
      ? [
          `另有 ${thousands(resolved)} 行此前隔离的记录因引用已到而通过 · ${thousands(resolved)} waiting rows accepted`,
        ]
      : []),
    ...(effect
      ? [
          both(effectText(effect, !dryRun)),
          ...effect.warnings.map(({ text, rows }) => `提示 ${text.zh}：${thousands(rows)} 行`),
        ]
      : []),
  ];
}
