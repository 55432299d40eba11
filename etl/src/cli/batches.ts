import type { BatchesAnswer, BatchInfo } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { readBatches } from '../ledgers/batches.ts';
import type { Progress } from '../operations/new-snapshot.ts';
import { previewWithdrawal, withdraw } from '../operations/withdraw.ts';
import { commandActor, noteOperations } from './audit-note.ts';
import { describeEffect } from './effect.ts';
import { answer, answerJson, loadBar, say, table, thousands } from './output.ts';
import { sendToParent } from './parent.ts';

export function addBatches(program: Command): void {
  program
    .command('batches')
    .description('列出批次：谁、何时、哪些文件、各行结果 · list the batches with their files and accounting')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { json?: boolean }) => {
      const snapshot = await openCurrentSnapshot(resolveHome());
      try {
        const batches = await readBatches(await snapshot.connect());
        if (options.json) answerJson(batches);
        else answer(describe(batches));
      } finally {
        snapshot.close();
      }
    });
  program
    .command('withdraw')
    .description('撤销批次：数据恢复到没有该批次时的样子 · withdraw a batch: all figures as without it')
    .argument('<batch>', '批次编号，如 B3 · the batch, e.g. B3')
    .option('--comment <text>', '撤销原因，不加 --dry-run 时必填 · why; required without --dry-run')
    .option('--dry-run', '只看会有哪些变化，不撤销 · tell what would change, and change nothing')
    .option('--wait <seconds>', '另一个装载进行时等待的秒数 · how long to wait for another load', '600')
    .option('--json', '输出 JSON · print JSON')
    .action(runWithdraw);
}

interface WithdrawFlags {
  comment?: string;
  dryRun?: boolean;
  wait: string;
  json?: boolean;
}

async function runWithdraw(batch: string, flags: WithdrawFlags): Promise<void> {
  const comment = flags.comment?.trim();
  if (!flags.dryRun && !comment) throw withoutReason(batch);
  const bar = loadBar();
  const common = {
    home: resolveHome(),
    batch,
    waitMs: Number(flags.wait) * 1000,
    onProgress: (progress: Progress) => {
      bar.onProgress(progress);
      sendToParent({ type: 'progress', progress });
    },
    onWait: (pid: number) => {
      say(`等待另一个装载（进程 ${pid}）… waiting for another load`);
      sendToParent({ type: 'waiting' });
    },
  };
  try {
    if (flags.dryRun) {
      const effect = await previewWithdrawal({ ...common, unit: process.env.SKILL_LEDGER_UNIT || undefined });
      bar.stop();
      sendToParent({ type: 'previewed', effect });
      if (flags.json) answerJson(effect);
      else
        answer(
          `撤销 ${batch} 会有以下变化，现在没有任何改动 · what withdrawing ${batch} would change\n\n${describeEffect(effect)}`,
        );
      return;
    }
    const result = await withdraw({
      ...common,
      by: process.env.SKILL_LEDGER_BY,
      actor: commandActor(),
      comment,
    });
    bar.stop();
    await noteOperations();
    sendToParent({ type: 'withdrawn', snapshot: result.snapshot });
    if (flags.json) answerJson(result);
    else
      answer(
        `批次 ${result.batch} 已撤销，快照 ${result.snapshot}，隔离 ${thousands(result.quarantined)} 行 · ` +
          `${result.batch} withdrawn, snapshot ${result.snapshot}, ${thousands(result.quarantined)} rows in quarantine`,
      );
  } finally {
    bar.stop();
  }
}

/** As in the browser: what cannot be taken back by a click is explained. */
const withoutReason = (batch: string): UserError =>
  new UserError({
    zh: `撤销 ${batch} 要写明原因：加上 --comment "原因"；先用 --dry-run 可以看到会有哪些变化`,
    en: `say why ${batch} is withdrawn: add --comment "why"; --dry-run tells first what would change`,
  });

function describe({ batches, withdrawals }: BatchesAnswer): string {
  const rows = batches.map(({ batch, loadedAt, by, files }) => {
    const sheets = files.flatMap((file) => file.sheets);
    const sum = (pick: (sheet: BatchInfo['files'][number]['sheets'][number]) => number): string =>
      thousands(sheets.reduce((total, sheet) => total + pick(sheet), 0));
    return [
      batch,
      loadedAt.replace('T', ' ').slice(0, 19),
      by ?? '—',
      sum((sheet) => sheet.read),
      sum((sheet) => sheet.accepted),
      sum((sheet) => sheet.unchanged),
      sum((sheet) => sheet.corrected),
      sum((sheet) => sheet.quarantined),
      sum((sheet) => sheet.ignored),
      sum((sheet) => sheet.quarantined - sheet.waiting),
      sum((sheet) => sheet.waiting),
      names(files.map((file) => file.path)),
    ];
  });
  const lines = [
    table(
      [
        '批次',
        '时间',
        '装载人',
        '读取',
        '接受',
        '未变',
        '更正',
        '隔离',
        '忽略',
        '后已移出',
        '仍隔离',
        '文件',
      ],
      rows,
    ),
    '读取 = 接受 + 未变 + 更正 + 隔离 + 忽略；隔离 = 后已移出（通过或改报）+ 仍隔离 · quarantined = came out since (accepted or replaced) + still there',
  ];
  for (const { batch, withdrawnAt, by, comment } of withdrawals) {
    lines.push(
      `已撤销 ${batch} · ${withdrawnAt.replace('T', ' ').slice(0, 19)} · ${by ?? '—'}${comment ? ` · ${comment}` : ''}`,
    );
  }
  return lines.join('\n');
}

const names = (files: string[]): string =>
  files.slice(0, 3).join('、') + (files.length > 3 ? ` 等 ${files.length} 个` : '');
