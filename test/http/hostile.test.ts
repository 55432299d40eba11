import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { readConfig } from '../../apps/api/src/config/config.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()) });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null, trustProxy: 1 });
  cookie = await cookieOf(test.home, 'office');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const call = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object | string, headers = {}) =>
  app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { cookie, ...headers },
    ...(payload !== undefined && { payload }),
  });

describe('a hostile request gets problem details', () => {
  it.each([
    ['a NUL in the address', 400, 'findings?institution=%00'],
    ['a NUL in a path', 400, 'payouts/%00'],
    ['a cursor without end', 400, `rows?figure=enrolled&cursor=${'9'.repeat(400)}.0.0`],
    ['an address that cannot be read', 400, 'progress/%zz'],
    ['an id without end', 414, `payouts/${'x'.repeat(5000)}`],
    ['a way out of the folder', 404, 'files/..%2f..%2fetc%2fpasswd'],
    ['no property of an object', 404, 'uploads/__proto__/quarantine'],
  ])('%s: %i', async (_, status, path) => {
    const answer = await call('GET', path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, detail: { zh: expect.any(String) } });
    expect(answer.json().detail.zh).not.toContain('内部错误');
  });

  it.each([
    ['a NUL in a body', 400, 'PUT', 'session/purpose', { text: '核\0对' }],
    ['a NUL in a name', 400, 'POST', 'session', { name: 'a\0b', password: 'x' }],
    ['a NUL deep inside', 400, 'POST', 'findings/filters', { name: 'a', query: 'a', more: [{ b: ['\0'] }] }],
    ['half a character', 400, 'POST', 'quarantine/mend', { fixes: [{ id: '\ud800', value: 'x' }] }],
    ['half a character in a name', 400, 'POST', 'findings/filters', { name: 'a', query: 'a', '\udfff': 1 }],
    ['an option for a batch', 404, 'POST', 'batches/--help/withdraw', { comment: 'x' }],
    ['a body without end', 413, 'POST', 'findings/filters', { name: 'x'.repeat(2_000_000), query: '' }],
    ['another language', 415, 'POST', 'findings/filters', '<xml/>', { 'content-type': 'text/xml' }],
    ['another site', 403, 'POST', 'findings/filters', {}, { 'sec-fetch-site': 'cross-site' }],
  ] as [string, number, 'POST' | 'PUT', string, object | string, Record<string, string>?][])(
    '%s: %i',
    async (_, status, method, path, body, headers = {}) => {
      const answer = await call(method, path, body, headers);
      expect(answer.statusCode).toBe(status);
      expect(answer.json().detail.zh).not.toContain('内部错误');
    },
  );

  it('nested deeper than the stack', async () => {
    const deep = `{"name":"a","query":"","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await call('POST', 'findings/filters', deep, { 'content-type': 'application/json' });
    expect(answer.statusCode).toBe(204);
  });

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'that ends too soon',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nabc',
    ],
    ['of rubbish', 'multipart/form-data; boundary=x', '\0\0\0'],
  ])('a form %s', async (_, type, body) => {
    const answer = await call('POST', 'uploads', body, { 'content-type': type });
    expect(answer.statusCode).toBe(400);
  });
});

describe('the client address', () => {
  it('is the one reported by the proxy, not by the client', async () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 10.0.0.7', cookie: '' };
    await call('POST', 'session', { name: 'nobody', password: 'guess' }, headers);
    const auditor = await cookieOf(test.home, 'auditor');
    const audit = await call('GET', 'audit?action=session.refused&limit=1', undefined, { cookie: auditor });
    expect(audit.json().rows[0].address).toBe('10.0.0.7');
  });

  it('depends on the number of proxies', () => {
    expect(readConfig({ SKILL_LEDGER_TRUST_PROXY: '2' }, null).trustProxy).toBe(2);
    expect(readConfig({}, null).trustProxy).toBe(0);
    expect(() => readConfig({ SKILL_LEDGER_TRUST_PROXY: 'yes' }, null)).toThrow('SKILL_LEDGER_TRUST_PROXY');
  });
});
