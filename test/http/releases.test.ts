import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../etl/src/releases/index.ts';
import { Problem, PublishedReleases, ReleaseInfo, ReleasesAnswer } from '../../libs/contracts/src/index.ts';
import { openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { releaseServer } from '../support/releases.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof releaseServer>>;
beforeAll(async () => {
  test = await makeSampleHome();
  server = await releaseServer(test.home);
});
afterAll(async () => {
  await server?.close();
  await test?.remove();
});

const said = (answer: { json(): unknown }): string => Problem.parse(answer.json()).detail.zh;
const publicFolder = (): string => join(test.home, 'public');
const listed = async () =>
  PublishedReleases.parse(JSON.parse(await readFile(join(publicFolder(), 'releases.json'), 'utf8'))).releases;
const bundles = async (): Promise<string[]> =>
  (await readdir(publicFolder()).catch(() => [])).filter((name) => name !== 'releases.json').sort();

describe('a draft', () => {
  it('is built from the current snapshot and shown to nobody outside', async () => {
    const built = await server.call('office', 'POST', '', { period: '2019' });
    expect(built.json()).toEqual({ id: '2019-r1' });
    const { release, checks, tables, events, steps } = await server.one('2019-r1');
    expect(release).toMatchObject({ state: 'draft', revision: 1, from: '2019-01-01', asOf: '2019-12-31' });
    expect(checks.filter(({ outcome }) => outcome === 'error')).toEqual([]);
    expect(checks.find(({ id }) => id === 'quarantine')).toMatchObject({
      outcome: 'warning',
      link: '/ledgers/quarantine',
    });
    expect(tables.map(({ name }) => name)).toContain('funds_by_domain');
    expect(events.map(({ action, to }) => `${action} ${to}`)).toEqual(['build draft']);
    expect(steps).toEqual(['build', 'acknowledge', 'submit', 'discard']);
    expect(await bundles()).toEqual([]);
    const page = await server.call('finance', 'GET', '/2019-r1/bundle/index.html');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('草稿');
    expect((await server.call('finance', 'GET', '/2019-r1/bundle/..%2F..%2Fstate.sqlite')).statusCode).toBe(
      404,
    );
    expect((await server.app.inject('/public/2019-r1/index.html')).statusCode).toBe(404);
  });

  it.each([
    [{ period: '2020Q2' }, 422, '2020H1'],
    [{ period: '2031' }, 422, ''],
    [{ period: '2019', asOf: '2018-06-30' }, 422, '早于'],
    [{ period: '2019', note: '张三 11010119900101001X' }, 422, '身份证'],
    [{}, 400, ''],
  ])('of %j is refused', async (request, status, words) => {
    const answer = await server.call('office', 'POST', '', request);
    expect(answer.statusCode).toBe(status);
    expect(said(answer)).toContain(words);
  });

  it('is submitted only when each warning is acknowledged with a reason', async () => {
    const early = await server.step('office', '2019-r1', { action: 'submit' });
    expect(early.statusCode).toBe(409);
    expect(said(early)).toContain('待修正的行');
    const silent = await server.step('office', '2019-r1', { action: 'acknowledge', check: 'quarantine' });
    expect(silent.statusCode).toBe(422);
    const other = await server.step('office', '2019-r1', {
      action: 'acknowledge',
      check: 'scan',
      comment: 'x',
    });
    expect(other.statusCode).toBe(422);
    const id = await server.draft('2019');
    expect((await server.one(id)).checks.filter(({ acknowledged }) => acknowledged).length).toBeGreaterThan(
      0,
    );
    await server.must('office', id, { action: 'submit' });
    expect((await server.call('office', 'POST', '', { period: '2019' })).statusCode).toBe(409);
  });

  it('goes back with a reason, and loses its approvals', async () => {
    await server.must('finance', '2019-r1', { action: 'approve' });
    const twice = await server.step('finance', '2019-r1', { action: 'approve' });
    expect([twice.statusCode, said(twice)]).toEqual([409, expect.stringContaining('财政局已批准')]);
    await server.must('finance', '2019-r1', { action: 'return', comment: '请核对第三季度' });
    const { release } = await server.one('2019-r1');
    expect(release).toMatchObject({ state: 'draft', approvals: [] });
  });

  it('is refused where another change came first', async () => {
    const { release } = await server.one('2019-r1');
    const stale = await server.call('office', 'POST', '/2019-r1/steps', {
      action: 'submit',
      seen: release.version - 1,
    });
    expect([stale.statusCode, said(stale)]).toEqual([409, expect.stringContaining('刷新')]);
  });
});

describe('publication', () => {
  it('needs both bureaus, and puts the whole bundle before the public', async () => {
    await server.must('office', '2019-r1', { action: 'submit' });
    await server.must('finance', '2019-r1', { action: 'approve' });
    expect((await server.step('office', '2019-r1', { action: 'publish' })).statusCode).toBe(409);
    await server.must('office', '2019-r1', { action: 'approve' });
    expect((await server.step('finance', '2019-r1', { action: 'publish' })).statusCode).toBe(403);
    await server.must('office', '2019-r1', { action: 'publish' });
    expect(await bundles()).toEqual(['2019-r1']);
    expect(await verifyBundle(join(publicFolder(), '2019-r1'))).toEqual([]);
    const info = ReleaseInfo.parse(
      JSON.parse(await readFile(join(publicFolder(), '2019-r1', 'release.json'), 'utf8')),
    );
    expect(info.approvals.map(({ role }) => role).sort()).toEqual(['finance', 'office']);
    expect(info.publishedAt).toBe((await server.one('2019-r1')).release.publishedAt);
    const page = await readFile(join(publicFolder(), '2019-r1', 'index.html'), 'utf8');
    expect(page).not.toContain('草稿');
    expect((await server.app.inject('/public/')).statusCode).toBe(200);
  });

  it('is refused where the bundle was changed on disk', async () => {
    const id = await server.approved('2020', { asOf: '2020-12-15' });
    const file = join(test.home, 'bundles', id, 'data', 'headline.csv');
    const before = await readFile(file);
    await appendFile(file, 'completed,1\n');
    const refused = await server.step('office', id, { action: 'publish' });
    expect([refused.statusCode, said(refused)]).toEqual([409, expect.stringContaining('改动')]);
    expect(await bundles()).toEqual(['2019-r1']);
    await writeFile(file, before);
    await server.must('office', id, { action: 'publish' });
    expect(await bundles()).toEqual(['2019-r1', '2020-r1']);
  });

  it('of a revision needs a note, and supersedes the one before, cell by cell', async () => {
    const silent = await server.call('office', 'POST', '', { period: '2020' });
    expect([silent.statusCode, said(silent)]).toEqual([422, expect.stringContaining('修订')]);
    const id = await server.published('2020', { note: '补全十二月下半月' });
    expect(id).toBe('2020-r2');
    const { difference } = await server.one(id);
    expect(
      difference?.find(
        ({ table, field, key }) => table === 'headline' && field === 'value' && key[0] === 'completed',
      ),
    ).toMatchObject({
      before: expect.stringMatching(/^\d+$/),
      after: expect.stringMatching(/^\d+$/),
    });
    expect((await server.one('2020-r1')).release.state).toBe('superseded');
    expect(await bundles()).toEqual(['2019-r1', '2020-r1', '2020-r2']);
    const entries = await listed();
    expect(entries.map(({ id: one, supersededBy }) => [one, supersededBy])).toEqual(
      expect.arrayContaining([
        ['2020-r1', '2020-r2'],
        ['2020-r2', null],
      ]),
    );
    expect(entries.find(({ id: one }) => one === '2020-r2')?.difference).toEqual(difference);
  });

  it('of what was proven without a release published since asks for a new draft', async () => {
    const id = await server.approved('2021Q1');
    await server.published('2021H1');
    const refused = await server.step('office', id, { action: 'publish' });
    expect([refused.statusCode, said(refused)]).toEqual([
      409,
      expect.stringContaining('2021 年上半年（第 1 版）'),
    ]);
    await server.must('office', id, { action: 'discard', comment: '重新生成' });
    expect(await server.published('2021Q1')).toBe('2021Q1-r1');
  });

  it('comes at its time by the schedule, once, also where another one cannot be published', async () => {
    const damaged = await server.approved('2021', { asOf: '2021-06-30' });
    const id = await server.approved('2020H1');
    const past = await server.step('office', id, { action: 'schedule', publishAt: '2021-01-01T00:00:00Z' });
    expect(past.statusCode).toBe(422);
    const soon = new Date(Date.now() + 5000).toISOString();
    for (const one of [damaged, id])
      await server.must('office', one, { action: 'schedule', publishAt: soon });
    await appendFile(join(test.home, 'bundles', damaged, 'data', 'headline.csv'), 'completed,1\n');
    const { json } = await server.app.inject({
      url: '/api/v1/schedule',
      headers: { cookie: await cookieOf(test.home, 'office') },
    });
    expect(json().upcoming).toContainEqual(expect.objectContaining({ work: 'releases' }));
    expect(await bundles()).not.toContain(id);
    await server.close();
    await sleep(Math.max(0, Date.parse(soon) - Date.now()) + 1000);
    // A server that was down at the time publishes at its start.
    server = await releaseServer(test.home);
    await expect.poll(async () => (await server.one(id)).release.state).toBe('published');
    await expect.poll(bundles).toContain(id);
    const published = (await server.one(id)).events.filter(({ action }) => action === 'publish');
    expect(published.map(({ by }) => by)).toEqual(['定时公布']);
    expect((await server.one(damaged)).release.state).toBe('approved');
  });
});

describe('withdrawal', () => {
  it('needs another person of the other bureau, and leaves the reason', async () => {
    expect((await server.step('finance', '2019-r1', { action: 'askWithdrawal' })).statusCode).toBe(422);
    await server.must('finance', '2019-r1', { action: 'askWithdrawal', comment: '一张表的口径有误' });
    expect((await server.step('finance', '2019-r1', { action: 'withdraw' })).statusCode).toBe(409);
    expect(await bundles()).toContain('2019-r1');
    await server.must('office', '2019-r1', { action: 'withdraw' });
    expect(await bundles()).not.toContain('2019-r1');
    expect((await listed()).find(({ id }) => id === '2019-r1')).toMatchObject({
      state: 'withdrawn',
      reason: '一张表的口径有误',
    });
    const gone = await server.app.inject('/public/2019-r1/');
    expect([404, 410]).toContain(gone.statusCode);
  });
});

describe('who may do what', () => {
  it.each(['unit', 'admin'] as const)('%s sees no release', async (who) => {
    expect((await server.call(who, 'GET')).statusCode).toBe(403);
    expect((await server.call(who, 'GET', '/2020-r2')).statusCode).toBe(403);
  });

  it('a leader and an auditor read, and take no step', async () => {
    for (const who of ['leader', 'auditor'] as const) {
      expect(ReleasesAnswer.parse((await server.call(who, 'GET')).json()).releases.length).toBeGreaterThan(3);
      expect((await server.one('2020-r2', who)).steps).toEqual([]);
      expect((await server.step(who, '2020-r2', { action: 'askWithdrawal', comment: 'x' })).statusCode).toBe(
        403,
      );
      expect((await server.call(who, 'POST', '', { period: '2019' })).statusCode).toBe(403);
    }
  });

  it('every step is in the audit log, without words of a comment', async () => {
    const state = await openState(test.home);
    const entries = await state
      .selectFrom('audit')
      .select(['action', 'subject', 'detail'])
      .where('action', 'like', 'release.%')
      .execute();
    await state.destroy();
    expect(new Set(entries.map(({ action }) => action))).toEqual(
      new Set(
        [
          'build',
          'acknowledge',
          'submit',
          'approve',
          'return',
          'publish',
          'supersede',
          'schedule',
          'discard',
          'askWithdrawal',
          'withdraw',
        ].map((one) => `release.${one}`),
      ),
    );
    expect(JSON.stringify(entries)).not.toMatch(/口径有误|请核对/);
  });
});

it('a public folder that lost a bundle gets it back at the next start', async () => {
  await rm(join(publicFolder(), '2020-r2'), { recursive: true });
  await server.close();
  server = await releaseServer(test.home);
  await expect.poll(bundles).toContain('2020-r2');
});
