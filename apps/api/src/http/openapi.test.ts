import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeHome, type TestHome } from '../../../../test/support/home.ts';
import { csv, enrolment, institution, payout, trainingClass } from '../../../../test/support/ledgers.ts';
import { createApp } from '../app.ts';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

interface Document {
  paths: Record<
    string,
    { get: { responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }> } }
  >;
  components: { schemas: Record<string, JsonSchema> };
}

describe('the OpenAPI document', () => {
  let test: TestHome;
  let app: Awaited<ReturnType<typeof createApp>>;
  let document: Document;
  const get = (url: string) => app.inject({ method: 'GET', url });

  beforeAll(async () => {
    test = await makeHome();
    await test.load({
      'i.csv': csv(institution()),
      'k.csv': csv(trainingClass()),
      'e.csv': csv(enrolment()),
      'p.csv': csv(payout()),
    });
    app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    document = (await get('/api/openapi.json')).json();
  });
  afterAll(async () => {
    await app?.close();
    await test?.remove();
  });

  /** The schema that the document gives for an answer, as a check. */
  function described(path: string, status: string, type: string): z.ZodType {
    const reference = document.paths[path]?.get.responses[status]?.content[type]?.schema.$ref ?? '';
    const name = reference.replace('#/components/schemas/', '');
    return z.fromJSONSchema(document.components.schemas[name] ?? false);
  }

  it('says the truth of every answer', async () => {
    const paths = Object.keys(document.paths);
    expect(paths).toContain('/api/v1/progress/units');
    for (const path of paths) {
      const answer = await get(path);
      expect(answer.statusCode).toBe(200);
      expect(described(path, '200', 'application/json').parse(answer.json())).toEqual(answer.json());
    }
  });

  it.each(['/api/v1/progress?asOf=x', '/api/v1/funds?source=x', '/api/v1/nothing'])(
    'says the truth of the problem with %s',
    async (url) => {
      const answer = await get(url);
      const problem = described('/api/v1/progress', 'default', 'application/problem+json');
      expect(problem.parse(answer.json())).toEqual(answer.json());
      expect(answer.json().status).toBe(answer.statusCode);
    },
  );
});
