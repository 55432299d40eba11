import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Capability, may, Problem } from '../../libs/contracts/src/index.ts';
import { FURNISHED_TOWN, type FurnishedServer, furnishedServer } from '../support/furnished.ts';
import { personId } from '../support/ledgers.ts';
import { type ApiDocument, type OddRequest, oddRequests } from '../support/odd-requests.ts';
import { SOAK, size } from '../support/soak.ts';

/** Odd values for one place of a request, every day. */
const A_PLACE = 3;
/** They end the session of all that follow, and take no input. */
const NOT_SENT = ['DELETE /api/v1/session', 'DELETE /api/v1/session/everywhere'];

let server: FurnishedServer;
beforeAll(async () => {
  // Commands are queued and never run: they are not what is tried.
  const jobs = { running: 0, runningPerAccount: 0, waiting: 5, waitingPerAccount: 5 };
  server = await furnishedServer({ jobs });
});
afterAll(() => server?.close());

/** Some of the values, others for each place, the same in every run. */
function chosen<T>(values: T[], place: string): T[] {
  if (SOAK) return values;
  const start = createHash('sha256').update(place).digest().readUInt32LE(0);
  const step = Math.max(1, Math.floor(values.length / A_PLACE));
  return Array.from({ length: A_PLACE }, (_, nth) => values[(start + nth * step) % values.length] as T);
}

/** A session that may call the route: of the office where it can be. Sessions are changed by routes of their own. */
function cookieFor(route: string, needs: string): string {
  if (route.includes('/session')) return server.masked.office;
  const capability = Capability.safeParse(needs);
  const roles = ['office', 'admin', 'unit', 'auditor'] as const;
  const role = roles.find((one) => capability.success && may(one, capability.data));
  return server.cookies[role ?? 'office'];
}

/** What is wrong with an answer; nothing where it is as it should be. */
function faultOf({ route, url, body }: OddRequest, status: number, type: string, text: string): string[] {
  const told = `${status} ${route} ${url.slice(0, 300)} ${body?.text.slice(0, 300) ?? ''} → ${text.slice(0, 300)}`;
  if (status >= 500 && status !== 507) return [told];
  if (status < 400 || (url.startsWith('/public') && type.startsWith('text/html'))) return [];
  const problem = type.startsWith('application/problem+json') ? Problem.safeParse(JSON.parse(text)) : null;
  const isTold = problem?.success && problem.data.status === status && problem.data.detail.zh !== '';
  return isTold ? [] : [told];
}

describe('odd requests', () => {
  it(
    'are answered or refused with problem details by every route, and never break one',
    async () => {
      const document: ApiDocument = (await server.app.inject('/api/openapi.json')).json();
      const { id: finding = '' } = server.parametersOf('/api/v1/findings');
      const { id: task } = server.parametersOf('/api/v1/tasks');
      const common = {
        ...{ period: '2020', figure: 'completed', from: '1', to: '2', class: 'K1', start: '2020-03-10' },
        units: [FURNISHED_TOWN],
      };
      const own: Record<string, Record<string, unknown>> = {
        'GET /api/v1/snapshots/compare': { from: '1', to: '2' },
        'POST /api/v1/findings/changes': { ids: [finding], seen: { [finding]: 1 } },
        'POST /api/v1/tasks/steps': { id: task },
        'POST /api/v1/scores/preview': { scheme: '{}' },
      };
      const validOf = (route: string) => ({ ...common, ...own[route] });
      const texts = [
        '请核实',
        '2099-06-30',
        finding,
        '0'.repeat(32),
        personId(1),
        '1.00',
        'li',
        '2099-06-30T09:00:00+08:00',
      ];
      const faults: string[] = [];
      const sent = new Map<string, number>();
      const { parametersOf, app } = server;
      for (const request of oddRequests({ document, parametersOf, validOf, texts, chosen })) {
        const { route, method, url, body, needs } = request;
        if (NOT_SENT.includes(route)) continue;
        const answer = await app.inject({
          method,
          url,
          headers: { cookie: cookieFor(route, needs), ...(body && { 'content-type': body.type }) },
          ...(body && { payload: body.text }),
        });
        sent.set(route, (sent.get(route) ?? 0) + 1);
        faults.push(
          ...faultOf(request, answer.statusCode, String(answer.headers['content-type']), answer.body),
        );
      }
      expect(faults).toEqual([]);
      expect(sent.size).toBeGreaterThan(130);
    },
    size(300_000, 3_600_000),
  );
});
