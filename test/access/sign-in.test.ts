import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { FreshPassword, SessionAnswer } from '../../libs/contracts/src/index.ts';
import { COOKIE, cookieOf, makeAccount } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';

const PASSWORD = 'quiet lanterns over nine bridges';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()) });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const name of ['wang', 'li', 'zhao']) {
    await makeAccount(test.home, { name, role: 'office', password: PASSWORD });
  }
  await makeAccount(test.home, { name: 'root', role: 'admin', password: PASSWORD });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = (method: Method, path: string, cookie = '', payload?: object, headers = {}) =>
  app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { cookie, ...headers },
    ...(payload && { payload }),
  });
const signIn = (name: string, password: string, address = '10.0.0.1') =>
  app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { name, password },
    remoteAddress: address,
  });
const cookieIn = (answer: { headers: Record<string, unknown> }): string =>
  String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
const session = async (cookie: string): Promise<SessionAnswer> =>
  SessionAnswer.parse((await call('GET', 'session', cookie)).json());

describe('signing in', () => {
  it('sets a cookie that scripts and other sites cannot use, and returns the permissions', async () => {
    const answer = await signIn('Wang', PASSWORD);
    expect(answer.statusCode).toBe(200);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(new RegExp(`^${COOKIE}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax$`));
    const { account, capabilities, purpose, demo } = SessionAnswer.parse(answer.json());
    expect(account).toMatchObject({ name: 'wang', role: 'office', unit: null });
    expect(capabilities).toContain('ledgers.load');
    expect(capabilities).not.toContain('accounts.manage');
    expect([purpose, demo]).toEqual([null, []]);
    expect((await session(cookieIn(answer))).account?.name).toBe('wang');
  });

  it('is refused with the same message for every cause', async () => {
    const wrong = await signIn('wang', 'not the password', '10.0.0.2');
    const unknown = await signIn('nobody', PASSWORD, '10.0.0.2');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(wrong.json().detail).toEqual(unknown.json().detail);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('is delayed after failures of a name on five addresses, whether it exists or not, with the delay in the answer', async () => {
    for (const name of ['li', 'ghost']) {
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        expect((await signIn(name, 'guess', `10.1.0.${attempt}`)).statusCode).toBe(401);
      }
      const locked = await signIn(name, PASSWORD, '10.1.0.9');
      expect(locked.statusCode).toBe(429);
      expect(locked.json().detail.zh).toMatch(/请 \d+ 秒后再试/);
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await signIn('wang', PASSWORD, '10.1.0.9')).statusCode).toBe(200);
  });

  it('is not blocked by guesses from elsewhere', async () => {
    await makeAccount(test.home, { name: 'victim', role: 'office', password: PASSWORD });
    const used = cookieIn(await signIn('victim', PASSWORD, '10.4.0.1'));
    const guesses = [];
    for (let attempt = 0; attempt < 12; attempt += 1)
      guesses.push(await signIn('victim', 'guess', '10.4.0.9'));
    expect(guesses.some(({ statusCode }) => statusCode === 429)).toBe(true);
    // From an address of its own, from the usual one while many guess, and in sessions that are open.
    expect((await signIn('victim', PASSWORD, '10.4.0.2')).statusCode).toBe(200);
    for (let host = 10; host < 20; host += 1) await signIn('victim', 'guess', `10.4.0.${host}`);
    expect((await signIn('victim', PASSWORD, '10.4.0.1')).statusCode).toBe(200);
    expect((await session(used)).account?.name).toBe('victim');
  });

  it('writes few entries to the audit log, however often it is refused', async () => {
    const auditor = await cookieOf(test.home, 'auditor');
    const count = async (): Promise<number> =>
      (await call('GET', 'audit?action=session.refused&limit=1', auditor)).json().total;
    await signIn('nobody at all', 'guess', '10.5.1.1');
    const before = await count();
    for (let host = 2; host < 12; host += 1) await signIn(`nobody ${host}`, 'guess', `10.5.1.${host}`);
    expect(await count()).toBe(before);
  });

  it('limits parallel guesses too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) => signIn('zhao', 'guess', `10.2.0.${number}`)),
    );
    const tried = answers.filter(({ statusCode }) => statusCode === 401);
    expect(tried.length).toBeLessThanOrEqual(5);
    expect(answers.length - tried.length).toBe(answers.filter(({ statusCode }) => statusCode === 429).length);
  });

  it('cannot be started from another site', async () => {
    const answer = await call(
      'POST',
      'session',
      '',
      { name: 'wang', password: PASSWORD },
      {
        host: 'ledger.example',
        origin: 'http://evil.example',
        'sec-fetch-site': 'cross-site',
      },
    );
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('of a demonstration does not exist outside it', async () => {
    expect((await call('POST', 'session/demo', '', { role: 'admin' })).statusCode).toBe(404);
  });
});

describe('a session', () => {
  it('ends on sign-out, and only this one', async () => {
    const one = cookieIn(await signIn('wang', PASSWORD));
    const other = cookieIn(await signIn('wang', PASSWORD));
    const out = await call('DELETE', 'session', one);
    expect(out.statusCode).toBe(204);
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
    expect((await session(one)).account).toBeNull();
    expect((await session(other)).account?.name).toBe('wang');
    expect((await call('DELETE', 'session/everywhere', other)).statusCode).toBe(204);
    expect((await session(other)).account).toBeNull();
  });

  it('ends when its browser signs in again', async () => {
    const first = cookieIn(await signIn('wang', PASSWORD));
    const again = await call('POST', 'session', first, { name: 'wang', password: PASSWORD });
    expect(again.statusCode).toBe(200);
    expect((await session(first)).account).toBeNull();
    expect((await session(cookieIn(again))).account?.name).toBe('wang');
  });

  it('is not usable from another site', async () => {
    const cookie = await cookieOf(test.home, 'office');
    const answer = await call(
      'POST',
      'warnings/acknowledge',
      cookie,
      { ids: ['0'.repeat(32)], comment: 'x' },
      {
        host: 'ledger.example',
        origin: 'http://evil.example',
        'sec-fetch-site': 'cross-site',
      },
    );
    expect(answer.statusCode).toBe(403);
  });

  it.each(['', 'x', 'A'.repeat(43), "' OR 1=1 --"])('is not opened by %j', async (token) => {
    expect((await call('GET', 'progress', `${COOKIE}=${token}`)).statusCode).toBe(401);
  });

  it('ends for an account that is disabled, at once', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const made = await call('POST', 'accounts', admin, {
      name: 'temp',
      displayName: '临时',
      role: 'finance',
    });
    const { account, password } = FreshPassword.parse(made.json());
    const cookie = cookieIn(await signIn('temp', password));
    expect((await session(cookie)).account?.name).toBe('temp');
    expect((await call('PATCH', `accounts/${account.id}`, admin, { disabled: true })).statusCode).toBe(200);
    expect((await session(cookie)).account).toBeNull();
    expect((await signIn('temp', password)).statusCode).toBe(401);
  });
});

describe('a password', () => {
  it('set by an administrator must be changed before anything else', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const made = await call('POST', 'accounts', admin, { name: 'sun', displayName: '孙', role: 'leader' });
    const { password } = FreshPassword.parse(made.json());
    const given = cookieIn(await signIn('sun', password));
    expect(await session(given)).toMatchObject({ account: { mustChange: true }, capabilities: [] });
    expect((await call('GET', 'progress', given)).statusCode).toBe(403);

    const weak = await call('PUT', 'session/password', given, { current: password, next: 'password1234' });
    expect(weak.statusCode).toBe(422);
    expect(weak.json().detail.zh).toContain('容易被猜到');
    const wrong = await call('PUT', 'session/password', given, { current: 'x', next: `${PASSWORD}!` });
    expect(wrong.statusCode).toBe(422);

    const changed = await call('PUT', 'session/password', given, {
      current: password,
      next: `${PASSWORD}!`,
    });
    expect(changed.statusCode).toBe(200);
    expect((await session(given)).account).toBeNull();
    expect((await call('GET', 'progress', cookieIn(changed))).statusCode).toBe(200);
    expect((await signIn('sun', password)).statusCode).toBe(401);
  });

  it('must be neither a former one nor contain the account’s name', async () => {
    await makeAccount(test.home, { name: 'kongzhi', role: 'office', password: PASSWORD });
    const cookie = cookieIn(await signIn('kongzhi', PASSWORD));
    const next = 'second lanterns over nine bridges';
    const put = (who: string, current: string, wanted: string) =>
      call('PUT', 'session/password', who, { current, next: wanted });
    expect((await put(cookie, PASSWORD, PASSWORD)).json().detail.zh).toContain('最近用过');
    expect((await put(cookie, PASSWORD, 'kongzhi over nine bridges')).statusCode).toBe(422);
    expect((await put(cookie, PASSWORD, 'skillledgeryiwu')).statusCode).toBe(422);
    const changed = await put(cookie, PASSWORD, next);
    expect(changed.statusCode).toBe(200);
    const back = await put(cookieIn(changed), next, PASSWORD);
    expect([back.statusCode, back.json().detail.zh]).toEqual([422, expect.stringContaining('最近用过')]);
  });

  it('can be reset by the administrator, which unlocks the name', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const { accounts } = (await call('GET', 'accounts', admin)).json();
    const { id } = accounts.find(({ name }: { name: string }) => name === 'li');
    const { password } = FreshPassword.parse((await call('POST', `accounts/${id}/password`, admin)).json());
    expect((await signIn('li', password)).statusCode).toBe(200);
  });

  it('is never in the audit log, nor is the name as typed', async () => {
    await signIn(PASSWORD, 'wang', '10.3.0.1');
    const auditor = await cookieOf(test.home, 'auditor');
    const { body } = await call('GET', 'audit?limit=500', auditor);
    expect(body).toContain('session.refused');
    expect(body).not.toContain(PASSWORD);
  });
});

describe('the last administrator', () => {
  it('can neither be disabled nor change its role', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const { accounts } = (await call('GET', 'accounts', admin)).json();
    const { id } = accounts.find(({ name }: { name: string }) => name === 'root');
    for (const change of [{ disabled: true }, { role: 'leader' }]) {
      const answer = await call('PATCH', `accounts/${id}`, admin, change);
      expect(answer.statusCode).toBe(409);
      expect(answer.json().detail.zh).toContain('至少保留一个');
    }
  });
});

describe('an administrator among others', () => {
  it('can neither disable the own account nor change its role', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const made = await call('POST', 'accounts', admin, { name: 'second', displayName: '乙', role: 'admin' });
    const { account: second } = FreshPassword.parse(made.json());
    const { accounts } = (await call('GET', 'accounts', admin)).json();
    const { id } = accounts.find(({ name }: { name: string }) => name === 'root');
    for (const change of [{ disabled: true }, { role: 'leader' }]) {
      const answer = await call('PATCH', `accounts/${id}`, admin, change);
      expect([answer.statusCode, answer.json().detail.zh]).toEqual([
        409,
        expect.stringContaining('自己的账号'),
      ]);
    }
    expect((await call('PATCH', `accounts/${second.id}`, admin, { disabled: true })).statusCode).toBe(200);
  });
});

describe('an account of a unit', () => {
  it('has one of the programme’s units', async () => {
    const admin = cookieIn(await signIn('root', PASSWORD));
    const request = { name: 'fotang', displayName: '佛堂经办', role: 'unit' };
    expect((await call('POST', 'accounts', admin, { ...request, unit: '天宫' })).statusCode).toBe(422);
    const made = await call('POST', 'accounts', admin, { ...request, unit: '佛堂镇' });
    expect(made.statusCode).toBe(201);
    const { account } = FreshPassword.parse(made.json());
    const changed = await call('PATCH', `accounts/${account.id}`, admin, { displayName: '佛堂' });
    expect(changed.json()).toMatchObject({ displayName: '佛堂', role: 'unit', unit: '佛堂镇' });
    const freed = await call('PATCH', `accounts/${account.id}`, admin, { unit: null });
    expect(freed.statusCode).toBe(422);
    expect((await call('POST', 'accounts', admin, { ...request, unit: '佛堂镇' })).statusCode).toBe(409);
  });
});
