import type { SnapshotComparison } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { resolveHome } from '../home/home.ts';
import { listSnapshots } from '../home/snapshots.ts';
import { compareSnapshots } from '../ledgers/compare.ts';
import { useSnapshot } from '../operations/use.ts';
import { commandActor, noteOperations } from './audit-note.ts';
import { describeEffect } from './effect.ts';
import { answer, answerJson, table, thousands } from './output.ts';

const CHANGES = { load: '装载', withdraw: '撤销', refresh: '重算' };

export function addSnapshots(program: Command): void {
  const snapshots = program
    .command('snapshots')
    .description('快照：列出、切换、比较 · snapshots: list, switch, compare')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { json?: boolean }) => {
      const list = await listSnapshots(resolveHome());
      if (options.json) return answerJson({ snapshots: list });
      if (list.length === 0) return answer('还没有快照；请先用 skill-ledger load 装载台账 · no snapshot yet');
      answer(
        table(
          ['', '快照', '时间', '变化', '批次', '行数', '隔离', '文件'],
          list.map((snapshot) => [
            snapshot.current ? '→' : '',
            snapshot.id,
            snapshot.createdAt.replace('T', ' ').slice(0, 19),
            CHANGES[snapshot.change],
            snapshot.batch,
            thousands(snapshot.rows),
            thousands(snapshot.quarantined),
            snapshot.files.slice(0, 3).join('、') +
              (snapshot.files.length > 3 ? ` 等 ${snapshot.files.length} 个` : ''),
          ]),
        ),
      );
    });
  snapshots
    .command('use')
    .description('切换到某个快照，不删除任何内容 · switch to a snapshot; nothing is deleted')
    .argument('<id>', '快照编号 · id of the snapshot')
    .action(async (id: string) => {
      await useSnapshot(resolveHome(), id, { actor: commandActor() });
      await noteOperations();
      answer(`当前快照：${id} · current snapshot: ${id}`);
    });
  snapshots
    .command('compare')
    .description('比较两个快照：指标与行 · compare two snapshots')
    .argument('<from>', '较早的快照 · the earlier one')
    .argument('<to>', '较晚的快照 · the later one')
    .option('--json', '输出 JSON · print JSON')
    .action(async (from: string, to: string, options: { json?: boolean }) => {
      const comparison = await compareSnapshots(resolveHome(), from, to);
      // The parent command has an option of the same name and takes it when both are given.
      if (options.json || snapshots.opts().json) answerJson(comparison);
      else answer(describe(comparison));
    });
}

const describe = (comparison: SnapshotComparison): string =>
  `快照 ${comparison.from} → ${comparison.to}\n\n${describeEffect(comparison)}`;
