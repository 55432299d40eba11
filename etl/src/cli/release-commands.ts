import type { ReleaseStepRequest } from '@skill-ledger/contracts';
import type { Command } from 'commander';

/** Imported when a command runs: loading the state store takes a third of a second. */
const work = () => import('./release-way.ts');

interface StepCommand {
  name: string;
  action: ReleaseStepRequest['action'];
  description: string;
  /** What the reason is called; left out where none is needed. */
  reason?: string;
}

const STEPS: StepCommand[] = [
  { name: 'submit', action: 'submit', description: '提交批准 · submit for approval' },
  {
    name: 'approve',
    action: 'approve',
    description: '批准：人社局与财政局各一人 · approve: one person of each bureau',
  },
  {
    name: 'return',
    action: 'return',
    description: '退回为草稿 · return to a draft',
    reason: '--comment <text>',
  },
  { name: 'unschedule', action: 'unschedule', description: '取消定时公布 · drop the time of publication' },
  {
    name: 'discard',
    action: 'discard',
    description: '作废草稿 · discard a draft',
    reason: '--comment <text>',
  },
  {
    name: 'withdraw',
    action: 'withdraw',
    description: '同意另一部门提出的撤回 · agree to the withdrawal that the other bureau asked for',
  },
  {
    name: 'ask-withdrawal',
    action: 'askWithdrawal',
    description: '提出从公众处撤回 · ask to withdraw from the public',
    reason: '--comment <text>',
  },
  {
    name: 'keep',
    action: 'keep',
    description: '不撤回 · keep what was asked to be withdrawn',
    reason: '--comment <text>',
  },
];

/** What the page 公开 does, from the command line: each step as an account of the home. */
export function addReleaseWay(release: Command): void {
  const as = (command: Command): Command =>
    command.requiredOption('--as <account>', '以哪个账号办理 · the account that acts');
  release
    .command('list')
    .description('列出草稿和历次公布 · list drafts and publications')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { json?: boolean }) => (await work()).printReleases(options));
  const draft = (name: string, description: string): Command =>
    as(release.command(`${name} <period>`).description(description))
      .option('--as-of <date>', '截至日期 YYYY-MM-DD，默认期间最后一天 · as-of date')
      .option('--json', '输出 JSON · print JSON')
      .action(async (period: string, options) => (await work()).draftRelease(period, options));
  draft('draft', '在数据文件夹中生成一期草稿 · build a draft into the home').option(
    '--note <text>',
    '修订说明，向公众公布 · what a revision changes, for the public',
  );
  draft('revise', '生成已公布一期的修订草稿 · build a revision of a published period').requiredOption(
    '--note <text>',
    '修订说明，向公众公布 · what changed and why, for the public',
  );
  release
    .command('check <id>')
    .description('显示检查清单 · show the checklist')
    .option('--json', '输出 JSON · print JSON')
    .action(async (id: string, options: { json?: boolean }) => (await work()).checkRelease(id, options));
  as(release.command('acknowledge <id> <check>').description('写明理由确认一项提示 · acknowledge a warning'))
    .requiredOption('--comment <text>', '理由 · reason')
    .action(async (id: string, check: string, options) =>
      (await work()).stepRelease(id, 'acknowledge', { ...options, check }),
    );
  as(
    release
      .command('publish <id>')
      .description('公布已批准的一期，或定时公布 · publish an approved release, now or at a time'),
  )
    .option('--at <instant>', '公布时间，如 2021-07-20T09:00:00+08:00 · time of publication')
    .action(async (id: string, options: { as: string; at?: string }) =>
      (await work()).stepRelease(id, options.at === undefined ? 'publish' : 'schedule', options),
    );
  for (const { name, action, description, reason } of STEPS) {
    const command = as(release.command(`${name} <id>`).description(description));
    if (reason) command.requiredOption(reason, '理由 · reason');
    command.action(async (id: string, options) => (await work()).stepRelease(id, action, options));
  }
}
