import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type Account, instantInShanghai, type Language } from '@skill-ledger/contracts';
import { homeInfo } from '@skill-ledger/etl';
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
import { StateService } from '../state/state.service.ts';

/** A session ends after so many minutes, used or not (OWASP ASVS 3.3.2). */
const WHOLE_MINUTES = 12 * 60;
/** Personal values are shown for so many minutes after their purpose was stated. */
const PURPOSE_MINUTES = 15;

/** How often an open stream looks whether its session lasts. */
const LOOK_EVERY_MS = 2000;

/** How a user proved who they are. */
export type Means = 'password' | 'oidc' | 'demo';

/** Sessions: opened, recognised, closed. */
@Injectable()
export class SessionsService {
  private readonly limits: SessionLimits;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {
    this.limits = { idle: config.idleMinutes ?? IDLE_MINUTES, whole: WHOLE_MINUTES };
  }

  /** The caller a session's token belongs to, while the session lasts. @param inUse keeps it from ending unused */
  async recognise(token: string, address: string, inUse = true): Promise<Caller | undefined> {
    const state = await this.state.get();
    const session = await findSession(state, token, this.limits);
    if (!session || (session.account.demo && !(await this.isDemo()))) return undefined;
    if (inUse) await touchSession(state, session);
    const figuresShared = (await readSetting(state, 'figures.shared')) === 'yes';
    // A password given by the administrator is no concern of those who signed in without one.
    const mustChange = session.account.mustChange && session.means === 'password';
    return { account: { ...session.account, mustChange }, session, address, figuresShared };
  }

  /**
   * Opens a session for an account whose user was recognised.
   * @param before token of the session that the browser has: it ends
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

  /** Tells when the session of a caller has ended: by signing out, by the administrator, or by time. */
  ended({ session }: Caller): Observable<unknown> {
    return interval(LOOK_EVERY_MS).pipe(
      exhaustMap(async () => sessionLasts(await this.state.get(), session.tokenHash, this.limits)),
      // A store that cannot be read opens no stream either.
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

  /** An account of a demonstration is everyone's: its language is the session's alone. */
  async setLanguage(caller: Caller, language: Language): Promise<Caller> {
    if (!caller.account.demo) await setLanguage(await this.state.get(), caller.account.id, language);
    return { ...caller, session: { ...caller.session, language } };
  }

  /** Shows personal values for some minutes, now that their purpose is stated; an empty text masks them again. */
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

  @Interval(600_000)
  async sweep(): Promise<void> {
    // Rows that have ended are ignored whether they are removed or not: the next round tries again.
    await sweep(await this.state.get(), this.limits).catch(() => {});
  }

  private async isDemo(): Promise<boolean> {
    return (await homeInfo(this.config.home))?.demo ?? false;
  }
}
