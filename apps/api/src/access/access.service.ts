import {
  ForbiddenException,
  HttpException,
  Inject,
  Injectable,
  NotFoundException,
  UnauthorizedException,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import {
  type Account,
  type Bilingual,
  capabilitiesOf,
  instantInShanghai,
  type PasswordRequest,
  Role,
  type SessionAnswer,
  type SignInRequest,
} from '@skill-ledger/contracts';
import { homeInfo, loadProgramme, programmeFolder } from '@skill-ledger/etl';
import {
  type Actor,
  accountWithPassword,
  addAccount,
  change,
  closeSession,
  closeSessions,
  countAdmins,
  findAccount,
  findSession,
  forgetFailure,
  forgetFailures,
  hashPassword,
  isLocked,
  LOCK_MINUTES,
  newAccountRow,
  note,
  openSession,
  randomPassword,
  readSetting,
  record,
  rememberFailure,
  type SessionLimits,
  setPassword,
  setPurpose,
  sweep,
  touchSession,
  weaknessOf,
} from '@skill-ledger/state';
import { IDLE_MINUTES, SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { StateService } from '../state/state.service.ts';
import { actorOf, type Caller } from './caller.ts';

/** A session ends after so many hours, used or not (OWASP ASVS 3.3.2). */
const WHOLE_MINUTES = 12 * 60;
/** Personal values are shown for so long after it was said what for. */
const PURPOSE_MINUTES = 15;

/** Accounts, sessions and what is noted of them. */
@Injectable()
export class AccessService {
  private readonly limits: SessionLimits;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {
    this.limits = { idle: config.idleMinutes ?? IDLE_MINUTES, whole: WHOLE_MINUTES };
  }

  /** Who a session's token belongs to, while the session lasts. @param inUse keeps it from ending unused */
  async recognise(token: string, address: string, inUse = true): Promise<Caller | undefined> {
    const state = await this.state.get();
    const session = await findSession(state, token, this.limits);
    if (!session || (session.account.demo && !(await this.isDemo()))) return undefined;
    if (inUse) await touchSession(state, session);
    const figuresShared = (await readSetting(state, 'figures.shared')) === 'yes';
    return { account: session.account, session, address, figuresShared };
  }

  /** What the pages need to know of whoever asks. */
  async describe(caller: Caller | undefined): Promise<SessionAnswer> {
    return {
      account: caller?.account ?? null,
      capabilities: caller && !caller.account.mustChange ? capabilitiesOf(caller.account.role) : [],
      purpose: caller?.session.purpose ?? null,
      figuresShared: caller?.figuresShared ?? false,
      demo: await this.demoRoles(),
      oidc: this.config.oidc !== undefined,
    };
  }

  /**
   * Opens a session with a password. The attempt counts before it is known how it ends, so that many at once are no way
   * around the limit.
   * @throws HttpException 429 while too many have failed, UnauthorizedException
   * @returns the token for the cookie
   */
  async signIn({ name, password }: SignInRequest, address: string): Promise<string> {
    const state = await this.state.get();
    const attempt = await rememberFailure(state, name, address);
    const locked = await isLocked(state, name, address);
    if (locked) await forgetFailure(state, attempt);
    const account = locked ? undefined : await accountWithPassword(state, name, password);
    if (!account) {
      const known = await findAccount(state, name);
      const who = { name: known?.name ?? null, role: null, unit: null, address };
      await note(state, who, { action: 'session.refused', detail: { locked } });
      if (locked) throw new HttpException(tooMany(), 429);
      throw new UnauthorizedException({
        zh: '账号或密码不对，或账号已停用；请检查大小写，忘记密码请联系管理员',
        en: 'no such account and password, or the account is disabled: check the case, or ask the administrator',
      });
    }
    return this.open(account, address, 'password');
  }

  /** Opens a session for somebody who is known otherwise. */
  async open(account: Account, address: string, means: 'password' | 'oidc' | 'demo'): Promise<string> {
    return change(await this.state.get(), async (within) => {
      await forgetFailures(within, account.name);
      const token = await openSession(within, account.id);
      const { name, role, unit } = account;
      await record(within, { name, role, unit, address }, { action: 'session.open', detail: { means } });
      return token;
    });
  }

  /** One click in a demonstration. @throws NotFoundException outside of one */
  async signInToDemo(role: Role, address: string): Promise<string> {
    const offered = (await this.demoRoles()).find((one) => one.role === role);
    if (!offered) {
      throw new NotFoundException({
        zh: '只有演示数据才能一键登录',
        en: 'signing in with one click is for demonstrations only',
      });
    }
    const state = await this.state.get();
    const name = `demo-${role}`;
    const row = await newAccountRow({
      ...offered,
      name,
      displayName: DEMO_NAMES[role],
      password: null,
      demo: true,
    });
    await change(state, (within) => addAccount(within, row));
    const account = await findAccount(state, name);
    if (!account?.demo || account.disabled)
      throw new ForbiddenException({ zh: '这个演示账号已停用', en: 'this account is disabled' });
    return this.open(account, address, 'demo');
  }

  async signOut(caller: Caller, everywhere: boolean): Promise<void> {
    await change(await this.state.get(), async (within) => {
      if (everywhere) await closeSessions(within, caller.account.id);
      else await closeSession(within, caller.session.tokenHash);
      await record(within, actorOf(caller), { action: 'session.close', detail: { everywhere } });
    });
  }

  /** Changes one's own password, ends every session and opens a new one. @throws HttpException 422, 429 */
  async changePassword(caller: Caller, { current, next }: PasswordRequest): Promise<string> {
    const state = await this.state.get();
    const { account, address } = caller;
    const attempt = await rememberFailure(state, account.name, address);
    if (await isLocked(state, account.name, address)) {
      await forgetFailure(state, attempt);
      throw new HttpException(tooMany(), 429);
    }
    if (!(await accountWithPassword(state, account.name, current))) {
      throw new HttpException({ zh: '现在的密码不对', en: 'this is not the present password' }, 422);
    }
    const weakness =
      current === next
        ? { zh: '新密码与现在的相同', en: 'the new password is the present one' }
        : weaknessOf(next, [account.name, account.displayName, account.unit ?? '']);
    if (weakness) throw new HttpException(weakness, 422);
    const hash = await hashPassword(next);
    return change(state, async (within) => {
      await setPassword(within, account.id, hash, false);
      await forgetFailures(within, account.name);
      await closeSessions(within, account.id);
      await record(within, actorOf(caller), { action: 'password.change' });
      return openSession(within, account.id);
    });
  }

  /** Shows personal values for some minutes, now that it is said what for; an empty text masks them again. */
  async setPurpose(caller: Caller, text: string): Promise<Caller> {
    const until = instantInShanghai(new Date(Date.now() + PURPOSE_MINUTES * 60_000));
    const purpose = text === '' ? null : { text, until };
    await change(await this.state.get(), async (within) => {
      await setPurpose(within, caller.session.tokenHash, purpose);
      const action = purpose ? 'purpose.state' : 'purpose.end';
      await record(within, actorOf(caller), { action, ...(purpose && { detail: { purpose: text } }) });
    });
    return { ...caller, session: { ...caller.session, purpose } };
  }

  /** Makes the first administrator where nobody could administer. @returns the password, shown this once */
  async firstAdministrator(): Promise<string | null> {
    const state = await this.state.get();
    if ((await countAdmins(state)) > 0) return null;
    const password = randomPassword();
    const row = await newAccountRow({
      name: 'admin',
      displayName: '系统管理员',
      role: 'admin',
      unit: null,
      password,
      mustChange: true,
    });
    const made = await change(state, async (within) => {
      if (!(await addAccount(within, row))) return false;
      await record(within, SERVER, { action: 'account.create', subject: 'admin', detail: { role: 'admin' } });
      return true;
    });
    return made ? password : null;
  }

  @Interval(600_000)
  async sweep(): Promise<void> {
    // What has ended is no use to anybody whether it is removed or not: the next round tries again.
    await sweep(await this.state.get(), this.limits).catch(() => {});
  }

  private async isDemo(): Promise<boolean> {
    return (await homeInfo(this.config.home))?.demo ?? false;
  }

  private async demoRoles(): Promise<SessionAnswer['demo']> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo) return [];
    const { units } = await loadProgramme(programmeFolder(info.programme));
    const unit = units.find(({ kind }) => kind === 'town')?.name ?? null;
    return Role.options.map((role) => ({ role, unit: role === 'unit' ? unit : null }));
  }
}

/** What the program does by itself. */
const SERVER: Actor = { name: null, role: null, unit: null, address: null };

const DEMO_NAMES: Record<Role, string> = {
  leader: '演示·专班领导',
  office: '演示·专班办公室',
  finance: '演示·财政局',
  unit: '演示·成员单位',
  auditor: '演示·审计',
  admin: '演示·管理员',
};

const tooMany = (): Bilingual => ({
  zh: `登录失败次数过多，请 ${LOCK_MINUTES} 分钟后再试；急需使用请联系管理员重置密码`,
  en: `too many sign-ins have failed: try again in ${LOCK_MINUTES} minutes, or ask the administrator for a new password`,
});
