import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { may, Role } from '../../libs/contracts/src/index.ts';
import { newestEntry, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { found, fullWidth, grouped, PERSONS, plantLedgers } from '../support/planted.ts';
import { furnish, type KnownPaths, openSessions, type Sessions, TASK } from '../support/planted-paths.ts';
import { type App, type RecordedCalls, recordedCalls } from '../support/recorded-calls.ts';
import { unzipText } from '../support/zip.ts';

let test: TestHome;
let app: App;
let calls: RecordedCalls;
let purposeful: Sessions['purposeful'];
let masked: Sessions['masked'];
let known: KnownPaths;

beforeAll(async () => {
  test = await makeHome();
  await plantLedgers(test);
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  await app.listen(0, '127.0.0.1');
  calls = recordedCalls(app);
  ({ purposeful, masked } = await openSessions(test.home));
  known = await furnish({ test, app, calls, masked });
}, 180_000);
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

/** Streams without an end, sign-in at another server: no route of these answers with data. */
const NOT_READ = ['/api/v1/jobs/{id}/events', '/api/v1/session/oidc', '/api/v1/session/oidc/callback'];

type Route = { path: string; urls: string[]; personal: string | undefined };

async function routes(): Promise<Route[]> {
  const { paths } = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json() as {
    paths: Record<string, Record<string, { 'x-personal'?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || NOT_READ.includes(path)) return [];
    const short = path.replace('/api/v1/', '');
    const urls = (known[short] ?? [short]).map((url) =>
      path.startsWith('/api/v1') ? `/api/v1/${url}` : url.startsWith('/') ? url : path,
    );
    return [{ path, urls, personal: get['x-personal'] }];
  });
}

async function read(url: string, cookie: string): Promise<{ status: number; text: string }> {
  const answer = await calls.call('GET', url, cookie);
  const bytes = answer.rawPayload;
  const text = bytes.subarray(0, 2).toString() === 'PK' ? unzipText(bytes) : bytes.toString('utf8');
  return { status: answer.statusCode, text: `${text}\n${JSON.stringify(answer.headers)}` };
}

describe('personal values', () => {
  it('leave by no route without a purpose, as no role', async () => {
    const answered = new Set<string>();
    const leaks: string[] = [];
    for (const role of Role.options) {
      for (const { path, urls, personal } of await routes()) {
        for (const url of urls) {
          const { status, text } = await read(url, masked[role]);
          expect(`${role} ${url} ${status}`).not.toMatch(/ 5\d\d$/);
          if (status === 200 || personal === 'withheld') answered.add(path);
          if (status === 200 && personal) expect(`${url} ${text}`).toContain('no-store');
          // What a role may never see unmasked, it may have masked.
          const expected = may(role, 'rows.unmask') ? / 403$/ : / (403|200)$/;
          if (personal === 'withheld') expect(`${role} ${url} ${status}`).toMatch(expected);
          for (const value of found(text)) leaks.push(`${role} ${url}: ${value}`);
        }
      }
      const person = { personId: PERSONS.accepted.id };
      const { payload } = await calls.call('POST', '/api/v1/records/person', masked[role], person);
      for (const value of found(payload)) leaks.push(`${role} records/person: ${value}`);
    }
    expect(leaks).toEqual([]);
    // Each route was really read.
    expect((await routes()).map(({ path }) => path).filter((path) => !answered.has(path))).toEqual([]);
  }, 180_000);

  it('leave with a purpose by the routes only that declare it, and each time the log tells', async () => {
    const carrying = new Set<string>();
    const undeclared: string[] = [];
    const unlogged: string[] = [];
    const state = await openState(test.home);
    for (const role of Role.options) {
      for (const { path, urls, personal } of await routes()) {
        for (const url of urls) {
          const before = await newestEntry(state);
          const values = found((await read(url, purposeful[role])).text);
          if (values.length === 0) continue;
          carrying.add(path);
          if (!personal) undeclared.push(`${role} ${url}: ${values}`);
          if ((await newestEntry(state)).seq === before.seq) unlogged.push(`${role} ${url}`);
        }
      }
    }
    await state.destroy();
    expect(undeclared).toEqual([]);
    expect(unlogged).toEqual([]);
    const declared = (await routes()).filter(({ personal }) => personal).map(({ path }) => path);
    expect(declared.filter((path) => !carrying.has(path))).toEqual([]);
  }, 180_000);

  it('leave by no answer to a change, and no row is mended unseen', async () => {
    const { office } = masked;
    const { rows } = (await calls.call('GET', '/api/v1/quarantine', office)).json();
    const nameless = rows.find(
      ({ cells }: { cells: Record<string, string | null> }) => cells.person_name === null,
    );
    const mend = { rows: [{ id: nameless.id, cells: { person_name: '李四' } }] };
    const refused = await calls.call('POST', '/api/v1/quarantine/mend', office, mend);
    expect(`${refused.statusCode} ${refused.body}`).toMatch(/^403 .*先写明用途/);
    const fixes = [{ id: nameless.id, value: '李四' }];
    expect((await calls.call('POST', '/api/v1/quarantine/mend', office, { fixes })).statusCode).toBe(403);
    const stated = await cookieOf(test.home, 'office', { purpose: '修正' });
    const mended = await calls.finished('/api/v1/quarantine/mend', stated, mend);
    const { outcome } = (await calls.call('GET', `/api/v1/jobs/${mended}`, office)).json();
    expect(outcome.mended).toMatchObject({ changed: 1, passed: 1 });
    expect(found(JSON.stringify(outcome))).toEqual([]);
    const leaks = calls.answersToChanges.flatMap(({ route, text }) =>
      found(text).map((value) => `${route}: ${value}`),
    );
    expect(leaks).toEqual([]);
  });

  it('are refused in texts that are printed and never masked', async () => {
    const { written } = PERSONS;
    const { office } = masked;
    const [form] = known['evaluations/forms/{id}'] ?? [];
    const [task] = known['tasks/{id}'] ?? [];
    const { task: shown } = (await calls.call('GET', `/api/v1/${task}`, office)).json();
    const { reviews } = (await calls.call('GET', `/api/v1/${form}`, office)).json();
    const seen = reviews.find(({ role }: { role: string }) => role === 'office').version;
    for (const number of [
      fullWidth(written.id),
      grouped(written.phone, '-'),
      grouped(PERSONS.accepted.account, ' '),
    ]) {
      const text = `已与${number}核对`;
      const step = { tasks: [{ id: shown.id, seen: shown.version }], action: 'change', dueOn: '2099-07-01' };
      const opinions = { taskCompletion: { points: '', text } };
      const answers = [
        await calls.call('POST', '/api/v1/tasks', office, { ...TASK, text }),
        await calls.call('POST', '/api/v1/tasks/steps', office, { ...step, comment: text }),
        await calls.call('POST', '/api/v1/evaluations/periods', office, {
          period: '2021',
          dueOn: '2099-01-20',
          note: text,
        }),
        await calls.call('PATCH', `/api/v1/${form}/review`, office, { seen, opinions }),
        await calls.call('POST', '/api/v1/findings/filters', office, { name: text, query: '' }),
      ];
      for (const answer of answers) {
        expect(`${answer.statusCode} ${answer.body}`).toMatch(/^422 .*身份证号/);
        expect(found(answer.body)).toEqual([]);
      }
    }
    const amounts = { ...TASK, text: '43,783 人次、1,030,400.00 元，截至 2020-06-30' };
    expect((await calls.call('POST', '/api/v1/tasks', office, amounts)).statusCode).toBe(201);
  });
});
