import type { Command } from 'commander';
import { resolveHome } from '../home/home.ts';
import { answer, answerJson, say, thousands } from './output.ts';

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('审计日志 · the audit log')
    .command('verify')
    .description(
      '逐条验证哈希链；有改动则报出第一条并以 1 退出 · verify the hash chain; exits with 1 if it is broken',
    )
    .option(
      '--head <hash>',
      '早先记下的末条哈希，不在链上则说明有条目被截去 · a last hash noted earlier, to detect removed entries',
    )
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { head?: string; json?: boolean }) => {
      const { openState, verifyAudit } = await import('@skill-ledger/state');
      const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
      try {
        const chain = await verifyAudit(state, options.head?.toLowerCase());
        if (options.json) answerJson(chain);
        else if (chain.whole) {
          answer(
            `审计日志完整：${thousands(chain.entries)} 条，末条哈希 ${chain.head} · intact; keep the last hash elsewhere to detect removed entries later`,
          );
        } else {
          say(
            `审计日志从第 ${chain.broken} 条起不再连续：该条被改动、删除、补写，或其后被截去 · the chain breaks at entry ${chain.broken}: it was changed, removed or inserted, or later entries were cut off`,
          );
        }
        if (!chain.whole) process.exitCode = 1;
      } finally {
        await state.destroy();
      }
    });
}
