import { join } from 'node:path';
import { expect } from 'vitest';
import { may, Role } from '../../libs/contracts/src/index.ts';
import { cookieOf, makeAccount } from './access.ts';
import { evaluations, TOWN } from './evaluations.ts';
import type { TestHome } from './home.ts';
import { creditCode, csv, enrolment } from './ledgers.ts';
import { keepList } from './notices.ts';
import { fullWidth, grouped, PERSONS, SHIFTED_ROW, TITLED } from './planted.ts';
import { publishOne } from './published.ts';
import type { App, RecordedCalls } from './recorded-calls.ts';

const { written, filed } = PERSONS;

export interface Sessions {
  /** A session of each role; those that may have stated a purpose. */
  purposeful: Record<Role, string>;
  /** Sessions that stated none. */
  masked: Record<Role, string>;
}

/** Where things are made: a server over the planted ledgers. */
interface Place {
  test: TestHome;
  app: App;
  calls: RecordedCalls;
  masked: Sessions['masked'];
}

/** Values for the parameters of paths and queries, so that each route answers. By path: without `/api/v1/`, where it begins with that. */
export type KnownPaths = Record<string, string[]>;

/** A task; its texts are printed and never masked. */
export const TASK = {
  origin: { kind: 'other' },
  text: '请核实并书面说明',
  dueOn: '2099-06-30',
  units: [TOWN],
};

/** What a user attaches as evidence: name and content. */
const EVIDENCE = [`${written.name}${written.id}.csv`, `${written.name},${written.id}`] as const;

/** Sessions of all roles, those of the unit for the town. */
export async function openSessions(home: string): Promise<Sessions> {
  const [purposeful, masked] = [{}, {}] as [Record<Role, string>, Record<Role, string>];
  // A purpose belongs to the sessions there are: those opened afterwards have none.
  for (const role of Role.options) {
    const whose = role === 'unit' ? { unit: TOWN } : {};
    const stating = may(role, 'rows.unmask') && { purpose: '核对' };
    purposeful[role] = await cookieOf(home, role, { ...whose, ...stating });
    masked[role] = await cookieOf(home, role, whose);
  }
  return { purposeful, masked };
}

/** Makes one of everything that a path can name, with the persons wherever a user can write, in sessions without a purpose. */
export async function furnish(place: Place): Promise<KnownPaths> {
  await statePurpose(place);
  return {
    ...FIXED,
    ...(await decideFindings(place)),
    ...(await acknowledgeWarnings(place)),
    ...(await sendUploads(place)),
    ...(await keptOriginals(place)),
    ...(await giveTask(place)),
    ...(await fillForm(place)),
    ...(await publish(place)),
    ...(await writeReport(place)),
    ...(await openLists(place)),
    ...(await buildRelease(place)),
    ...(await addLeader(place)),
  };
}

/** Paths that need no more than the ledgers. */
const FIXED: KnownPaths = {
  '/public': ['/public/'],
  track: ['track?class=K1&start=2020-03-10'],
  '/public/track.html': ['/public/track.html?class=K1&start=2020-03-10'],
  'notices/preview': ['notices/preview?kind=class&value=K1'],
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
  audit: ['audit?limit=500'],
};

/** States a purpose that names a person, and ends it. */
async function statePurpose({ test, calls }: Place): Promise<void> {
  const asking = await cookieOf(test.home, 'office');
  await calls.call('PUT', '/api/v1/session/purpose', asking, {
    text: `核对 ${grouped(written.id, ' ')} ${written.phone}`,
  });
  await calls.call('PUT', '/api/v1/session/purpose', asking, { text: '' });
}

/** Comments on all findings, and attaches a file to one. */
async function decideFindings({ calls: { call, sendFile }, masked: { office } }: Place): Promise<KnownPaths> {
  const findings = (await call('GET', '/api/v1/findings?limit=100', office)).json().rows;
  const ids: string[] = findings.map((row: { id: string }) => row.id);
  const comment = `${written.name}（${fullWidth(written.phone)}）已退款`;
  const seen = Object.fromEntries(
    findings.map((row: { id: string; version: number }) => [row.id, row.version]),
  );
  const change = { ids, change: { comment }, seen };
  expect((await call('POST', '/api/v1/findings/changes', office, change)).statusCode).toBe(204);
  const files = `findings/${ids[0]}/files`;
  await sendFile(files, ...EVIDENCE, office);
  await sendFile(files, `${filed.name}${filed.id}.exe`, 'x', office, /^415$/);
  const detail = (await call('GET', `/api/v1/findings/${ids[0]}`, office)).json();
  return {
    'findings/{id}': ids.map((id) => `findings/${id}`),
    'findings/{id}/files/{file}': [`${files}/${detail.files[0].id}`],
  };
}

async function acknowledgeWarnings({ calls: { call }, masked: { office } }: Place): Promise<KnownPaths> {
  const warnings = (await call('GET', '/api/v1/warnings', office)).json().rows;
  const acknowledged = await call('POST', '/api/v1/warnings/acknowledge', office, {
    ids: warnings.map((row: { id: string }) => row.id),
    comment: `${written.name} 没有手机`,
  });
  expect(acknowledged.statusCode).toBe(204);
  return { warnings: ['warnings?show=all'] };
}

/** Uploads that are checked with rows in quarantine, that cannot be read, and of a kind that is not taken. */
async function sendUploads({ calls, masked: { office } }: Place): Promise<KnownPaths> {
  const { call, finished } = calls;
  const send = async (name: string, content: string | Buffer): Promise<string> =>
    JSON.parse(await calls.sendFile('uploads', name, content, office)).id;
  const upload = await send('e.csv', csv(enrolment(SHIFTED_ROW)));
  const job = await finished(`/api/v1/uploads/${upload}/check`, office);
  const again = await send(`${filed.id}_${filed.name}.xlsx`, TITLED);
  const titledJob = await finished(`/api/v1/uploads/${again}/check`, office);
  const broken = await send(`${filed.name}${filed.phone}.csv`, '\0');
  await call('POST', `/api/v1/uploads/${broken}/load`, office);
  const letter = await send(`${filed.name}${filed.id}.doc`, 'x');
  expect((await call('POST', `/api/v1/uploads/${letter}/check`, office)).statusCode).toBe(415);
  return {
    'uploads/{id}/quarantine': [`uploads/${upload}/quarantine`],
    'jobs/{id}': [job, titledJob].map((id) => `jobs/${id}`),
  };
}

async function keptOriginals({ calls: { call }, masked: { office } }: Place): Promise<KnownPaths> {
  const { batches } = (await call('GET', '/api/v1/batches', office)).json();
  return {
    'files/{sha256}': batches.flatMap((batch: { files: { sha256: string }[] }) =>
      batch.files.map(({ sha256 }) => `files/${sha256}`),
    ),
  };
}

/** A task that the unit answers with a file. */
async function giveTask({ calls: { call, sendFile }, masked: { office, unit } }: Place): Promise<KnownPaths> {
  const given = await call('POST', '/api/v1/tasks', office, TASK);
  const [task] = given.json().ids as string[];
  await sendFile(`tasks/${task}/files`, ...EVIDENCE, unit);
  const { files } = (await call('GET', `/api/v1/tasks/${task}`, office)).json();
  return {
    'tasks/{id}': [`tasks/${task}`],
    'tasks/{id}/sheet.docx': [`tasks/${task}/sheet.docx`],
    'tasks/{id}/files/{file}': [`tasks/${task}/files/${files[0].id}`],
  };
}

/** A self-evaluation with a file, submitted and accepted. */
async function fillForm({ test, app, calls: { sendFile }, masked: { unit } }: Place): Promise<KnownPaths> {
  const flow = evaluations(app, test.home);
  await flow.open('2020', { units: [TOWN] });
  const id = await flow.idOf('2020', TOWN);
  const form = `evaluations/forms/${id}`;
  await sendFile(`${form}/files`, ...EVIDENCE, unit);
  await flow.submit('2020', TOWN);
  const { files } = await flow.detail(id);
  await flow.accept(id);
  return {
    'evaluations/periods/{period}': ['evaluations/periods/2020'],
    'evaluations/periods/{period}/results': ['evaluations/periods/2020/results'],
    'evaluations/periods/{period}/results.xlsx': ['evaluations/periods/2020/results.xlsx'],
    'evaluations/forms/{id}': [form],
    'evaluations/forms/{id}/versions/{nth}': [`${form}/versions/1`],
    'evaluations/forms/{id}/files/{file}': [`${form}/files/${files[0]?.id}`],
    ...inFormats('evaluations/forms/{id}/official-form', `${form}/official-form`),
  };
}

/** Public addresses with bundles behind them. */
async function publish({ test }: Place): Promise<KnownPaths> {
  await publishOne(test.home, '2020', join(test.folder, 'draft'), join(test.home, 'public'));
  const current = '/api/public/v1/releases/current';
  return {
    '/public/{path}': ['/public/', '/public/2020-r1/people_by_group.html', '/public/2020-r1/2020-r1.zip'],
    '/api/public/v1/releases/{id}': [current],
    '/api/public/v1/releases/{id}/datapackage.json': [`${current}/datapackage.json`],
    '/api/public/v1/releases/{id}/data/{file}': [`${current}/data/people_by_group.csv`],
  };
}

/** A final report: it is read from its files, not written anew for every role. */
async function writeReport({ calls: { call }, masked: { office, finance } }: Place): Promise<KnownPaths> {
  const { id } = (await call('POST', '/api/v1/reports', office, { period: '2020' })).json();
  await call('POST', `/api/v1/reports/${id}/review`, finance, { seen: 0 });
  await call('POST', `/api/v1/reports/${id}/finalise`, office, { seen: 1 });
  return { 'reports/{id}': [`reports/${id}`], ...inFormats('reports/{id}/report', `reports/${id}/report`) };
}

/** A list that is over, and one that runs, with an objection that holds everything personal. */
async function openLists({ test, calls: { call } }: Place): Promise<KnownPaths> {
  const scope = { kind: 'class', value: 'K1' } as const;
  const over = await keepList(test.home, scope, { startsOn: '2020-06-01', endsOn: '2020-06-08', most: 1 });
  const running = await keepList(test.home, scope);
  const shown = await call('POST', `/public/notices/${running}.html`, '', { name: '欧阳*' });
  const [, row = ''] = /\?row=([\w-]+)/.exec(shown.body) ?? [];
  const { name, id, phone } = written;
  const objection = { row, text: `${name}（${id}）没有参加`, contact: phone };
  const objected = await call('POST', `/public/notices/objections/${running}.html`, '', objection);
  expect(objected.statusCode).toBe(201);
  return {
    '/public/notices/{page}': [`/public/notices/${running}.html`],
    '/public/notices/objections/{page}': [`/public/notices/objections/${running}.html?row=${row}`],
    'notices/{id}': [`notices/${running}`],
    'notices/{id}/results.csv': [`notices/${over}/results.csv`],
    'notices/{id}/results.xlsx': [`notices/${over}/results.xlsx`],
    'notices/{id}/ledger.xlsx': [`notices/${over}/ledger.xlsx`],
  };
}

async function buildRelease({ calls: { call }, masked: { office } }: Place): Promise<KnownPaths> {
  const built = await call('POST', '/api/v1/releases', office, { period: '2020', note: '口径有调整' });
  const release = `releases/${built.json().id}`;
  return {
    'releases/{id}': [release],
    'releases/{id}/bundle/{name}': [`${release}/bundle/people_by_group.html`],
    'releases/{id}/bundle/data/{name}': [`${release}/bundle/data/people_by_group.csv`],
  };
}

async function addLeader({ test }: Place): Promise<KnownPaths> {
  const id = await makeAccount(test.home, { name: 'zhao', role: 'leader' });
  return { 'accounts/{id}/use': [`accounts/${id}/use`] };
}

/** A document in each of its formats. */
const inFormats = (path: string, url: string): KnownPaths =>
  Object.fromEntries(['docx', 'xlsx', 'pdf'].map((format) => [`${path}.${format}`, [`${url}.${format}`]]));
