import { writeFile } from 'node:fs/promises';
import { KIND_LABELS, type LoadOutcome, type LoadReport } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { resolveHome } from '../home/home.ts';
import { quarantineLines, reasonCounts } from '../ledgers/quarantine.ts';
import { type LoadResult, load } from '../operations/load.ts';
import type { StagedSheet } from '../stage/staged.ts';
import { commandActor, noteOperations } from './audit-note.ts';
import { loadNotes } from './load-notes.ts';
import { answer, answerJson, loadBar, say, table, thousands } from './output.ts';
import { outcomeOf, sendToParent } from './parent.ts';
import { notReadLines, understoodLines } from './understood.ts';

interface LoadFlags {
  dryRun?: boolean;
  hidden?: boolean;
  wait: string;
  reasons?: string;
  skipUnreadable?: boolean;
  json?: boolean;
}

export function addLoad(program: Command): void {
  program
    .command('load')
    .description(
      '装载台账：读取、核对、记账，发布新快照 · read, check and account for ledgers, publish a new snapshot',
    )
    .argument('<path...>', '文件或文件夹 · files or folders; together they are one load')
    .option('--dry-run', '只核对，不保存 · check only, store nothing')
    .option(
      '--skip-unreadable',
      '略过不能读取的文件，装载其余文件 · leave out files that cannot be read, load the others',
    )
    .option('--hidden', '隐藏的工作表也计入 · count the rows of hidden sheets too')
    .option('--wait <seconds>', '另一个装载进行时等待的秒数 · how long to wait for another load', '600')
    .option(
      '--reasons <file>',
      '把本次隔离的行及原因写入文件（JSON Lines）· write this load’s quarantined rows and reasons to a file',
    )
    .option('--json', '输出 JSON · print JSON')
    .action(async (paths: string[], options: LoadFlags) => {
      const bar = loadBar();
      let reasons: LoadOutcome['reasons'] = [];
      try {
        const result = await load({
          home: resolveHome(),
          paths,
          dryRun: options.dryRun ?? false,
          skipUnreadable: options.skipUnreadable ?? false,
          hidden: options.hidden ?? false,
          waitMs: Number(options.wait) * 1000,
          by: process.env.SKILL_LEDGER_BY,
          actor: commandActor(),
          unit: process.env.SKILL_LEDGER_UNIT || undefined,
          onProgress: (progress) => {
            bar.onProgress(progress);
            sendToParent({ type: 'progress', progress });
          },
          onWait: (pid) => {
            say(`等待另一个装载（进程 ${pid}）… waiting for another load`);
            sendToParent({ type: 'waiting' });
          },
          onQuarantined: async (rows) => {
            reasons = reasonCounts(rows);
            if (options.reasons) await writeFile(options.reasons, quarantineLines(rows));
          },
        });
        bar.stop();
        if (result.batch !== null) await noteOperations();
        sendToParent({ type: 'loaded', outcome: outcomeOf(result, reasons) });
        if (options.json) {
          const { batch, snapshot, files, mended, resolved, effect, unreadable } = result;
          answerJson({
            batch,
            snapshot,
            files,
            mended,
            resolved,
            effect,
            unreadable,
          } satisfies LoadReport);
        } else answer(describe(result, options.dryRun ?? false));
      } finally {
        bar.stop();
      }
    });
}

/** The accounting as text, and what to do next. */
function describe(result: LoadResult, dryRun: boolean): string {
  const rows = result.files.flatMap((file) =>
    file.sheets.map((sheet) => [
      file.path,
      sheet.sheet || '—',
      sheet.kind === null ? '（未识别）' : KIND_LABELS[sheet.kind].zh,
      ...[sheet.read, sheet.accepted, sheet.unchanged, sheet.corrected, sheet.quarantined, sheet.ignored].map(
        thousands,
      ),
    ]),
  );
  const sum = (pick: (sheet: LoadReport['files'][number]['sheets'][number]) => number): number =>
    result.files.flatMap((file) => file.sheets).reduce((total, sheet) => total + pick(sheet), 0);
  const totals = [
    sum((s) => s.read),
    sum((s) => s.accepted),
    sum((s) => s.unchanged),
    sum((s) => s.corrected),
    sum((s) => s.quarantined),
    sum((s) => s.ignored),
  ];
  const lines = [
    table(
      ['文件', '工作表', '种类', '读取', '接受', '未变', '更正', '隔离', '忽略'],
      [...rows, ['合计', '', '', ...totals.map(thousands)]],
    ),
  ];
  for (const { path, sheet, sheets } of result.staged.flatMap(({ path, sheets }) =>
    sheets.map((sheet) => ({ path, sheet, sheets })),
  )) {
    // An unknown sheet beside a ledger usually holds notes: do not report it.
    const beside = sheet.nearest === null && sheets.some(({ kind }) => kind !== null);
    if (sheet.kind === null && !sheet.report && !sheet.isLeftOut && sheet.read > 0 && !beside)
      lines.push(unknownSheet(path, sheet));
    if (sheet.ignoredColumns.length > 0) {
      lines.push(`忽略的列 ${path}${sheet.name && ` · ${sheet.name}`}：${sheet.ignoredColumns.join('、')}`);
    }
  }
  lines.push(...understoodLines(result.staged, dryRun), ...notReadLines(result.notRead));
  lines.push(...loadNotes(result, dryRun));
  if (dryRun) lines.push('仅核对，未保存任何内容 · dry run, nothing was stored');
  else if (!result.changed)
    lines.push('本次装载没有变化，快照保持不变 · nothing changed, the current snapshot is kept');
  else
    lines.push(
      `批次 ${result.batch} 已发布为快照 ${result.snapshot} · published as snapshot ${result.snapshot}`,
    );
  if ((totals[4] ?? 0) > 0 && !dryRun)
    lines.push('查看隔离的行及原因 · list quarantined rows: skill-ledger quarantine');
  return lines.join('\n');
}

function unknownSheet(path: string, sheet: StagedSheet): string {
  const where = `${path}${sheet.name && ` · ${sheet.name}`}`;
  if (!sheet.nearest)
    return `未识别 ${where}：前 10 行中没有找到任何一种台账的表头，${sheet.read} 行全部忽略`;
  const { kind, missing } = sheet.nearest;
  return `未识别 ${where}：最接近“${KIND_LABELS[kind].zh}”，缺少列 ${missing.join('、')}；补上后重新报送，${sheet.read} 行暂时忽略`;
}
