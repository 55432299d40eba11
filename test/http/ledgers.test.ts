import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BatchesAnswer,
  Job,
  type Problem,
  QuarantineAnswer,
  SnapshotComparison,
  Upload,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { startServer } from '../support/browser.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

const HIDDEN_SHEETS = fileURLToPath(new URL('../fixtures/field-cases/hidden-sheets.xlsx', import.meta.url));

let test: TestHome;
let server: Awaited<ReturnType<typeof startServer>>;
let cookie = '';
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
  server = await startServer(test.home);
  cookie = await cookieOf(test.home, 'office', { purpose: '核对' });
});
afterAll(async () => {
  await server?.close();
  await test?.remove();
});

const call = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${server.address}/api/v1${path}`, { ...init, headers: { ...init?.headers, cookie } });
const post = (path: string, body?: unknown): Promise<Response> =>
  call(path, {
    method: 'POST',
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });

async function upload(files: Record<string, string | Buffer<ArrayBuffer>>): Promise<Upload> {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  const answer = await call('/uploads', { method: 'POST', body: form });
  expect(answer.status).toBe(201);
  return Upload.parse(await answer.json());
}

/** Follows the job's events to its end, as the page does. */
async function follow(started: Response): Promise<Job> {
  expect(started.status).toBe(202);
  const { id } = Job.parse(await started.json());
  const events = await call(`/jobs/${id}/events`);
  expect(events.headers.get('content-type')).toContain('text/event-stream');
  const states = (await events.text())
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => Job.parse(JSON.parse(line.slice(6))));
  const last = states.at(-1);
  expect(last).toEqual(Job.parse(await (await call(`/jobs/${id}`)).json()));
  if (!last) throw new Error('no event came');
  return last;
}

const quarantine = async (query = ''): Promise<QuarantineAnswer> =>
  QuarantineAnswer.parse(await (await call(`/quarantine${query}`)).json());

describe('ledgers uploaded over HTTP', () => {
  const bad = enrolment({ 证件号码: '11010119900101999X' });

  it('are checked before anything is loaded', async () => {
    const { id, files } = await upload({ 'e.csv': csv(enrolment(), bad) });
    expect(files).toEqual([{ name: 'e.csv', bytes: expect.any(Number) }]);
    const job = await follow(await post(`/uploads/${id}/check`));
    expect(job).toMatchObject({ state: 'done', snapshot: null, problem: null });
    expect(job.outcome?.files[0]?.sheets[0]).toMatchObject({
      kind: 'enrolments',
      read: 2,
      accepted: 1,
      quarantined: 1,
    });
    const { understood } = job.outcome?.files[0]?.sheets[0] ?? {};
    expect(understood?.report).toMatchObject({ headerRows: [1, 1], range: ['A', 'L'], refused: null });
    expect(understood?.report?.columns[1]).toMatchObject({ column: 'B', header: '姓名', label: '姓名' });
    expect(understood?.preview.map(({ row, cells }) => [row, cells.class_id, cells.person_name])).toEqual([
      [2, 'K1', '张*'],
      [3, 'K1', '张*'],
    ]);
    expect(job.outcome?.reasons).toMatchObject([{ code: 'V05', label: '证件号码', rows: 1 }]);
    const found = QuarantineAnswer.parse(await (await call(`/uploads/${id}/quarantine`)).json());
    expect(found.rows).toMatchObject([{ file: 'e.csv', row: 3, kind: 'enrolments' }]);
    expect((await quarantine()).total).toBe(0);
  });

  it('have hidden sheets that are named, and counted only if asked for', async () => {
    const { id } = await upload({ '隐藏.xlsx': await readFile(HIDDEN_SHEETS) });
    const states = async (query: string) => {
      const { outcome } = await follow(await post(`/uploads/${id}/check${query}`));
      return outcome?.files[0]?.sheets.map(({ read, ignored, understood }) => [
        understood.state,
        read - ignored,
      ]);
    };
    expect(await states('')).toEqual([
      ['visible', 2],
      ['veryHidden', 0],
      ['hidden', 0],
    ]);
    expect(await states('?hidden=true')).toEqual([
      ['visible', 2],
      ['veryHidden', 1],
      ['hidden', 1],
    ]);
    expect((await post(`/uploads/${id}/check?hidden=perhaps`)).status).toBe(400);
  });

  it('are loaded, listed with their accounting, fixed in place and traced to the fix', async () => {
    const { id } = await upload({ 'e.csv': csv(enrolment(), bad) });
    const loaded = await follow(await post(`/uploads/${id}/load`));
    expect(loaded).toMatchObject({ state: 'done', snapshot: '2' });
    expect((await post(`/uploads/${id}/load`)).status).toBe(404);

    const { rows, counts } = await quarantine('?code=V05&kind=enrolments');
    expect(counts).toEqual([{ kind: 'enrolments', file: 'e.csv', code: 'V05', rows: 1 }]);
    const [row] = rows;
    expect(row?.cells.person_id).toBe('11010119900101999X');
    const mended = await follow(
      await post('/quarantine/mend', {
        rows: [{ id: row?.id, cells: { person_id: personId(9), certificate_no: 'Z9' } }],
      }),
    );
    expect(mended.outcome?.files[0]?.sheets[0]).toMatchObject({ read: 1, accepted: 1 });
    expect((await quarantine()).total).toBe(0);
    expect((await post('/quarantine/mend', { rows: [{ id: row?.id, cells: {} }] })).status).toBe(409);

    const { batches } = BatchesAnswer.parse(await (await call('/batches')).json());
    expect(batches.map(({ batch, files }) => [batch, files.map(({ path }) => path)])).toEqual([
      ['B3', ['在线修正-培训学员.csv']],
      ['B2', ['e.csv']],
      ['B1', ['a.csv', 'k.csv']],
    ]);
  });

  it('can be downloaded unchanged', async () => {
    const { batches } = BatchesAnswer.parse(await (await call('/batches')).json());
    const file = batches.flatMap(({ files }) => files).find(({ path }) => path === 'e.csv');
    const answer = await call(`/files/${file?.sha256}`);
    expect(await answer.text()).toBe(csv(enrolment(), bad));
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="e.csv"; filename*=UTF-8''e.csv`,
    );
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect((await call('/files/..%2f..%2fhome.json')).status).toBe(404);
  });

  it('are withdrawn with a reason, and snapshots compared and switched', async () => {
    const job = await follow(await post('/batches/B3/withdraw', { comment: '录错了人' }));
    expect(job).toMatchObject({ state: 'done', snapshot: '4' });
    expect((await quarantine()).total).toBe(1);
    const { withdrawals } = BatchesAnswer.parse(await (await call('/batches')).json());
    expect(withdrawals).toMatchObject([{ batch: 'B3', comment: '录错了人' }]);

    const compared = SnapshotComparison.parse(await (await call('/snapshots/compare?from=3&to=4')).json());
    expect(compared.kinds).toEqual([{ kind: 'enrolments', added: 0, corrected: 0, withdrawn: 1 }]);
    expect((await post('/snapshots/3/use')).status).toBe(204);
    expect((await quarantine()).total).toBe(0);
    expect((await post('/snapshots/99/use')).status).toBe(409);
    expect((await call('/snapshots/compare?from=3&to=99')).status).toBe(404);
  });

  it('are all checked if some cannot be read: each is reported, and the others can be loaded without them', async () => {
    const files = {
      '坏.xlsx': 'PK\u0003\u0004 not a workbook',
      '好.csv': csv(trainingClass({ 班级编号: 'K7' })),
      '空.csv': '',
    };
    const { id } = await upload(files);
    const checked = await follow(await post(`/uploads/${id}/check`));
    expect(checked.outcome?.unreadable.map(({ path }) => path)).toEqual(['坏.xlsx', '空.csv']);
    expect(checked.outcome?.files.map(({ path }) => path)).toEqual(['好.csv']);
    expect(checked.outcome?.effect?.completed.before).toBe(checked.outcome?.effect?.completed.after);
    const refused = await follow(await post(`/uploads/${id}/load`));
    expect(refused).toMatchObject({ state: 'failed', snapshot: null });
    expect(refused.problem?.zh).toMatch(/2 个文件不能读取.*坏\.xlsx.*空\.csv/);
    const loaded = await follow(await post(`/uploads/${id}/load?skipUnreadable=true`));
    expect(loaded).toMatchObject({ state: 'done', outcome: { files: [{ path: '好.csv' }] } });
    const { batches } = BatchesAnswer.parse(await (await call('/batches')).json());
    expect(batches[0]?.files.map(({ path }) => path)).toEqual(['好.csv']);
  });

  it('that cannot be read fail with what, where and how to fix it', async () => {
    const { id } = await upload({ '名单.xlsx': 'PK\u0003\u0004 not a workbook' });
    const job = await follow(await post(`/uploads/${id}/check`));
    expect(job.state).toBe('failed');
    expect(job.problem?.zh).toContain('名单.xlsx');
    expect(job.problem?.zh).not.toContain(test.folder);
  });

  it('have names without folders, and can be discarded', async () => {
    const { id, files } = await upload({ '../../x.csv': csv(enrolment()), '.htaccess': 'x' });
    expect(files.map(({ name }) => name).sort()).toEqual(['htaccess', 'x.csv']);
    expect(await readFile(join(test.home, 'uploads', id, 'files', 'x.csv'), 'utf8')).toBe(csv(enrolment()));
    expect((await call(`/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/uploads/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('are refused without files, with a problem in both languages', async () => {
    for (const answer of [
      await call('/uploads', { method: 'POST', body: new FormData() }),
      await post('/uploads', {}),
    ]) {
      expect(answer.status).toBe(400);
      const { detail } = (await answer.json()) as Problem;
      expect(detail.zh).toContain('没有收到文件');
    }
  });

  it('can be cancelled while they load; nothing is kept, no temporary file either', async () => {
    const before = await (await call('/batches')).text();
    const many = Array.from({ length: 20_000 }, (_, serial) =>
      enrolment({ 证件号码: personId(serial % 999, `19${60 + (serial % 40)}0101`) }),
    );
    const { id } = await upload({ 'many.csv': csv(...many) });
    const started = Job.parse(await (await post(`/uploads/${id}/load`)).json());
    const temporary = () => readdir(join(test.home, 'tmp'));
    await expect.poll(temporary).not.toEqual([]);
    const cancelled = await call(`/jobs/${started.id}`, { method: 'DELETE' });
    expect(Job.parse(await cancelled.json()).state).toBe('cancelled');
    await expect.poll(temporary).toEqual([]);
    const next = await follow(await post(`/uploads/${id}/check`));
    expect(next.state).toBe('done');
    expect(await (await call('/batches')).text()).toBe(before);
  });

  it('of an unknown job are a 404', async () => {
    expect((await call('/jobs/none')).status).toBe(404);
    expect((await call('/jobs/none/events')).status).toBe(404);
  });
});

describe('the quarantine over HTTP', () => {
  const held = () => ({
    'i2.csv': csv(institution({ 机构编码: creditCode(2), 机构类型: '待核' })),
    'k2.csv': csv(
      trainingClass({ 班级编号: 'K8', 承办机构编码: creditCode(2) }),
      trainingClass({ 班级编号: 'K9', 课时: '很多' }),
    ),
    'e2.csv': csv(enrolment({ 班级编号: 'K8' }), enrolment({ 班级编号: 'K8', 证件号码: personId(2) })),
  });

  it('lists causes before the rows that wait for them, and corrects a fault in all of its rows', async () => {
    const { id } = await upload(held());
    const checked = await follow(await post(`/uploads/${id}/check`));
    expect(checked.outcome?.reasons.map(({ code, isWaiting, rows }) => [code, isWaiting, rows])).toEqual([
      ['V04', false, 1],
      ['V03', false, 1],
      ['V09', true, 2],
      ['V09', true, 1],
    ]);
    await follow(await post(`/uploads/${id}/load`));
    const all = await quarantine();
    expect(all).toMatchObject({ total: 5, waiting: 3 });
    expect(all.fixes).toMatchObject([{ rows: 1, freed: 4, personTimes: 2, value: '待核', isOneCell: true }]);
    expect(all.rows[0]).toMatchObject({ file: 'i2.csv', isWaiting: false, fix: { freed: 4 } });
    expect((await quarantine('?show=waiting')).total).toBe(3);

    const book = XLSX.read(await (await call('/quarantine.xlsx?show=waiting&kind=enrolments')).arrayBuffer());
    expect(book.SheetNames).toEqual(['培训学员', '说明']);
    const rows: Record<string, string>[] = XLSX.utils.sheet_to_json(book.Sheets.培训学员 ?? {});
    expect(rows.map(({ 处理 }) => 处理)).toEqual(
      Array(2).fill('等引用：k2.csv 第 2 行改好后自动通过，不必改'),
    );

    const [fix] = all.fixes;
    const mended = await follow(
      await post('/quarantine/mend', { fixes: [{ id: fix?.id, value: '民办培训机构' }] }),
    );
    expect(mended.outcome).toMatchObject({ mended: { changed: 1, passed: 1 }, resolved: 3 });
    const completed = mended.outcome?.effect?.completed;
    expect((completed?.after ?? 0) - (completed?.before ?? 0)).toBe(fix?.personTimes);
    expect(await quarantine()).toMatchObject({ total: 1, waiting: 0, fixes: [] });
  });
});
