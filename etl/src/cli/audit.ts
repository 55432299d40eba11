import { type AuditBinding, BINDING_PROBLEMS } from '@skill-ledger/contracts';
import type { Chain, State } from '@skill-ledger/state';
import type { Command } from 'commander';
import { auditLink } from '../home/audit-link.ts';
import { resolveHome } from '../home/home.ts';
import { commandActor, wordsOf } from './audit-note.ts';
import { answer, answerJson, say, thousands } from './output.ts';

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('审计日志 · the audit log');
  audit
    .command('verify')
    .description(
      '逐条验证哈希链，并核对状态库属于本数据文件夹；不符则以 1 退出 · verify the hash chain and that the log belongs to the home; exits with 1 otherwise',
    )
    .option(
      '--head <hash>',
      '早先记下的末条哈希，不在链上则说明有条目被截去 · a last hash noted earlier, to detect removed entries',
    )
    .option('--json', '输出 JSON · print JSON')
    .action((options: { head?: string; json?: boolean }) => withState((state) => verify(state, options)));
  audit
    .command('accept')
    .description(
      '状态库确已丢失时，接受现有的审计日志并记下此事 · take the audit log as it is where the former one is lost for good; that is noted in it',
    )
    .action(() => withState(accept));
}

async function withState(work: (state: State) => Promise<void>): Promise<void> {
  const { openState } = await import('@skill-ledger/state');
  const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    await work(state);
  } finally {
    await state.destroy();
  }
}

async function verify(state: State, options: { head?: string; json?: boolean }): Promise<void> {
  const { reconcile, verifyAudit } = await import('@skill-ledger/state');
  const binding = await reconcile(state, auditLink(resolveHome()));
  const chain = await verifyAudit(state, options.head?.toLowerCase());
  const isLost = binding === 'foreign' || binding === 'cut';
  if (options.json) answerJson({ ...chain, whole: chain.whole && !isLost, binding });
  else tell(chain, binding);
  if (!chain.whole || isLost) process.exitCode = 1;
}

function tell(chain: Chain, binding: AuditBinding): void {
  if (binding === 'foreign' || binding === 'cut') say(wordsOf(BINDING_PROBLEMS[binding]));
  if (!chain.whole) {
    say(
      `审计日志从第 ${chain.broken} 条起不再连续：该条被改动、删除、补写，或其后被截去 · the chain breaks at entry ${chain.broken}: it was changed, removed or inserted, or later entries were cut off`,
    );
  } else {
    answer(
      `审计日志完整：${thousands(chain.entries)} 条，末条哈希 ${chain.head} · intact; keep the last hash elsewhere to detect removed entries later`,
    );
  }
}

async function accept(state: State): Promise<void> {
  const { anchorOf, bindingOf, note } = await import('@skill-ledger/state');
  const link = auditLink(resolveHome());
  const former = await link.anchor();
  const binding = await bindingOf(state, former);
  if (binding !== 'foreign' && binding !== 'cut') {
    return answer(
      '审计日志本就属于这个数据文件夹，无需接受 · the log is the home’s, there is nothing to accept',
    );
  }
  await note(state, commandActor(), { action: 'audit.accept', detail: { binding, former } });
  await link.bind(await anchorOf(state));
  answer('已接受现有的审计日志，并已记入其中 · the log was accepted as it is; that is noted in it');
}
