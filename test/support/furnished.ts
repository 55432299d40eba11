import { join } from 'node:path';
import { createApp } from '../../apps/api/src/app.ts';
import type { ServerConfig } from '../../apps/api/src/config/config.ts';
import { may, Role } from '../../libs/contracts/src/index.ts';
import { cookieOf, makeAccount } from './access.ts';
import { evaluations } from './evaluations.ts';
import { makeHome, type TestHome } from './home.ts';
import { creditCode, csv, enrolment, fund, institution, payout, quota, trainingClass } from './ledgers.ts';
import { keepAnyList } from './notices.ts';
import { publishOne } from './published.ts';

type App = Awaited<ReturnType<typeof createApp>>;

/** A server whose home has one of everything that a path can name. */
export interface FurnishedServer {
  test: TestHome;
  app: App;
  /** A session of each role; those that may have stated a purpose. */
  cookies: Record<Role, string>;
  /** Sessions that stated none. */
  masked: Record<Role, string>;
  /** Values for the parameters of paths, those of the longest beginning of a path first. */
  parametersOf(path: string): Record<string, string>;
  close(): Promise<void>;
}

export const FURNISHED_TOWN = '佛堂镇';

/** @param config of the server, beside the home */
export async function furnishedServer(config: Partial<ServerConfig> = {}): Promise<FurnishedServer> {
  const test = await makeHome();
  await test.load(
    {
      'a.csv': csv(institution()),
      'k.csv': csv(trainingClass({ 实施镇街: FURNISHED_TOWN })),
      'e.csv': csv(enrolment(), enrolment({ 证件号码: '11010119900101999X', 证书编号: 'Z2' })),
      'p.csv': csv(
        payout({ 公示开始日期: '', 公示结束日期: '' }),
        payout({ 发放编号: 'F2', 发放状态: '公示中', 发放日期: '' }),
      ),
    },
    { unit: FURNISHED_TOWN },
  );
  await test.load({ 'q.csv': csv(quota({ 单位: FURNISHED_TOWN, 任务数: '1' })), 'f.csv': csv(fund()) });
  const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null, ...config });
  await app.listen(0, '127.0.0.1');
  const [cookies, masked] = [{}, {}] as [Record<Role, string>, Record<Role, string>];
  for (const role of Role.options) {
    const whose = role === 'unit' ? { unit: FURNISHED_TOWN } : {};
    cookies[role] = await cookieOf(test.home, role, {
      ...whose,
      ...(may(role, 'rows.unmask') && { purpose: '核对' }),
    });
    masked[role] = await cookieOf(test.home, role, whose);
  }
  const parameters = await furnish(app, test, cookies);
  const beginnings = Object.keys(parameters).sort((a, b) => b.length - a.length);
  return {
    test,
    app,
    cookies,
    masked,
    parametersOf: (path) => parameters[beginnings.find((one) => path.startsWith(one)) ?? ''] ?? {},
    close: async () => {
      await app.close();
      await test.remove();
    },
  };
}

/** Makes a finding's file, a task, a form, a report, a release, a name list, an upload. @returns parameters by beginning of the path */
async function furnish(
  app: App,
  test: TestHome,
  cookies: Record<Role, string>,
): Promise<Record<string, Record<string, string>>> {
  const call = async (role: Role, method: 'GET' | 'POST', path: string, payload?: object) => {
    const url = `/api/v1/${path}`;
    const answer = await app.inject({
      method,
      url,
      headers: { cookie: cookies[role] },
      ...(payload && { payload }),
    });
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.body}`);
    return answer.body === '' ? null : answer.json();
  };
  const send = async (role: Role, path: string, name: string, content: string) => {
    const form = new FormData();
    form.append('files', new Blob([content]), name);
    const answer = await fetch(`${await app.getUrl()}/api/v1/${path}`, {
      method: 'POST',
      body: form,
      headers: { cookie: cookies[role] },
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.text();
  };
  const [finding] = (await call('office', 'GET', 'findings')).rows;
  await send('office', `findings/${finding.id}/files`, '佐证.csv', 'a,b');
  const evidence = (await call('office', 'GET', `findings/${finding.id}`)).files[0].id;
  await call('office', 'POST', 'findings/filters', { name: '本镇', query: '' });
  const [filter] = await call('office', 'GET', 'findings/filters').then(({ filters }) => filters);
  const task = { origin: { kind: 'other' }, text: '请核实', dueOn: '2099-06-30', units: [FURNISHED_TOWN] };
  const [taskId] = (await call('office', 'POST', 'tasks', task)).ids;
  await send('unit', `tasks/${taskId}/files`, '说明.csv', 'a,b');
  const taskFile = (await call('office', 'GET', `tasks/${taskId}`)).files[0].id;
  const flow = evaluations(app, test.home);
  await flow.open('2020', { units: [FURNISHED_TOWN] });
  const form = await flow.idOf('2020', FURNISHED_TOWN);
  await send('unit', `evaluations/forms/${form}/files`, '材料.csv', 'a,b');
  await flow.submit('2020', FURNISHED_TOWN);
  const formFile = (await flow.detail(form)).files[0]?.id ?? '';
  await flow.accept(form);
  await publishOne(test.home, '2020', join(test.folder, 'draft'), join(test.home, 'public'));
  const report = (await call('office', 'POST', 'reports', { period: '2020' })).id;
  const release = (await call('office', 'POST', 'releases', { period: '2020', note: '说明' })).id;
  const notice = await keepAnyList(test.home);
  const { objections } = await call('office', 'GET', `notices/${notice}`);
  const wrong = csv(enrolment({ 证件号码: '11010119900101999X' }));
  const upload = JSON.parse(await send('office', 'uploads', 'e.csv', wrong)).id;
  const { batches } = await call('office', 'GET', 'batches');
  const [sha256] = batches.at(-1).files.map((file: { sha256: string }) => file.sha256);
  return {
    '/api/v1/findings': { id: finding.id, file: evidence },
    '/api/v1/findings/filters': { id: filter.id },
    '/api/v1/tasks': { id: taskId, file: taskFile },
    '/api/v1/evaluations/forms': { id: form, file: formFile, nth: '1' },
    '/api/v1/evaluations/periods': { period: '2020' },
    '/api/v1/evaluations/plans': { period: '2021' },
    '/api/v1/reports': { id: report },
    '/api/v1/releases': { id: release, name: 'people_by_group.html' },
    '/api/v1/releases/{id}/bundle/data': { id: release, name: 'people_by_group.csv' },
    '/api/v1/notices': { id: notice, objection: objections[0].id },
    '/public/notices': { page: `${notice}.html` },
    '/api/v1/files': { sha256 },
    '/api/v1/batches': { batch: 'B1' },
    '/api/v1/uploads': { id: upload },
    '/api/v1/payouts': { payoutId: 'F1' },
    '/api/v1/records/institutions': { code: creditCode(1) },
    '/api/v1/templates': { kind: 'enrolments' },
    '/api/v1/accounts': { id: await makeAccount(test.home, { name: 'zhao', role: 'leader' }) },
    '/api/v1/snapshots': { id: '1' },
    '/api/public/v1/releases': { id: 'current', file: 'people_by_group.csv' },
    '/public': { path: '2020-r1/people_by_group.html', '*': '2020-r1/people_by_group.html' },
  };
}
