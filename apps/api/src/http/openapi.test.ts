import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cookieOf } from '../../../../test/support/access.ts';
import { evaluations } from '../../../../test/support/evaluations.ts';
import { makeHome, type TestHome } from '../../../../test/support/home.ts';
import {
  creditCode,
  csv,
  enrolment,
  institution,
  payout,
  trainingClass,
} from '../../../../test/support/ledgers.ts';
import { keepList } from '../../../../test/support/notices.ts';
import { createApp } from '../app.ts';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

interface Document {
  paths: Record<
    string,
    { get?: { responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }> } }
  >;
  components: { schemas: Record<string, JsonSchema> };
}

/** Required parameters of some routes. */
const ASKED: Record<string, string> = {
  '/api/v1/rows': '?figure=completed',
  '/api/v1/snapshots/compare': '?from=1&to=1',
  '/api/v1/payouts/{payoutId}': 'F1',
  '/api/v1/scores/duties': `?unit=${encodeURIComponent('人社局')}`,
  '/api/v1/scores/moves': `?unit=${encodeURIComponent('人社局')}`,
  '/api/v1/records/institutions/{code}': creditCode(1),
  '/api/v1/evaluations/periods/{period}': '2020',
  '/api/v1/evaluations/periods/{period}/results': '2020',
};
/** Answers that are files or streams, or need data that this test does not load. */
const NO_ANSWER =
  /\.(csv|zip|xlsx|docx|pdf)$|\/(files|templates|jobs|uploads)\/\{|\/oidc|\{file\}|\/bundle\/|\/public|\/track$|\/notices\/preview$/;

const addressOf = (path: string): string =>
  path.includes('{')
    ? path.replace(/\{\w+\}/, ASKED[path] ?? '').replace('{nth}', '1')
    : `${path}${ASKED[path] ?? ''}`;

describe('the OpenAPI document', () => {
  let test: TestHome;
  let app: Awaited<ReturnType<typeof createApp>>;
  let document: Document;
  let cookies: string[] = [];
  const get = (url: string, cookie = cookies[0] ?? '') =>
    app.inject({ method: 'GET', url, headers: { cookie } });

  beforeAll(async () => {
    test = await makeHome();
    await test.load({
      'i.csv': csv(institution()),
      'k.csv': csv(trainingClass()),
      'e.csv': csv(enrolment()),
      'p.csv': csv(payout(), payout({ 发放编号: 'F2', 发放状态: '公示中', 发放日期: '' })),
    });
    app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    cookies = [
      await cookieOf(test.home, 'auditor'),
      await cookieOf(test.home, 'admin'),
      await cookieOf(test.home, 'office'),
    ];
    ASKED['/api/v1/findings/{id}'] = (await get('/api/v1/findings')).json().rows[0].id;
    ASKED['/api/v1/accounts/{id}/use'] = (await get('/api/v1/accounts', cookies[1])).json().accounts[0].id;
    const { open, submit } = evaluations(app, test.home);
    await open('2020');
    const form = await submit('2020', '佛堂镇');
    const given = await app.inject({
      method: 'POST',
      url: '/api/v1/tasks',
      headers: { cookie: cookies[2] ?? '' },
      payload: { origin: { kind: 'other' }, text: '核对名单', units: ['佛堂镇'], dueOn: '2099-06-30' },
    });
    const built = await app.inject({
      method: 'POST',
      url: '/api/v1/releases',
      headers: { cookie: cookies[2] ?? '' },
      payload: { period: '2020' },
    });
    ASKED['/api/v1/releases/{id}'] = built.json().id;
    const written = await app.inject({
      method: 'POST',
      url: '/api/v1/reports',
      headers: { cookie: cookies[2] ?? '' },
      payload: { period: '2020' },
    });
    ASKED['/api/v1/reports/{id}'] = written.json().id;
    ASKED['/api/v1/notices/{id}'] = await keepList(test.home, { kind: 'class', value: 'K1' });
    ASKED['/api/v1/tasks/{id}'] = given.json().ids[0];
    ASKED['/api/v1/evaluations/forms/{id}'] = form;
    ASKED['/api/v1/evaluations/forms/{id}/versions/{nth}'] = form;
    document = (await get('/api/openapi.json')).json();
  });
  afterAll(async () => {
    await app?.close();
    await test?.remove();
  });

  /** The document's schema of an answer, as a validator. */
  function described(path: string, status: string, type: string): z.ZodType {
    const reference = document.paths[path]?.get?.responses[status]?.content?.[type]?.schema.$ref ?? '';
    const name = reference.replace('#/components/schemas/', '');
    return z.fromJSONSchema(document.components.schemas[name] ?? false);
  }

  it('describes every answer correctly', async () => {
    const paths = Object.keys(document.paths).filter(
      (path) => document.paths[path]?.get && !NO_ANSWER.test(path),
    );
    expect(paths).toEqual(
      expect.arrayContaining(['/api/v1/progress/units', '/api/v1/rows', '/api/v1/findings']),
    );
    for (const path of paths) {
      const cookie =
        cookies[path.includes('/accounts') ? 1 : /\/(assignees|choices|scheme)$/.test(path) ? 2 : 0];
      const answer = await get(addressOf(path), cookie);
      expect(`${path} ${answer.statusCode}`).toBe(`${path} 200`);
      expect(described(path, '200', 'application/json').parse(answer.json())).toEqual(answer.json());
    }
  });

  it.each(['/api/v1/progress?asOf=x', '/api/v1/funds?source=x', '/api/v1/nothing'])(
    'describes the problem of %s correctly',
    async (url) => {
      const answer = await get(url);
      const problem = described('/api/v1/progress', 'default', 'application/problem+json');
      expect(problem.parse(answer.json())).toEqual(answer.json());
      expect(answer.json().status).toBe(answer.statusCode);
    },
  );
});
