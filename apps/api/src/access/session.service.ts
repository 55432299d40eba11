import { Inject, Injectable } from '@nestjs/common';
import {
  capabilitiesOf,
  type Language,
  type PasswordRequest,
  type Role,
  type SessionAnswer,
  type SignInRequest,
} from '@skill-ledger/contracts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { DemoService } from './demo.service.ts';
import { PasswordsService } from './passwords.service.ts';
import { SessionsService } from './sessions.service.ts';

/** A new session: its token for the cookie, and the answer for the pages. */
interface Opened {
  token: string;
  answer: SessionAnswer;
}

/** Signing in and out from the pages. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly demo: DemoService,
  ) {}

  /** The caller as the pages need it. */
  async describe(caller: Caller | undefined): Promise<SessionAnswer> {
    return {
      account: caller?.account ?? null,
      capabilities: caller && !caller.account.mustChange ? capabilitiesOf(caller.account.role) : [],
      purpose: caller?.session.purpose ?? null,
      language: caller?.session.language ?? null,
      figuresShared: caller?.figuresShared ?? false,
      demo: await this.demo.roles(),
      oidc: this.config.oidc !== undefined,
    };
  }

  /** @throws HttpException 429 after too many failures, UnauthorizedException */
  async signIn(request: SignInRequest, address: string, before: Caller | undefined): Promise<Opened> {
    const account = await this.passwords.check(request, address);
    return this.opened(
      await this.sessions.open(account, address, 'password', before?.session.tokenHash),
      address,
    );
  }

  /** One-click sign-in of a demonstration. @throws NotFoundException outside a demonstration */
  async signInToDemo(role: Role, address: string, before: Caller | undefined): Promise<Opened> {
    const account = await this.demo.account(role);
    return this.opened(
      await this.sessions.open(account, address, 'demo', before?.session.tokenHash),
      address,
    );
  }

  /** @throws HttpException 422, 429 */
  async changePassword(caller: Caller, request: PasswordRequest): Promise<Opened> {
    return this.opened(await this.passwords.change(caller, request), caller.address);
  }

  /** Remembers the language of the caller's account. */
  async setLanguage(caller: Caller, language: Language): Promise<SessionAnswer> {
    return this.describe(await this.sessions.setLanguage(caller, language));
  }

  async setPurpose(caller: Caller, text: string): Promise<SessionAnswer> {
    return this.describe(await this.sessions.setPurpose(caller, text));
  }

  private async opened(token: string, address: string): Promise<Opened> {
    return { token, answer: await this.describe(await this.sessions.recognise(token, address)) };
  }
}
