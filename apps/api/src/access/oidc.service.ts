import { Inject, Injectable, Logger, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { findAccount, keepPending, noteRefusal, takePending } from '@skill-ledger/state';
import * as client from 'openid-client';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { StateService } from '../state/state.service.ts';
import { SessionsService } from './sessions.service.ts';

/** Address of the sign-in page, with the error. */
const failed = (problem: 'unknown' | 'broken'): { token: null; to: string } => ({
  token: null,
  to: `/sign-in?problem=${problem}`,
});

/**
 * Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce. It provides the user's name;
 * the role is that of the account with this name, created by the administrator.
 */
@Injectable()
export class OidcService {
  private readonly logger = new Logger('oidc');
  private discovering: Promise<client.Configuration> | null = null;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly sessions: SessionsService,
  ) {}

  /** The address to redirect to, and the state to expect. @throws NotFoundException, ServiceUnavailableException */
  async begin(returnTo: string, address: string): Promise<{ to: string; state: string }> {
    const configuration = await this.configuration();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const verifier = client.randomPKCECodeVerifier();
    await keepPending(await this.state.get(), { state, nonce, verifier, returnTo, address });
    const target = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { to: target.href, state };
  }

  /**
   * Handles the return from the provider: a session's token on success, and the page to redirect to.
   * @param begun state of the sign-in started in this browser, which prevents login CSRF
   * @param before hash of the token of the browser's current session, which ends
   * @throws as `begin`
   */
  async complete(
    url: string,
    begun: string | undefined,
    address: string,
    before: string | undefined,
  ): Promise<{ token: string | null; to: string }> {
    const configuration = await this.configuration();
    const came = new URL(url, this.callback);
    const store = await this.state.get();
    const state = came.searchParams.get('state') ?? '';
    const pending = state === begun ? await takePending(store, state) : undefined;
    if (!pending) return failed('broken');
    let name: unknown;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, came, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      name = tokens.claims()?.[this.config.oidc?.claim ?? 'sub'];
    } catch (error) {
      this.logger.error(error instanceof Error ? error.message : String(error));
      return failed('broken');
    }
    const account = typeof name === 'string' ? await findAccount(store, name) : undefined;
    if (!account || account.disabled || account.demo || account.name !== String(name).toLowerCase()) {
      await noteRefusal(store, account?.name ?? null, address);
      return failed('unknown');
    }
    return { token: await this.sessions.open(account, address, 'oidc', before), to: pending.returnTo };
  }

  private get callback(): string {
    return `${this.config.publicUrl}/api/v1/session/oidc/callback`;
  }

  /** The provider's metadata; fetched once, and retried after a failure. */
  private async configuration(): Promise<client.Configuration> {
    const { oidc } = this.config;
    if (!oidc)
      throw new NotFoundException({ zh: '没有配置单点登录', en: 'single sign-on is not configured' });
    const issuer = new URL(oidc.issuer);
    // On an intranet the provider may use plain http, if the configured address does.
    const options = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {};
    this.discovering ??= client.discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, options);
    try {
      return await this.discovering;
    } catch (error) {
      this.discovering = null;
      this.logger.error(error instanceof Error ? error.message : String(error));
      throw new ServiceUnavailableException({
        zh: '单点登录服务没有应答，请稍后再试，或用账号密码登录',
        en: 'the single sign-on did not answer: try again later, or sign in with a password',
      });
    }
  }
}
