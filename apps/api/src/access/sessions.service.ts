import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type Account, instantInShanghai, type Language } from '@skill-ledger/contracts';
import { isDemoHome, isDiskFull, maskLongNumbers } from '@skill-ledger/etl';
import {
  change,
  closeSession,
  closeSessions,
  findSession,
  forgetFailures,
  openSession,
  readSetting,
  record,
  rememberAddress,
  type SessionLimits,
  sessionLasts,
  setLanguage,
  setPurpose,
  sweep,
  touchSession,
} from '@skill-ledger/state';
import { catchError, exhaustMap, filter, interval, type Observable, of } from 'rxjs';
import { IDLE_MINUTES, SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';

/** Maximum length of a session in minutes, used or not (OWASP ASVS 3.3.2). */
const WHOLE_MINUTES = 12 * 60;
/** Minutes for which personal values are shown after a purpose was stated. */
const PURPOSE_MINUTES = 15;

/** Interval at which an open stream checks that its session is still valid. */
const LOOK_EVERY_MS = 2000;

/** Method of authentication. */
export type Means = 'password' | 'oidc' | 'demo';

/** Opens, resolves and closes sessions. */
@Injectable()
export class SessionsService {
  private readonly limits: SessionLimits;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly background: BackgroundService,
  ) {
    this.limits = { idle: config.idleMinutes ?? IDLE_MINUTES, whole: WHOLE_MINUTES };
  }

  /** The caller of a session's token, while the session is valid. @param inUse resets the idle timeout */
  async recognise(token: string, address: string, inUse = true): Promise<Caller | undefined> {
    const state = await this.state.get();
    const session = await findSession(state, token, this.limits);
    if (!session || (session.account.demo && !(await this.isDemo()))) return undefined;
    if (inUse) {
      await touchSession(state, session).catch((error: unknown) => {
        // Reading goes on when the disk is full.
        if (!isDiskFull(error)) throw error;
      });
    }
    const figuresShared = (await readSetting(state, 'figures.shared')) === 'yes';
    // Users who signed in without a password need not change the administrator's one.
    const mustChange = session.account.mustChange && session.means === 'password';
    return { account: { ...session.account, mustChange }, session, address, figuresShared };
  }

  /**
   * Opens a session for an authenticated account.
   * @param before token of the browser's current session, which ends
   * @returns the token for the cookie
   */
  async open(account: Account, address: string, means: Means, before?: string): Promise<string> {
    return change(await this.state.get(), async (within) => {
      await forgetFailures(within, account.name, address);
      await rememberAddress(within, account.name, address);
      if (before !== undefined) await closeSession(within, before);
      const token = await openSession(within, account.id, means);
      const { name, role, unit } = account;
      await record(within, { name, role, unit, address }, { action: 'session.open', detail: { means } });
      return token;
    });
  }

  /** Emits when the session of a caller has ended: by signing out, by the administrator, or by timeout. */
  ended({ session }: Caller): Observable<unknown> {
    return interval(LOOK_EVERY_MS).pipe(
      exhaustMap(async () => sessionLasts(await this.state.get(), session.tokenHash, this.limits)),
      // If the store cannot be read, the stream ends too.
      catchError(() => of(false)),
      filter((lasts) => !lasts),
    );
  }

  async close(caller: Caller, everywhere: boolean): Promise<void> {
    await change(await this.state.get(), async (within) => {
      if (everywhere) await closeSessions(within, caller.account.id);
      else await closeSession(within, caller.session.tokenHash);
      await record(within, actorOf(caller), { action: 'session.close', detail: { everywhere } });
    });
  }

  /** A demonstration account is shared by all users, so its language is kept in the session only. */
  async setLanguage(caller: Caller, language: Language): Promise<Caller> {
    if (!caller.account.demo) await setLanguage(await this.state.get(), caller.account.id, language);
    return { ...caller, session: { ...caller.session, language } };
  }

  /** Unmasks personal values for some minutes for a stated purpose; an empty text masks them again. */
  async setPurpose(caller: Caller, stated: string): Promise<Caller> {
    // The log keeps it permanently.
    const text = maskLongNumbers(stated);
    const until = instantInShanghai(new Date(Date.now() + PURPOSE_MINUTES * 60_000));
    const purpose = text === '' ? null : { text, until };
    await change(await this.state.get(), async (within) => {
      await setPurpose(within, caller.session.tokenHash, purpose);
      const action = purpose ? 'purpose.state' : 'purpose.end';
      await record(within, actorOf(caller), { action, ...(purpose && { detail: { purpose: text } }) });
    });
    return { ...caller, session: { ...caller.session, purpose } };
  }

  @Interval(600_000)
  async sweep(): Promise<void> {
    // Expired rows are ignored even if not yet removed: the next round tries again.
    await this.background.run(async () => sweep(await this.state.get(), this.limits)).catch(() => {});
  }

  private async isDemo(): Promise<boolean> {
    return isDemoHome(this.config.home);
  }
}
