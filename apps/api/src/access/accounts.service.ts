import { ConflictException, HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import type {
  Account,
  AccountUse,
  Bilingual,
  ChangeAccountRequest,
  CreateAccountRequest,
  FreshPassword,
} from '@skill-ledger/contracts';
import { anyProgramme } from '@skill-ledger/etl';
import {
  addAccount,
  type Change,
  change,
  changeAccount,
  closeSessions,
  countAdmins,
  findAccount,
  forgetFailures,
  hashPassword,
  listAccounts,
  newAccountRow,
  randomPassword,
  readAccountUse,
  record,
  setPassword,
  writeSetting,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';

/** Account administration; every change is written to the audit log. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  async list(): Promise<Account[]> {
    return listAccounts(await this.state.get());
  }

  /** Creates an account with a password that must be changed at the first sign-in. @throws HttpException 409, 422 */
  async create(caller: Caller, request: CreateAccountRequest): Promise<FreshPassword> {
    const unit = await this.checkedUnit(request.role, request.unit);
    const password = randomPassword();
    const row = await newAccountRow({ ...request, unit, password, mustChange: true });
    return change(await this.state.get(), async (within) => {
      if (!(await addAccount(within, row))) {
        throw new ConflictException({
          zh: `账号名“${request.name}”已被使用，请换一个`,
          en: `the name ${request.name} is taken: choose another`,
        });
      }
      const { name, role } = request;
      await record(within, actorOf(caller), {
        action: 'account.create',
        subject: name,
        detail: { role, unit },
      });
      return { account: await existing(within, row.id), password };
    });
  }

  /** Open sessions and findings of an account. @throws NotFoundException */
  async use(id: string): Promise<AccountUse> {
    const state = await this.state.get();
    return readAccountUse(state, await existing(state, id));
  }

  /**
   * Changes an account; its sessions end, so that none goes on with former rights. One's own is neither disabled nor given
   * another role: only another administrator could undo it. @throws ConflictException
   */
  async change(caller: Caller, id: string, request: ChangeAccountRequest): Promise<Account> {
    const before = await existing(await this.state.get(), id);
    const role = request.role ?? before.role;
    const demoted = request.disabled || role !== before.role;
    const unit = await this.checkedUnit(role, request.unit === undefined ? before.unit : request.unit);
    return change(await this.state.get(), async (within) => {
      await changeAccount(within, id, { ...request, role, unit });
      await mustHaveAdmin(within);
      if (demoted && id === caller.account.id) throw ownAccount();
      if (demoted || unit !== before.unit) await closeSessions(within, id);
      await record(within, actorOf(caller), {
        action: 'account.change',
        subject: before.name,
        detail: { ...request, role, unit },
      });
      return existing(within, id);
    });
  }

  /** Sets a new password that must be changed at the next sign-in; every session of the account ends. */
  async reset(caller: Caller, id: string): Promise<FreshPassword> {
    const password = randomPassword();
    const hash = await hashPassword(password);
    return change(await this.state.get(), async (within) => {
      const account = await existing(within, id);
      if (account.demo) {
        throw new ConflictException({
          zh: '演示账号没有密码，只能一键登录',
          en: 'demonstration accounts have no password',
        });
      }
      await setPassword(within, id, hash, true);
      await closeSessions(within, id);
      await forgetFailures(within, account.name);
      await record(within, actorOf(caller), { action: 'password.reset', subject: account.name });
      return { account: { ...account, mustChange: true }, password };
    });
  }

  /** Sets whether units see the figures of others. */
  async share(caller: Caller, shared: boolean): Promise<void> {
    await change(await this.state.get(), async (within) => {
      await writeSetting(within, 'figures.shared', shared ? 'yes' : 'no');
      await record(within, actorOf(caller), { action: 'figures.share', detail: { shared } });
    });
  }

  /** The unit of an account: one of the programme for `unit`, none for the others. @throws HttpException 422 */
  private async checkedUnit(role: Account['role'], unit: string | null): Promise<string | null> {
    if (role !== 'unit') return null;
    const { units } = await anyProgramme(this.config.home);
    if (units.some(({ name }) => name === unit)) return unit;
    throw new HttpException(
      {
        zh: `成员单位的账号须选择所属单位；可选：${units.map(({ name }) => name).join('、')}`,
        en: `a unit account needs one of these units: ${units.map(({ name }) => name).join(', ')}`,
      } satisfies Bilingual,
      422,
    );
  }
}

async function existing(store: Parameters<typeof findAccount>[0], id: string): Promise<Account> {
  const account = await findAccount(store, id);
  if (account?.id === id) return account;
  throw new NotFoundException({
    zh: '没有这个账号，可能刚被改动；请刷新',
    en: 'no such account: reload the page',
  });
}

const ownAccount = (): ConflictException =>
  new ConflictException({
    zh: '不能停用自己的账号或改变自己的角色；请由另一位管理员操作',
    en: 'you cannot disable your own account or change its role: another administrator can',
  });

async function mustHaveAdmin(within: Change): Promise<void> {
  if ((await countAdmins(within)) > 0) return;
  throw new ConflictException({
    zh: '至少保留一个可用的管理员账号',
    en: 'at least one administrator must be able to sign in',
  });
}
