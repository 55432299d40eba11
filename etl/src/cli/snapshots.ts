import type { Command } from 'commander';
import { resolveHome } from '../warehouse/home.ts';
import { listSnapshots } from '../warehouse/publish.ts';
import { answer, answerJson, table, thousands } from './output.ts';

export function addSnapshots(program: Command): void {
  program
    .command('snapshots')
    .description('列出快照 · list the snapshots, newest first')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { json?: boolean }) => {
      const snapshots = await listSnapshots(resolveHome());
      if (options.json) return answerJson({ snapshots });
      if (snapshots.length === 0)
        return answer('还没有快照；请先用 skill-ledger load 装载台账 · no snapshot yet');
      answer(
        table(
          ['', '快照', '时间', '批次', '行数', '隔离', '文件'],
          snapshots.map((snapshot) => [
            snapshot.current ? '→' : '',
            snapshot.id,
            snapshot.createdAt.replace('T', ' ').slice(0, 19),
            snapshot.batch,
            thousands(snapshot.rows),
            thousands(snapshot.quarantined),
            snapshot.files.slice(0, 3).join('、') +
              (snapshot.files.length > 3 ? ` 等 ${snapshot.files.length} 个` : ''),
          ]),
        ),
      );
    });
}
