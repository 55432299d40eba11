import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { CAPABILITIES, Role } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, trainingClass } from '../support/ledgers.ts';

/** Who may call each route: all users, signed-in users, or roles with a capability. Stated independently here. */
const EXPECTED: Record<string, keyof typeof CAPABILITIES | 'signed-in' | 'nothing'> = {
  'GET /health/live': 'nothing',
  'GET /health/ready': 'nothing',
  'GET /public': 'nothing',
  'GET /public/{path}': 'nothing',
  'GET /public/track.html': 'nothing',
  'GET /public/track.en.html': 'nothing',
  'GET /api/v1/track': 'nothing',
  'GET /public/notices.html': 'nothing',
  'GET /public/notices.en.html': 'nothing',
  'GET /public/notices/answers.html': 'nothing',
  'GET /public/notices/answers.en.html': 'nothing',
  'POST /public/notices/answers.html': 'nothing',
  'POST /public/notices/answers.en.html': 'nothing',
  'GET /public/notices/objections/{page}': 'nothing',
  'POST /public/notices/objections/{page}': 'nothing',
  'GET /public/notices/{page}': 'nothing',
  'POST /public/notices/{page}': 'nothing',
  'GET /api/v1/notices': 'notices.read',
  'GET /api/v1/notices/preview': 'notices.open',
  'POST /api/v1/notices': 'notices.open',
  'GET /api/v1/notices/{id}': 'notices.read',
  'POST /api/v1/notices/{id}/steps': 'notices.open',
  'POST /api/v1/notices/{id}/objections/{objection}/steps': 'notices.answer',
  'GET /api/v1/notices/{id}/results.xlsx': 'notices.read',
  'GET /api/v1/notices/{id}/results.csv': 'notices.read',
  'GET /api/v1/notices/{id}/ledger.xlsx': 'notices.open',
  'GET /api/public/v1/datapackage.json': 'nothing',
  'GET /api/public/v1/releases': 'nothing',
  'GET /api/public/v1/releases/{id}': 'nothing',
  'GET /api/public/v1/releases/{id}/datapackage.json': 'nothing',
  'GET /api/public/v1/releases/{id}/data/{file}': 'nothing',
  'GET /api/v1/session': 'nothing',
  'POST /api/v1/session': 'nothing',
  'POST /api/v1/session/demo': 'nothing',
  'GET /api/v1/session/oidc': 'nothing',
  'GET /api/v1/session/oidc/callback': 'nothing',
  'DELETE /api/v1/session': 'signed-in',
  'DELETE /api/v1/session/everywhere': 'signed-in',
  'PUT /api/v1/session/password': 'signed-in',
  'PUT /api/v1/session/purpose': 'rows.unmask',
  'PUT /api/v1/session/language': 'signed-in',
  'GET /api/v1/accounts': 'accounts.manage',
  'POST /api/v1/accounts': 'accounts.manage',
  'PATCH /api/v1/accounts/{id}': 'accounts.manage',
  'POST /api/v1/accounts/{id}/password': 'accounts.manage',
  'PUT /api/v1/settings/figures-shared': 'figures.share',
  'GET /api/v1/audit': 'audit.read',
  'GET /api/v1/audit.csv': 'audit.read',
  'GET /api/v1/audit.zip': 'audit.read',
  'GET /api/v1/programme': 'programme.read',
  'GET /api/v1/templates': 'programme.read',
  'GET /api/v1/templates/{kind}': 'programme.read',
  'GET /api/v1/progress': 'figures.read',
  'GET /api/v1/progress/domains': 'figures.read',
  'GET /api/v1/progress/units': 'figures.read',
  'GET /api/v1/progress/months': 'figures.read',
  'GET /api/v1/funds': 'figures.read',
  'GET /api/v1/ratios': 'figures.read',
  'GET /api/v1/rows': 'rows.read',
  'GET /api/v1/rows.csv': 'rows.read',
  'GET /api/v1/rows.zip': 'rows.read',
  'GET /api/v1/rows.xlsx': 'rows.read',
  'GET /api/v1/files/{sha256}': 'rows.export',
  'GET /api/v1/figures': 'figures.read',
  'GET /api/v1/scores': 'scores.read',
  'GET /api/v1/scores/trace': 'scores.read',
  'GET /api/v1/scores/frame': 'scores.read',
  'GET /api/v1/scores/moves': 'scores.read',
  'GET /api/v1/scores/trend': 'scores.read',
  'GET /api/v1/scores/results': 'scores.compare',
  'GET /api/v1/scores/ranking.csv': 'scores.compare',
  'GET /api/v1/scores/ranking.zip': 'scores.compare',
  'GET /api/v1/scores/ranking.xlsx': 'scores.compare',
  'GET /api/v1/scores/duties': 'scores.read',
  'GET /api/v1/scores/late': 'scores.compare',
  'GET /api/v1/scores/scheme': 'schemes.preview',
  'POST /api/v1/scores/preview': 'schemes.preview',
  'GET /api/v1/findings': 'findings.read',
  'GET /api/v1/findings.csv': 'findings.read',
  'GET /api/v1/findings.zip': 'findings.read',
  'GET /api/v1/supervision/summary': 'findings.read',
  'GET /api/v1/records/institutions/{code}': 'records.institution',
  'POST /api/v1/records/person': 'records.person',
  'GET /api/v1/findings.xlsx': 'findings.read',
  'GET /api/v1/findings/{id}': 'findings.read',
  'GET /api/v1/findings/{id}/files/{file}': 'findings.read',
  'GET /api/v1/findings/filters': 'findings.read',
  'POST /api/v1/findings/filters': 'findings.read',
  'DELETE /api/v1/findings/filters/{id}': 'findings.read',
  'GET /api/v1/findings/assignees': 'findings.assign',
  'POST /api/v1/findings/changes': 'findings.comment',
  'POST /api/v1/findings/{id}/files': 'findings.answer',
  'GET /api/v1/payouts/{payoutId}': 'findings.read',
  'GET /api/v1/tasks': 'tasks.read',
  'GET /api/v1/tasks/counts': 'tasks.read',
  'GET /api/v1/tasks/assignees': 'tasks.give',
  'GET /api/v1/tasks/export.xlsx': 'tasks.read',
  'POST /api/v1/tasks': 'tasks.give',
  'POST /api/v1/tasks/steps': 'tasks.answer',
  'GET /api/v1/tasks/{id}': 'tasks.read',
  'GET /api/v1/tasks/{id}/sheet.docx': 'tasks.read',
  'POST /api/v1/tasks/{id}/files': 'tasks.answer',
  'GET /api/v1/tasks/{id}/files/{file}': 'tasks.read',
  'GET /api/v1/schedule': 'schedule.read',
  'POST /api/v1/schedule/runs': 'schedule.run',
  'GET /api/v1/evaluations/periods': 'evaluations.read',
  'GET /api/v1/evaluations/choices': 'evaluations.open',
  'POST /api/v1/evaluations/periods': 'evaluations.open',
  'GET /api/v1/evaluations/periods/{period}': 'evaluations.read',
  'GET /api/v1/evaluations/periods/{period}/results': 'evaluations.read',
  'POST /api/v1/evaluations/periods/{period}/finalise': 'evaluations.finalise',
  'PUT /api/v1/evaluations/periods/{period}/publication': 'evaluations.publish',
  'PUT /api/v1/evaluations/periods/{period}/closing': 'evaluations.open',
  'DELETE /api/v1/evaluations/plans/{period}': 'evaluations.open',
  'POST /api/v1/evaluations/accept': 'evaluations.accept',
  'POST /api/v1/evaluations/return': 'evaluations.review',
  'GET /api/v1/evaluations/forms/{id}': 'evaluations.read',
  'PATCH /api/v1/evaluations/forms/{id}': 'evaluations.fill',
  'GET /api/v1/evaluations/forms/{id}/versions/{nth}': 'evaluations.read',
  'GET /api/v1/evaluations/forms/{id}/official-form.docx': 'evaluations.read',
  'GET /api/v1/evaluations/forms/{id}/official-form.xlsx': 'evaluations.read',
  'GET /api/v1/evaluations/forms/{id}/official-form.pdf': 'evaluations.read',
  'GET /api/v1/evaluations/periods/{period}/results.xlsx': 'evaluations.read',
  'POST /api/v1/evaluations/forms/{id}/files': 'evaluations.fill',
  'GET /api/v1/evaluations/forms/{id}/files/{file}': 'evaluations.read',
  'DELETE /api/v1/evaluations/forms/{id}/files/{file}': 'evaluations.fill',
  'POST /api/v1/evaluations/forms/{id}/hand-in': 'evaluations.fill',
  'POST /api/v1/evaluations/forms/{id}/take-back': 'evaluations.fill',
  'POST /api/v1/evaluations/forms/{id}/confirm': 'evaluations.confirm',
  'PATCH /api/v1/evaluations/forms/{id}/review': 'evaluations.review',
  'PUT /api/v1/evaluations/forms/{id}/review/finished': 'evaluations.review',
  'GET /api/v1/releases': 'releases.read',
  'POST /api/v1/releases': 'releases.prepare',
  'GET /api/v1/releases/{id}': 'releases.read',
  'POST /api/v1/releases/{id}/steps': 'releases.read',
  'GET /api/v1/releases/{id}/bundle/{name}': 'releases.read',
  'GET /api/v1/releases/{id}/bundle/data/{name}': 'releases.read',
  'GET /api/v1/reports': 'reports.read',
  'POST /api/v1/reports': 'reports.write',
  'GET /api/v1/reports/{id}': 'reports.read',
  'GET /api/v1/reports/{id}/report.docx': 'reports.read',
  'GET /api/v1/reports/{id}/report.pdf': 'reports.read',
  'GET /api/v1/reports/{id}/report.xlsx': 'reports.read',
  'PUT /api/v1/reports/{id}/texts': 'reports.write',
  'POST /api/v1/reports/{id}/renew': 'reports.write',
  'POST /api/v1/reports/{id}/review': 'reports.review',
  'POST /api/v1/reports/{id}/return': 'reports.review',
  'POST /api/v1/reports/{id}/finalise': 'reports.finalise',
  'POST /api/v1/reports/{id}/corrections': 'reports.write',
  'POST /api/v1/reports/{id}/restore': 'reports.finalise',
  'GET /api/v1/batches': 'ledgers.read',
  'GET /api/v1/quarantine': 'ledgers.read',
  'GET /api/v1/warnings': 'ledgers.read',
  'GET /api/v1/accounts/{id}/use': 'accounts.manage',
  'POST /api/v1/batches/{batch}/withdraw': 'ledgers.withdraw',
  'POST /api/v1/batches/{batch}/withdrawal-preview': 'ledgers.withdraw',
  'GET /api/v1/quarantine.xlsx': 'ledgers.load',
  'POST /api/v1/quarantine/mend': 'ledgers.load',
  'POST /api/v1/warnings/acknowledge': 'ledgers.load',
  'POST /api/v1/uploads': 'ledgers.load',
  'POST /api/v1/uploads/{id}/check': 'ledgers.load',
  'POST /api/v1/uploads/{id}/load': 'ledgers.load',
  'GET /api/v1/uploads/{id}/quarantine': 'ledgers.load',
  'DELETE /api/v1/uploads/{id}': 'ledgers.load',
  'GET /api/v1/jobs/{id}': 'ledgers.load',
  'GET /api/v1/jobs/{id}/events': 'ledgers.load',
  'DELETE /api/v1/jobs/{id}': 'ledgers.load',
  'GET /api/v1/snapshots': 'snapshots.read',
  'GET /api/v1/snapshots/current': 'programme.read',
  'GET /api/v1/snapshots/compare': 'snapshots.read',
  'POST /api/v1/snapshots/{id}/use': 'snapshots.use',
};

/** Refused to those who may call it, too, until they have stated a purpose. */
const NEED_PURPOSE = ['rows.csv', 'rows.zip', 'rows.xlsx', 'quarantine.xlsx', 'notices/{id}/ledger.xlsx'].map(
  (path) => `GET /api/v1/${path}`,
);

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })),
    'e.csv': csv(enrolment()),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const routes = async (): Promise<[string, string | undefined][]> => {
  const document = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json() as {
    paths: Record<string, Record<string, { 'x-needs'?: string }>>;
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): [string, string | undefined] => [
      `${method.toUpperCase()} ${path}`,
      operation['x-needs'],
    ]),
  );
};

/** Calls the route with an empty request: permitted callers get a validation error. */
async function statusOf(route: string, cookie: string): Promise<number> {
  const [method = 'GET', path = ''] = route.split(' ');
  const url = path.replaceAll(/\{\w+\}/g, 'nothing');
  const payload = method === 'GET' || method === 'DELETE' ? undefined : {};
  const answer = await app.inject({
    method: method as Method,
    url,
    headers: { cookie },
    ...(payload && { payload }),
  });
  return answer.statusCode;
}

describe('who may call what', () => {
  it('is declared for every route, in the document as here', async () => {
    expect(Object.fromEntries((await routes()).sort())).toEqual(
      Object.fromEntries(Object.entries(EXPECTED).sort()),
    );
  });

  it.each([null, ...Role.options])('is enforced for %s on every route', async (role) => {
    for (const [route, need] of Object.entries(EXPECTED)) {
      // Each call with a session of its own: some end it.
      const cookie =
        role === null ? '' : await cookieOf(test.home, role, role === 'unit' ? { unit: '佛堂镇' } : {});
      const allowed =
        need === 'nothing' ||
        (role !== null && (need === 'signed-in' || (CAPABILITIES[need] as readonly Role[]).includes(role)));
      const status = await statusOf(route, cookie);
      expect(`${route} ${status}`).not.toMatch(/ 5\d\d$/);
      if (allowed && !NEED_PURPOSE.includes(route)) expect(`${route} ${status}`).not.toMatch(/ (401|403)$/);
      else if (!allowed) expect(`${route} ${status}`).toBe(`${route} ${role === null ? 401 : 403}`);
    }
  });

  it('is refused with an entry in the audit log', async () => {
    const cookie = await cookieOf(test.home, 'leader');
    await app.inject({ method: 'GET', url: '/api/v1/accounts', headers: { cookie } });
    const auditor = await cookieOf(test.home, 'auditor');
    const { rows } = (
      await app.inject({
        method: 'GET',
        url: '/api/v1/audit?action=access.refused&limit=1',
        headers: { cookie: auditor },
      })
    ).json();
    expect(rows[0]).toMatchObject({
      actor: 'test-leader',
      subject: 'GET /api/v1/accounts',
      detail: { need: 'accounts.manage' },
    });
  });
});
