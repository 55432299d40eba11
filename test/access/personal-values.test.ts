import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { may, Role } from '../../libs/contracts/src/index.ts';
import { newestEntry, openState } from '../../libs/state/src/index.ts';
import { cookieOf, makeAccount } from '../support/access.ts';
import { evaluations } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import {
  creditCode,
  csv,
  enrolment,
  institution,
  payout,
  personId,
  trainingClass,
} from '../support/ledgers.ts';
import { keepList } from '../support/notices.ts';
import { publishOne } from '../support/published.ts';
import { unzipText } from '../support/zip.ts';

const TOWN = '佛堂镇';
/** Everything personal there is: each value stands in one place or several, written in one way or another. */
const PERSONS = {
  /** In the ledgers, in their own columns. */
  accepted: { name: '欧阳云飞', id: personId(1), phone: '13912345678', account: '6222020000001234567' },
  /** In quarantine: cells out of their columns, full-width and grouped digits. */
  shifted: { name: '司马青衫', id: personId(2), phone: '13712340002' },
  /** In what users write: comments, reasons, names and contents of files. */
  written: { name: '南宫问天', id: personId(3), phone: '13612340003' },
  /** In texts that are declared not personal, and in the name of a ledger: their numbers only. */
  stray: { id: personId(4), phone: '13512340004' },
  /** In what files, sheets and columns are called. */
  filed: { name: '尉迟敬明', id: personId(6), phone: '13412340006' },
};
const VALUES = Object.values(PERSONS).flatMap((person) => Object.values(person));

const fullWidth = (text: string): string =>
  text.replaceAll(/[\dX]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const grouped = (text: string, by: string): string => text.replaceAll(/(.{4})(?=.)/g, `$1${by}`);

/** The planted values in a text, in any width and grouping of their digits. */
function found(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/[\s\-–—_.·・/()]/g, '');
  return VALUES.filter((value) => plain.includes(value) || text.includes(value));
}

const TASK = { origin: { kind: 'other' }, text: '请核实并书面说明', dueOn: '2099-06-30' };

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const purposeful: Record<string, string> = {};
const masked: Record<string, string> = {};
/** Values for the parameters of paths and queries, so that each route answers. */
let known: Record<string, string[]> = {};

/** Answers to changes, refused ones too, of callers who stated no purpose. */
const answersToChanges: { route: string; text: string }[] = [];

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  cookie: string,
  payload?: object,
) {
  const answer = await app.inject({
    method,
    url: encodeURI(path),
    headers: { cookie },
    ...(payload && { payload }),
  });
  if (method !== 'GET') answersToChanges.push({ route: `${method} ${path}`, text: answer.payload });
  return answer;
}

/** A list that is over, and one that runs, with an objection that holds everything personal. */
async function openLists(): Promise<{ over: string; running: string; row: string }> {
  const scope = { kind: 'class', value: 'K1' } as const;
  const over = await keepList(test.home, scope, { startsOn: '2020-06-01', endsOn: '2020-06-08', most: 1 });
  const running = await keepList(test.home, scope);
  const found = await call('POST', `/public/notices/${running}.html`, '', { name: '欧阳*' });
  const [, row = ''] = /\?row=([\w-]+)/.exec(found.body) ?? [];
  const { name, id, phone } = PERSONS.written;
  const objection = { row, text: `${name}（${id}）没有参加`, contact: phone };
  const filed = await call('POST', `/public/notices/objections/${running}.html`, '', objection);
  expect(filed.statusCode).toBe(201);
  return { over, running, row };
}

/** A workbook whose sheet, and a column that is in no contract, are called by a person. */
function workbookOf(sheet: string, column: string, rows: Record<string, string>[]): Buffer {
  const book = XLSX.utils.book_new();
  const named = rows.map((row) => ({ ...row, [column]: '无' }));
  XLSX.utils.book_append_sheet(book, XLSX.utils.json_to_sheet(named), sheet);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
}

async function sendFile(
  path: string,
  name: string,
  content: string | Buffer,
  cookie: string,
  status = /^2/,
): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  const answer = await fetch(`${await app.getUrl()}/api/v1/${path}`, {
    method: 'POST',
    body: form,
    headers: { cookie },
  });
  expect(String(answer.status)).toMatch(status);
  const text = await answer.text();
  answersToChanges.push({ route: `POST ${path}`, text });
  return text;
}

/** The check or load of an upload, at its end. */
async function finished(path: string, cookie: string, payload?: object): Promise<string> {
  const started = await call('POST', path, cookie, payload);
  expect(started.statusCode).toBe(202);
  const { id } = started.json();
  const state = async () => (await call('GET', `/api/v1/jobs/${id}`, cookie)).json().state as string;
  while (['waiting', 'running'].includes(await state())) await sleep(100);
  expect(await state()).toBe('done');
  return id;
}

beforeAll(async () => {
  test = await makeHome();
  const { accepted, shifted, written, stray } = PERSONS;
  const own = { 实施镇街: TOWN };
  await test.load(
    {
      'a.csv': csv(institution()),
      'k.csv': csv(
        trainingClass({ ...own, 班级名称: `电工班 联系 ${grouped(stray.phone, '-')}` }),
        trainingClass({ ...own, 班级编号: 'K2', 班级名称: `焊工班 ${fullWidth(stray.id)}` }),
      ),
      [`学员${stray.id}.csv`]: csv(
        enrolment({ 姓名: accepted.name, 证件号码: accepted.id, 手机号码: accepted.phone }),
        enrolment({ 班级编号: 'K2', 姓名: accepted.name, 证件号码: accepted.id, 证书编号: 'Z2' }),
        enrolment({ 证件号码: personId(5), 证书编号: 'Z5', 手机号码: '12' }),
        // One column further to the right, and what belongs nowhere.
        enrolment({
          班级编号: shifted.name,
          姓名: shifted.id,
          证件号码: '企业职工',
          人员类别: shifted.phone,
        }),
        enrolment({
          班级编号: fullWidth(shifted.id),
          出勤课时: grouped(shifted.phone, ' '),
          证书编号: shifted.name,
        }),
        enrolment({ 证件号码: grouped(shifted.id, ' '), 培训状态: shifted.name, 考核结果: shifted.phone }),
      ),
      'f.csv': csv(
        payout({ 收款方名称: accepted.name, 收款账号: accepted.account, 公示开始日期: '', 公示结束日期: '' }),
        ...['F8', 'F9'].map((id) =>
          payout({
            ...{ 发放编号: id, 收款方名称: accepted.name, 收款账号: accepted.account },
            ...{ 发放状态: '公示中', 发放日期: '' },
          }),
        ),
      ),
    },
    { unit: TOWN },
  );
  const { filed } = PERSONS;
  const titled = workbookOf(`${filed.name} ${filed.phone}`, `${filed.name}${fullWidth(filed.id)}`, [
    enrolment({ 证件号码: personId(7), 证书编号: 'Z7', 姓名: '' }),
    enrolment({ 证件号码: personId(8), 证书编号: 'Z8', 手机号码: '12' }),
  ]);
  await test.load({ [`${filed.name}${filed.id}.xlsx`]: titled }, { unit: TOWN });
  await test.load({ 'w.csv': csv(institution({ 机构编码: creditCode(3) })) }, { unit: TOWN });
  const reason = `报错了：${written.name} ${grouped(written.id, ' ')}`;
  await withdraw({ home: test.home, batch: 'B3', by: 'li', comment: reason });

  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  await app.listen(0, '127.0.0.1');
  // A purpose belongs to the sessions there are: those opened afterwards have none.
  for (const role of Role.options) {
    const whose = role === 'unit' ? { unit: TOWN } : {};
    const stating = may(role, 'rows.unmask') && { purpose: '核对' };
    purposeful[role] = await cookieOf(test.home, role, { ...whose, ...stating });
    masked[role] = await cookieOf(test.home, role, whose);
  }
  const office = masked.office ?? '';
  const asking = await cookieOf(test.home, 'office');
  await call('PUT', '/api/v1/session/purpose', asking, {
    text: `核对 ${grouped(written.id, ' ')} ${written.phone}`,
  });
  await call('PUT', '/api/v1/session/purpose', asking, { text: '' });

  const findings = (await call('GET', '/api/v1/findings?limit=100', office)).json().rows;
  const ids: string[] = findings.map((row: { id: string }) => row.id);
  const comment = `${written.name}（${fullWidth(written.phone)}）已退款`;
  const seen = Object.fromEntries(
    findings.map((row: { id: string; version: number }) => [row.id, row.version]),
  );
  const change = { ids, change: { comment }, seen };
  expect((await call('POST', '/api/v1/findings/changes', office, change)).statusCode).toBe(204);
  await sendFile(
    `findings/${ids[0]}/files`,
    `${written.name}${written.id}.csv`,
    `${written.name},${written.id}`,
    office,
  );
  const detail = (await call('GET', `/api/v1/findings/${ids[0]}`, office)).json();
  const warnings = (await call('GET', '/api/v1/warnings', office)).json().rows;
  const acknowledged = await call('POST', '/api/v1/warnings/acknowledge', office, {
    ids: warnings.map((row: { id: string }) => row.id),
    comment: `${written.name} 没有手机`,
  });
  expect(acknowledged.statusCode).toBe(204);
  const wrong = csv(enrolment({ 班级编号: shifted.name, 姓名: shifted.id, 证件号码: '企业职工' }));
  const upload = JSON.parse(await sendFile('uploads', 'e.csv', wrong, office)).id as string;
  const job = await finished(`/api/v1/uploads/${upload}/check`, office);
  const again = JSON.parse(await sendFile('uploads', `${filed.id}_${filed.name}.xlsx`, titled, office)).id;
  const titledJob = await finished(`/api/v1/uploads/${again}/check`, office);
  const broken = JSON.parse(await sendFile('uploads', `${filed.name}${filed.phone}.csv`, '\0', office)).id;
  await call('POST', `/api/v1/uploads/${broken}/load`, office);
  const letter = JSON.parse(await sendFile('uploads', `${filed.name}${filed.id}.doc`, 'x', office)).id;
  expect((await call('POST', `/api/v1/uploads/${letter}/check`, office)).statusCode).toBe(415);
  await sendFile(`findings/${ids[0]}/files`, `${filed.name}${filed.id}.exe`, 'x', office, /^415$/);
  const { batches } = (await call('GET', '/api/v1/batches', office)).json();
  const evidence = `${written.name}${written.id}.csv`;
  const given = await call('POST', '/api/v1/tasks', office, { ...TASK, units: [TOWN] });
  const [task] = given.json().ids as string[];
  await sendFile(`tasks/${task}/files`, evidence, `${written.name},${written.id}`, masked.unit ?? '');
  const ownTask = (await call('GET', `/api/v1/tasks/${task}`, office)).json();
  const flow = evaluations(app, test.home);
  await flow.open('2020', { units: [TOWN] });
  const form = await flow.idOf('2020', TOWN);
  await sendFile(
    `evaluations/forms/${form}/files`,
    evidence,
    `${written.name},${written.id}`,
    masked.unit ?? '',
  );
  await flow.submit('2020', TOWN);
  const ownForm = await flow.detail(form);
  await flow.accept(form);
  // Public addresses with bundles behind them.
  await publishOne(test.home, '2020', join(test.folder, 'draft'), join(test.home, 'public'));
  const open = '/api/public/v1/releases';
  const drafted = await call('POST', '/api/v1/reports', office, { period: '2020' });
  const { id: report } = drafted.json();
  // A final report is read from its files: it is not written anew for every role.
  await call('POST', `/api/v1/reports/${report}/review`, masked.finance ?? '', { seen: 0 });
  await call('POST', `/api/v1/reports/${report}/finalise`, office, { seen: 1 });
  const lists = await openLists();
  const built = await call('POST', '/api/v1/releases', office, { period: '2020', note: '口径有调整' });
  const { id: release } = built.json();
  known = {
    '/public': ['/public/'],
    track: ['track?class=K1&start=2020-03-10'],
    '/public/track.html': ['/public/track.html?class=K1&start=2020-03-10'],
    '/public/notices/{page}': [`/public/notices/${lists.running}.html`],
    '/public/notices/objections/{page}': [
      `/public/notices/objections/${lists.running}.html?row=${lists.row}`,
    ],
    'notices/{id}': [`notices/${lists.running}`],
    'notices/preview': ['notices/preview?kind=class&value=K1'],
    'notices/{id}/results.csv': [`notices/${lists.over}/results.csv`],
    'notices/{id}/ledger.xlsx': [`notices/${lists.over}/ledger.xlsx`],
    'notices/{id}/results.xlsx': [`notices/${lists.over}/results.xlsx`],
    '/public/{path}': ['/public/', '/public/2020-r1/people_by_group.html', '/public/2020-r1/2020-r1.zip'],
    '/api/public/v1/releases/{id}': [`${open}/current`],
    '/api/public/v1/releases/{id}/datapackage.json': [`${open}/current/datapackage.json`],
    '/api/public/v1/releases/{id}/data/{file}': [`${open}/current/data/people_by_group.csv`],
    'releases/{id}': [`releases/${release}`],
    'releases/{id}/bundle/{name}': [`releases/${release}/bundle/people_by_group.html`],
    'releases/{id}/bundle/data/{name}': [`releases/${release}/bundle/data/people_by_group.csv`],
    'reports/{id}': [`reports/${report}`],
    ...Object.fromEntries(
      ['docx', 'xlsx', 'pdf'].map((format) => [
        `reports/{id}/report.${format}`,
        [`reports/${report}/report.${format}`],
      ]),
    ),
    'findings/{id}': ids,
    'findings/{id}/files/{file}': [`findings/${ids[0]}/files/${detail.files[0].id}`],
    'files/{sha256}': batches.flatMap((batch: { files: { sha256: string }[] }) =>
      batch.files.map(({ sha256 }) => `files/${sha256}`),
    ),
    'uploads/{id}/quarantine': [`uploads/${upload}/quarantine`],
    'jobs/{id}': [job, titledJob].map((id) => `jobs/${id}`),
    'payouts/{payoutId}': ['payouts/F1'],
    'records/institutions/{code}': [`records/institutions/${creditCode(1)}`],
    'templates/{kind}': ['templates/enrolments'],
    rows: ['figure=completed', 'figure=paid', `indicator=taskCompletion&period=2020&unit=${TOWN}`].map(
      (which) => `rows?${which}`,
    ),
    'rows.csv': ['rows.csv?figure=completed', 'rows.csv?figure=paid'],
    'rows.xlsx': ['rows.xlsx?figure=completed'],
    'rows.zip': ['rows.zip?figure=completed'],
    figures: ['figures?figures=completed&by=institution'],
    'snapshots/compare': ['snapshots/compare?from=1&to=4'],
    warnings: ['warnings?show=all'],
    'accounts/{id}/use': [`accounts/${await makeAccount(test.home, { name: 'zhao', role: 'leader' })}/use`],
    'tasks/{id}': [`tasks/${task}`],
    'tasks/{id}/sheet.docx': [`tasks/${task}/sheet.docx`],
    'tasks/{id}/files/{file}': [`tasks/${task}/files/${ownTask.files[0].id}`],
    'evaluations/periods/{period}': ['evaluations/periods/2020'],
    ...Object.fromEntries(
      ['docx', 'xlsx', 'pdf'].map((format) => [
        `evaluations/forms/{id}/official-form.${format}`,
        [`evaluations/forms/${form}/official-form.${format}`],
      ]),
    ),
    'evaluations/periods/{period}/results.xlsx': ['evaluations/periods/2020/results.xlsx'],
    'evaluations/periods/{period}/results': ['evaluations/periods/2020/results'],
    'evaluations/forms/{id}': [`evaluations/forms/${form}`],
    'evaluations/forms/{id}/versions/{nth}': [`evaluations/forms/${form}/versions/1`],
    'evaluations/forms/{id}/files/{file}': [`evaluations/forms/${form}/files/${ownForm.files[0]?.id}`],
    audit: ['audit?limit=500'],
  };
  known['findings/{id}'] = ids.map((id) => `findings/${id}`);
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
  const answer = await call('GET', url, cookie);
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
          const { status, text } = await read(url, masked[role] ?? '');
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
      const { payload } = await call('POST', '/api/v1/records/person', masked[role] ?? '', person);
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
          const values = found((await read(url, purposeful[role] ?? '')).text);
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
    const office = masked.office ?? '';
    const { rows } = (await call('GET', '/api/v1/quarantine', office)).json();
    const nameless = rows.find(
      ({ cells }: { cells: Record<string, string | null> }) => cells.person_name === null,
    );
    const mend = { rows: [{ id: nameless.id, cells: { person_name: '李四' } }] };
    const refused = await call('POST', '/api/v1/quarantine/mend', office, mend);
    expect(`${refused.statusCode} ${refused.body}`).toMatch(/^403 .*先写明用途/);
    const fixes = [{ id: nameless.id, value: '李四' }];
    expect((await call('POST', '/api/v1/quarantine/mend', office, { fixes })).statusCode).toBe(403);
    const stated = await cookieOf(test.home, 'office', { purpose: '修正' });
    const mended = await finished('/api/v1/quarantine/mend', stated, mend);
    const { outcome } = (await call('GET', `/api/v1/jobs/${mended}`, office)).json();
    expect(outcome.mended).toMatchObject({ changed: 1, passed: 1 });
    expect(found(JSON.stringify(outcome))).toEqual([]);
    const leaks = answersToChanges.flatMap(({ route, text }) =>
      found(text).map((value) => `${route}: ${value}`),
    );
    expect(leaks).toEqual([]);
  });

  it('are refused in texts that are printed and never masked', async () => {
    const { written } = PERSONS;
    const office = masked.office ?? '';
    const [form] = known['evaluations/forms/{id}'] ?? [];
    const [task] = known['tasks/{id}'] ?? [];
    const { task: shown } = (await call('GET', `/api/v1/${task}`, office)).json();
    const { reviews } = (await call('GET', `/api/v1/${form}`, office)).json();
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
        await call('POST', '/api/v1/tasks', office, { ...TASK, units: [TOWN], text }),
        await call('POST', '/api/v1/tasks/steps', office, { ...step, comment: text }),
        await call('POST', '/api/v1/evaluations/periods', office, {
          period: '2021',
          dueOn: '2099-01-20',
          note: text,
        }),
        await call('PATCH', `/api/v1/${form}/review`, office, { seen, opinions }),
        await call('POST', '/api/v1/findings/filters', office, { name: text, query: '' }),
      ];
      for (const answer of answers) {
        expect(`${answer.statusCode} ${answer.body}`).toMatch(/^422 .*身份证号/);
        expect(found(answer.body)).toEqual([]);
      }
    }
    const amounts = { ...TASK, units: [TOWN], text: '43,783 人次、1,030,400.00 元，截至 2020-06-30' };
    expect((await call('POST', '/api/v1/tasks', office, amounts)).statusCode).toBe(201);
  });
});
