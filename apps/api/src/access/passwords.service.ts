import { HttpException, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Account, Bilingual, PasswordRequest, SignInRequest } from '@skill-ledger/contracts';
import { anyProgramme } from '@skill-ledger/etl';
import {
  accountWithPassword,
  change,
  closeSessions,
  findAccount,
  flushRefusals,
  forgetFailure,
  forgetFailures,
  hashPassword,
  noteRefusal,
  openSession,
  record,
  rememberFailure,
  setPassword,
  signInWait,
  wasUsedBefore,
  weaknessOf,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';

/** Passwords: checked at sign-in, changed by users. */
@Injectable()
export class PasswordsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly background: BackgroundService,
  ) {}

  /** The account with this name and password. @throws HttpException 429, UnauthorizedException */
  async check({ name, password }: SignInRequest, address: string): Promise<Account> {
    const state = await this.state.get();
    const { account, wait } = await this.attempt(name, password, address);
    if (account) return account;
    const known = await findAccount(state, name);
    await noteRefusal(state, known?.name ?? null, address);
    if (wait > 0) throw tooMany(wait);
    throw new UnauthorizedException({
      zh: '账号或密码不对，或账号已停用；请检查大小写，忘记密码请联系管理员',
      en: 'wrong account or password, or the account is disabled: check upper and lower case, or ask the administrator',
    });
  }

  /** Changes the caller's password, ends every session and opens a new one. @throws HttpException 422, 429 */
  async change(caller: Caller, { current, next }: PasswordRequest): Promise<string> {
    const state = await this.state.get();
    const { account, address } = caller;
    const { account: proven, wait } = await this.attempt(account.name, current, address);
    if (wait > 0) throw tooMany(wait);
    if (!proven) throw new HttpException({ zh: '现在的密码不对', en: 'the current password is wrong' }, 422);
    await this.refuseWeak(account, next);
    const hash = await hashPassword(next);
    return change(state, async (within) => {
      await setPassword(within, account.id, hash, false);
      await forgetFailures(within, account.name);
      await closeSessions(within, account.id);
      await record(within, actorOf(caller), { action: 'password.change' });
      return openSession(within, account.id, 'password');
    });
  }

  /** Writes refused sign-ins that were counted since the last round to the audit log. */
  @Interval(60_000)
  async flush(): Promise<void> {
    // The counts are kept: the next round tries again.
    await this.background.run(async () => flushRefusals(await this.state.get())).catch(() => {});
  }

  /**
   * One password attempt. It is recorded before its outcome is known, so that parallel attempts cannot bypass
   * the delay; an attempt during the delay is not checked and does not extend it.
   */
  private async attempt(
    name: string,
    password: string,
    address: string,
  ): Promise<{ account?: Account | undefined; wait: number }> {
    const state = await this.state.get();
    const attempt = await rememberFailure(state, name, address);
    const wait = await signInWait(state, name, address);
    if (wait > 0) {
      await forgetFailure(state, attempt);
      return { wait };
    }
    return { account: await accountWithPassword(state, name, password), wait };
  }

  private async refuseWeak(account: Account, next: string): Promise<void> {
    const { facts, units } = await anyProgramme(this.config.home);
    const places = [facts.city, facts.cityEn, facts.name, ...units.map((unit) => unit.name)];
    const weakness = weaknessOf(
      next,
      [account.name, account.displayName, account.unit ?? ''],
      [...places, ...places.map((place) => place.replace(/(市|镇|街道|局)$/, ''))],
    );
    if (weakness) throw new HttpException(weakness, 422);
    if (await wasUsedBefore(await this.state.get(), account.id, next)) {
      throw new HttpException(
        { zh: '这个密码最近用过，请换一个新的', en: 'this password was used recently: choose a new one' },
        422,
      );
    }
  }
}

const tooMany = (seconds: number): HttpException => {
  const detail: Bilingual = {
    zh: `登录失败次数过多，请 ${seconds} 秒后再试；急需使用请联系管理员重置密码`,
    en: `too many failed sign-ins: try again in ${seconds} seconds, or ask the administrator for a new password`,
  };
  return new HttpException({ ...detail, retryAfter: seconds }, 429);
};
