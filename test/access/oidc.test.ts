import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { SessionAnswer } from '../../libs/contracts/src/index.ts';
import { openState } from '../../libs/state/src/index.ts';
import { makeAccount } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { freePort } from '../support/postgres.ts';

const CLIENT = { id: 'skill-ledger', secret: 'a secret of this test only' };

let test: TestHome;
let provider: Server;
let issuer = '';
let app: Awaited<ReturnType<typeof createApp>>;
let address = '';

beforeAll(async () => {
  test = await makeHome();
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  provider = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => provider.once('listening', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  // A real OpenID provider, whose sign-in page accepts any name.
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${address}/api/v1/session/oidc/callback`],
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    cookies: { keys: ['a key of this test only'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id }),
    }),
  });
  provider.on('request', oidc.callback());
  app = await createApp({
    home: test.home,
    host: '127.0.0.1',
    port,
    pages: null,
    publicUrl: address,
    oidc: { issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, claim: 'preferred_username' },
  });
  await app.listen(port, '127.0.0.1');
  await makeAccount(test.home, { name: 'wang', role: 'finance' });
});
afterAll(async () => {
  await app?.close();
  provider?.closeAllConnections();
  provider?.close();
  await test?.remove();
});

/** A browser without scripts: keeps cookies, follows redirects, fills in the provider's forms. */
class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  async open(
    url: string,
    form?: Record<string, string>,
    stopsAt = '\n',
  ): Promise<{ url: string; status: number; text: string }> {
    let next = url;
    let body = form && new URLSearchParams(form);
    for (let hop = 0; hop < 20; hop += 1) {
      const { origin } = new URL(next);
      const jar = this.cookies.get(origin) ?? new Map<string, string>();
      this.cookies.set(origin, jar);
      const answer = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body && { method: 'POST', body }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const to = answer.headers.get('location');
      if (!to) return { url: next, status: answer.status, text: await answer.text() };
      next = new URL(to, next).href;
      if (next.startsWith(stopsAt)) return { url: next, status: answer.status, text: '' };
      body = undefined;
    }
    throw new Error('too many redirects');
  }

  /** Signs in at the provider and gives consent. @returns final address of the browser */
  async signOn(name: string, returnTo = '/', stopsBeforeReturn = false): Promise<string> {
    const callback = stopsBeforeReturn ? `${address}/api/v1/session/oidc/callback` : undefined;
    let page = await this.open(`${address}/api/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`);
    for (let step = 0; step < 3 && page.url.startsWith(issuer); step += 1) {
      const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? '';
      const form = { prompt, ...(prompt === 'login' && { login: name, password: 'any' }) };
      page = await this.open(new URL(action, page.url).href, form, callback);
    }
    return page.url;
  }

  async session(): Promise<SessionAnswer> {
    return SessionAnswer.parse(JSON.parse((await this.open(`${address}/api/v1/session`)).text));
  }
}

describe('single sign-on', () => {
  it('opens a session for the account of its name, and returns to the previous page', async () => {
    const browser = new Browser();
    expect((await browser.session()).oidc).toBe(true);
    expect(await browser.signOn('wang', '/units?asOf=2021-06-30')).toBe(`${address}/units?asOf=2021-06-30`);
    expect((await browser.session()).account).toMatchObject({ name: 'wang', role: 'finance' });
  });

  it('does not require a change of an unused password', async () => {
    await makeAccount(test.home, {
      name: 'newcomer',
      role: 'finance',
      password: 'quiet lanterns over nine bridges',
    });
    const state = await openState(test.home);
    await state.updateTable('account').set({ must_change: 1 }).where('name', '=', 'newcomer').execute();
    await state.destroy();
    const browser = new Browser();
    await browser.signOn('newcomer');
    const { account, capabilities } = await browser.session();
    expect(account).toMatchObject({ name: 'newcomer', mustChange: false });
    expect(capabilities).toContain('figures.read');
  });

  it('refuses users without an account', async () => {
    const browser = new Browser();
    expect(await browser.signOn('stranger')).toBe(`${address}/sign-in?problem=unknown`);
    expect((await browser.session()).account).toBeNull();
  });

  it.each(['?code=x&state=y', '', '?error=access_denied'])(
    'refuses unsolicited answers: %s',
    async (query) => {
      const { url } = await new Browser().open(`${address}/api/v1/session/oidc/callback${query}`);
      expect(url).toBe(`${address}/sign-in?problem=broken`);
    },
  );

  it('refuses a link that was started in another browser', async () => {
    const [attacker, victim] = [new Browser(), new Browser()];
    // The attacker stops before the redirect back, and forwards the link.
    const link = await attacker.signOn('wang', '/', true);
    expect(link).toContain('/api/v1/session/oidc/callback?code=');
    expect((await victim.open(link)).url).toBe(`${address}/sign-in?problem=broken`);
    expect((await victim.session()).account).toBeNull();
  });

  it('uses a new challenge, state and nonce each time', async () => {
    const leave = async (): Promise<URLSearchParams> => {
      const answer = await fetch(`${address}/api/v1/session/oidc`, { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams;
    };
    const [one, other] = [await leave(), await leave()];
    expect(one.get('response_type')).toBe('code');
    expect(one.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.get(name)).toMatch(/.{20,}/);
      expect(one.get(name)).not.toBe(other.get(name));
    }
  });

  it('never redirects to another site', async () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n\\evil.example',
    ]) {
      const answer = await fetch(`${address}/api/v1/session/oidc?returnTo=${encodeURIComponent(to)}`, {
        redirect: 'manual',
      });
      expect(answer.status).toBe(400);
    }
  });

  it('reports a provider that does not answer', async () => {
    const other = await createApp({
      home: test.home,
      host: '127.0.0.1',
      port: 0,
      pages: null,
      publicUrl: address,
      oidc: { issuer: 'http://127.0.0.1:1', clientId: 'x', clientSecret: 'y', claim: 'sub' },
    });
    const answer = await other.inject({ method: 'GET', url: '/api/v1/session/oidc' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json().detail.zh).toContain('单点登录');
    await other.close();
  });
});
