import { Role } from '@skill-ledger/contracts';
import type { Command } from 'commander';

/** Imported when a command runs: loading the state store takes a third of a second. */
const work = () => import('./accounts.ts');

/** Accounts from the command line: for a server's first administrator, and for administrators who are locked out. */
export function addUser(program: Command): void {
  const user = program.command('user').description('账号：列出、新建、重置密码、停用 · accounts');
  user
    .command('list')
    .description('列出账号 · list the accounts')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { json?: boolean }) => (await work()).printAccounts(options));
  user
    .command('add')
    .description('新建账号，打印一次性初始密码 · create an account and print its initial password once')
    .argument('<name>', '账号名，小写字母、数字 . _ @ - · name to sign in with')
    .requiredOption('--role <role>', `角色 · role: ${Role.options.join(', ')}`)
    .option('--display-name <name>', '姓名 · display name')
    .option('--unit <unit>', '成员单位的单位名称 · the unit of a unit account')
    .action(async (name: string, options: { role: string; displayName?: string; unit?: string }) =>
      (await work()).makeAccount(name, options),
    );
  user
    .command('passwd')
    .description('重置密码，打印一次性密码 · reset the password and print the new one once')
    .argument('<name>', '账号名 · name of the account')
    .action(async (name: string) => (await work()).resetPassword(name));
  user
    .command('disable')
    .description('停用账号，立即退出 · disable an account and end its sessions')
    .argument('<name>', '账号名 · name of the account')
    .action(async (name: string) => (await work()).disableAccount(name));
}
