import { ROLE_LABELS, Role } from '@skill-ledger/contracts';
import {
  addAccount,
  change,
  changeAccount,
  closeSessions,
  countAdmins,
  findAccount,
  forgetFailures,
  hashPassword,
  listAccounts,
  newAccountRow,
  openState,
  randomPassword,
  record,
  type State,
  setPassword,
} from '@skill-ledger/state';
import { UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { anyProgramme } from '../home/programme.ts';
import { commandActor } from './audit-note.ts';
import { answer, answerJson, table } from './output.ts';

export const printAccounts = (options: { json?: boolean }): Promise<void> =>
  withState(async (state) => {
    const accounts = await listAccounts(state);
    if (options.json) return answerJson({ accounts });
    const rows = accounts.map(({ name, displayName, role, unit, disabled }) => [
      name,
      displayName,
      ROLE_LABELS[role].zh,
      unit ?? '',
      disabled ? '已停用' : '',
    ]);
    answer(table(['账号', '姓名', '角色', '单位', ''], rows));
  });

/** @throws UserError for an unknown role, an invalid or taken name, or a unit account without its unit */
export async function makeAccount(
  name: string,
  options: { role: string; displayName?: string; unit?: string },
): Promise<void> {
  const role = Role.safeParse(options.role);
  if (!role.success) {
    throw new UserError({
      zh: `没有角色 ${options.role}；可用：${Role.options.join('、')}`,
      en: `no role ${options.role}; available: ${Role.options.join(', ')}`,
    });
  }
  if (!/^[a-z0-9][a-z0-9._@-]{1,59}$/.test(name)) {
    throw new UserError({
      zh: `账号名“${name}”应为 2–60 个小写字母、数字或 . _ @ -`,
      en: `${name} is not a valid name: 2–60 lower-case letters, digits or . _ @ -`,
    });
  }
  const unit = await checkedUnit(role.data, options.unit);
  const password = randomPassword();
  const row = await newAccountRow({
    name,
    displayName: options.displayName ?? name,
    role: role.data,
    unit,
    password,
    mustChange: true,
  });
  await withState((state) =>
    change(state, async (within) => {
      if (!(await addAccount(within, row))) {
        throw new UserError({ zh: `账号名“${name}”已被使用`, en: `the name ${name} is taken` });
      }
      await record(within, commandActor(), {
        action: 'account.create',
        subject: name,
        detail: { role: role.data, unit },
      });
    }),
  );
  answer(`账号 ${name} 的初始密码（只显示这一次）· initial password, shown only once：${password}`);
}

/** @throws UserError if there is no such account */
export async function resetPassword(name: string): Promise<void> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  await withAccount(name, async (within, id) => {
    await setPassword(within, id, hash, true);
    await closeSessions(within, id);
    await forgetFailures(within, name);
    await record(within, commandActor(), { action: 'password.reset', subject: name });
  });
  answer(`账号 ${name} 的新密码（只显示这一次）· new password, shown only once：${password}`);
}

/** @throws UserError if there is no such account */
export async function disableAccount(name: string): Promise<void> {
  await withAccount(name, async (within, id) => {
    await changeAccount(within, id, { disabled: true });
    const account = await findAccount(within, id);
    if (account?.role === 'admin' && (await countAdmins(within)) === 0) {
      throw new UserError({
        zh: `${name} 是最后一个可用的管理员账号，不能停用；请先用 skill-ledger user add 新建管理员`,
        en: `${name} is the last administrator who can sign in: add another with skill-ledger user add first`,
      });
    }
    await closeSessions(within, id);
    await record(within, commandActor(), {
      action: 'account.change',
      subject: name,
      detail: { disabled: true },
    });
  });
  answer(`账号 ${name} 已停用 · disabled`);
}

async function withState<T>(work: (state: State) => Promise<T>): Promise<T> {
  const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    return await work(state);
  } finally {
    await state.destroy();
  }
}

const withAccount = (
  name: string,
  work: (within: Parameters<Parameters<typeof change>[1]>[0], id: string) => Promise<void>,
): Promise<void> =>
  withState(async (state) => {
    const account = await findAccount(state, name);
    if (!account) {
      throw new UserError({
        zh: `没有账号 ${name}；用 skill-ledger user list 查看`,
        en: `no account ${name}: see skill-ledger user list`,
      });
    }
    await change(state, (within) => work(within, account.id));
  });

async function checkedUnit(role: Role, unit: string | undefined): Promise<string | null> {
  if (role !== 'unit') return null;
  const { units } = await anyProgramme(resolveHome());
  if (unit !== undefined && units.some(({ name }) => name === unit)) return unit;
  throw new UserError({
    zh: `成员单位账号须用 --unit 指定单位：${units.map(({ name }) => name).join('、')}`,
    en: `a unit account needs --unit with one of: ${units.map(({ name }) => name).join(', ')}`,
  });
}
