import { writeFile } from 'node:fs/promises';
import { KIND_LABELS, type LedgerKind, type QuarantineEntry } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { explainFileError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { consequence } from '../ledgers/consequence.ts';
import { quarantinedRow, readQuarantine } from '../ledgers/quarantine.ts';
import { answer, answerJson, table } from './output.ts';

interface QuarantineFlags {
  kind?: LedgerKind;
  show?: 'mend' | 'waiting';
  code?: string;
  file?: string;
  out?: string;
  json?: boolean;
}

export function addQuarantine(program: Command): void {
  program
    .command('quarantine')
    .description('列出隔离的行和全部原因 · list quarantined rows with all reasons')
    .option('--kind <kind>', `只看一种台账 · one kind only: ${Object.keys(KIND_LABELS).join(', ')}`)
    .option('--show <which>', '只看要改的，或等引用的 · only rows to mend, or rows that wait: mend, waiting')
    .option('--code <code>', '只看一种原因，如 V09 · one reason only, like V09')
    .option('--file <path>', '只看一个文件 · one file only')
    .option('--out <file>', '写成 Excel 工作簿，改好后可再次装载 · write a workbook to fix and load again')
    .option('--json', '输出 JSON，含原值 · print JSON, with the original values')
    .action(async (options: QuarantineFlags) => {
      const home = resolveHome();
      const snapshot = await openCurrentSnapshot(home);
      try {
        const connection = await snapshot.connect();
        const programme = await homeProgramme(home);
        const entries = await readQuarantine(connection, programme, {
          kind: options.kind,
          show: options.show,
          code: options.code,
          file: options.file,
          together: options.out !== undefined,
        });
        if (options.out) {
          const { writeQuarantine } = await import('../workbooks/index.ts');
          await writeFile(options.out, await writeQuarantine(entries, programme)).catch((error: unknown) => {
            throw explainFileError(error, options.out ?? '');
          });
          return answer(`${options.out}：${entries.length} 行 · ${entries.length} rows`);
        }
        if (options.json) answerJson(entries.map((entry) => quarantinedRow(entry, programme)));
        else answer(describe(entries));
      } finally {
        snapshot.close();
      }
    });
}

/** Origin and reasons as text; values may be personal data and are kept out of the terminal's scroll-back. */
function describe(rows: QuarantineEntry[]): string {
  const waiting = rows.filter(({ isWaiting }) => isWaiting).length;
  if (rows.length === 0) return '隔离区为空 · the quarantine is empty';
  return [
    table(
      ['文件', '工作表', '行', '种类', '处理', '原因'],
      rows.map((row) => [
        row.file,
        row.sheet || '—',
        row.row,
        KIND_LABELS[row.kind].zh,
        consequence(row),
        row.reasons.map(({ text }) => text.zh).join('；'),
      ]),
    ),
    `共 ${rows.length} 行：要改 ${rows.length - waiting} · 等引用 ${waiting} · ${rows.length} rows: ${rows.length - waiting} to mend, ${waiting} waiting for others`,
  ].join('\n');
}
