import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { type CaseChange, FindingDetail, FindingsAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf, makeAccount } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  test = await makeHome();
  // Two classes that were never filed (R14), one of each town; a third that was.
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 班级编号: 'K1', 备案日期: '', 实施镇街: '佛堂镇' }),
      trainingClass({ 班级编号: 'K2', 备案日期: '', 实施镇街: '义亭镇' }),
      trainingClass({ 班级编号: 'K3' }),
    ),
    'e.csv': csv(enrolment()),
    'p.csv': csv(payout({ 公示开始日期: '', 公示结束日期: '' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['leader', 'office', 'finance', 'auditor'] as const) {
    cookies[role] = await cookieOf(test.home, role);
  }
  // Comments are free text: they are read once a purpose is stated.
  cookies.reading = await cookieOf(test.home, 'finance', { purpose: '核实线索' });
  cookies.fotang = await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
  cookies.yiting = await cookieOf(test.home, 'unit', { unit: '义亭镇' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, who = 'office') =>
  app.inject({
    method: 'GET',
    url: encodeURI(`/api/v1/${path}`),
    headers: { cookie: cookies[who] ?? '' },
  });
const findings = async (query = '', who = 'office'): Promise<FindingsAnswer> =>
  FindingsAnswer.parse((await get(`findings?limit=200&${query}`, who)).json());
const detail = async (id: string, who = 'office'): Promise<FindingDetail> =>
  FindingDetail.parse((await get(`findings/${id}`, who)).json());
/** Versions as the office sees them; 0 for missing findings. */
const seenNow = async (ids: string[]): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      ids.map(async (id) => [id, (await get(`findings/${id}`)).json().finding?.version ?? 0] as const),
    ),
  );
const post = (payload: object, who = 'office') =>
  app.inject({
    method: 'POST',
    url: '/api/v1/findings/changes',
    headers: { cookie: cookies[who] ?? '' },
    payload,
  });
const change = async (ids: string[], wanted: CaseChange, who = 'office') =>
  post({ ids, change: wanted, seen: await seenNow(ids) }, who);
const idOf = async (rule: string, classId: string): Promise<string> =>
  (await findings(`rule=${rule}`)).rows.find((row) => row.classId === classId)?.id ?? '';

describe('the life of a finding', () => {
  it('begins as 待核实', async () => {
    const { total, statuses, rows } = await findings();
    expect(statuses).toEqual([{ status: 'open', findings: total }]);
    expect(rows[0]).toMatchObject({ status: 'open', assignee: null, dueOn: null, recovered: '0.00' });
  });

  it('is assigned with a due date, many at once, each to its own town', async () => {
    const ids = [await idOf('R14', 'K1'), await idOf('R14', 'K2')];
    const answer = await change(ids, { assign: { to: 'town' }, dueOn: '2021-07-15', comment: '请核实' });
    expect(answer.statusCode).toBe(204);
    const rows = (await findings('rule=R14')).rows;
    expect(rows.map(({ assignee }) => assignee).sort()).toEqual(['义亭镇', '佛堂镇'].sort());
    expect((await findings('mine=yes', 'fotang')).rows.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await findings('overdue=yes')).total).toBe(2);
    expect((await findings('mine=yes')).total).toBe(0);
  });

  it('is answered by its unit, which cannot decide or reach others', async () => {
    const [own, other] = [await idOf('R14', 'K1'), await idOf('R14', 'K2')];
    expect(
      (await change([own], { status: 'checking', comment: '已调取备案材料' }, 'fotang')).statusCode,
    ).toBe(204);
    for (const wanted of [
      { status: 'dismissed', reason: 'entry' },
      { recovered: '5' },
      { assign: { to: 'unassigned' } },
      { dueOn: null },
    ] as CaseChange[]) {
      expect((await change([own], wanted, 'fotang')).statusCode).toBe(403);
    }
    expect((await change([own, other], { comment: 'x' }, 'fotang')).statusCode).toBe(409);
    expect((await get(`findings/${other}`, 'fotang')).statusCode).toBe(404);
    const { finding, events } = await detail(own, 'reading');
    expect(finding.status).toBe('checking');
    expect(
      events.map(({ by, comment, change: step }) => [by, comment, step.status ?? step.assignee]),
    ).toEqual([
      ['测试 test-office', '请核实', '佛堂镇'],
      ['测试 test-unit-佛堂镇', '已调取备案材料', 'checking'],
    ]);
  });

  it('shows its rows side by side, masked', async () => {
    const { rows: found } = await findings('rule=R07');
    const { rows } = await detail(found[0]?.id ?? '');
    expect(rows[0]).toMatchObject({ kind: 'payouts', file: 'p.csv', row: 2 });
    const cell = (label: string) => rows[0]?.cells.find((one) => one.label === label)?.value;
    expect(cell('发放编号')).toBe('F1');
    expect(JSON.stringify(rows)).not.toContain(personId(1));
  });

  it('ends with a verdict and a reason', async () => {
    const id = await idOf('R14', 'K1');
    const refused = await change([id], { status: 'dismissed' });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().detail.zh).toContain('须选择原因');
    expect((await change([id], { status: 'dismissed', reason: 'identity' })).statusCode).toBe(422);
    expect((await change([id], { status: 'confirmed', reason: 'identity' })).statusCode).toBe(422);
    expect((await change([id], { status: 'dismissed', reason: 'entry' }, 'leader')).statusCode).toBe(403);
    expect((await change([id], { status: 'dismissed', reason: 'entry' }, 'auditor')).statusCode).toBe(403);
    expect((await change([id], { status: 'checking' }, 'auditor')).statusCode).toBe(403);
    expect((await change([id], { comment: '请补充备案材料' }, 'auditor')).statusCode).toBe(204);
    expect((await change([id], { status: 'dismissed', reason: 'entry' }, 'finance')).statusCode).toBe(204);
    const [paid] = (await findings('rule=R07')).rows;
    const decided = await change([paid?.id ?? ''], { status: 'confirmed', recovered: '480.5' }, 'finance');
    expect(decided.statusCode).toBe(204);
    const confirmed = await findings('status=confirmed');
    expect([confirmed.total, confirmed.recovered]).toEqual([1, '480.50']);
    expect((await findings('status=dismissed')).rows[0]).toMatchObject({ id, reason: 'entry' });
    const { statuses } = await findings('status=dismissed');
    expect(Object.fromEntries(statuses.map(({ status, findings: count }) => [status, count]))).toMatchObject({
      confirmed: 1,
      dismissed: 1,
    });
  });

  it('keeps its verdict against its unit, and is reopened by those who decide', async () => {
    const id = await idOf('R14', 'K1');
    const refused = await change([id], { status: 'checking', comment: '我们认为不属实' }, 'fotang');
    expect(refused.statusCode).toBe(403);
    expect((await detail(id)).finding.status).toBe('dismissed');
    // 不属实 cannot become 已整改: the case must be reopened first.
    const never = await change([id], { status: 'rectified' });
    expect(never.statusCode).toBe(409);
    expect(never.json().detail.zh).toContain('请先改为“核实中”');
    expect((await change([id], { comment: '补充说明' }, 'fotang')).statusCode).toBe(204);
    expect((await change([id], { status: 'checking' })).statusCode).toBe(204);
    expect((await change([id], { status: 'dismissed', reason: 'entry' })).statusCode).toBe(204);
  });

  it('is not changed by a request without a version', async () => {
    const [id, other] = [await idOf('R14', 'K1'), await idOf('R14', 'K2')];
    for (const seen of [undefined, {}, { [other]: 0 }]) {
      const answer = await post({ ids: [id], change: { comment: 'x' }, seen });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors).toMatchObject([{ field: 'seen', zh: expect.stringContaining('version') }]);
    }
    expect((await post({ ids: [id], change: { comment: 'x' }, seen: { [id]: 0 } })).statusCode).toBe(409);
  });

  it('can be assigned only to accounts that may see it', async () => {
    await makeAccount(test.home, { name: 'clerk', role: 'finance' });
    const id = await idOf('R14', 'K2');
    expect((await change([id], { assign: { to: 'account', name: 'clerk' } })).statusCode).toBe(204);
    expect((await detail(id)).finding.assignee).toBe('测试 clerk');
    for (const name of ['nobody', 'test-leader', 'test-unit-佛堂镇']) {
      expect((await change([id], { assign: { to: 'account', name } })).statusCode).toBe(422);
    }
    expect((await change([id], { assign: { to: 'account', name: 'test-unit-义亭镇' } })).statusCode).toBe(
      204,
    );
    const { accounts } = (await get('findings/assignees')).json();
    expect(accounts.map(({ name }: { name: string }) => name)).toContain('clerk');
    expect((await findings('mine=yes', 'yiting')).total).toBe(1);
  });

  it('is changed atomically', async () => {
    const id = await idOf('R14', 'K2');
    const before = (await detail(id)).events.length;
    expect((await change([id, '0'.repeat(16)], { comment: 'x' })).statusCode).toBe(409);
    expect((await change([id], {})).statusCode).toBe(400);
    expect((await change([id], { recovered: '1,5' })).statusCode).toBe(400);
    expect((await detail(id)).events).toHaveLength(before);
  });

  it('detects conflicting changes, and nothing is overwritten', async () => {
    const ids = [await idOf('R14', 'K1'), await idOf('R14', 'K2')];
    const seen = Object.fromEntries(
      (await findings('rule=R14')).rows.map(({ id, version }) => [id, version]),
    );
    const [first, second] = await Promise.all(
      ['2021-08-01', '2021-08-02'].map((dueOn) =>
        app.inject({
          method: 'POST',
          url: '/api/v1/findings/changes',
          headers: { cookie: cookies.office ?? '' },
          payload: { ids, change: { dueOn }, seen },
        }),
      ),
    );
    expect([first?.statusCode, second?.statusCode].sort()).toEqual([204, 409]);
    const refused = first?.statusCode === 409 ? first : second;
    expect(refused?.json().detail.zh).toContain('其他人刚刚处理');
    const { finding, events } = await detail(ids[0] ?? '');
    expect(finding.version).toBe((seen[ids[0] ?? ''] ?? 0) + 1);
    expect(finding.version).toBe(events.length);
  });

  it('has an id that does not disclose its key, and comments that mask ids', async () => {
    const id = await idOf('R14', 'K1');
    expect(id).not.toBe(createHash('sha256').update('R14 K1').digest('hex').slice(0, 16));
    await change([id], { comment: `电话 13800000000，证件 ${personId(1)}，金额 480.00 元` });
    for (const who of ['leader', 'office']) {
      const comment = (await detail(id, who)).events.at(-1)?.comment;
      expect(comment).toBe('***');
    }
    expect((await detail(id, 'reading')).events.at(-1)?.comment).toContain(personId(1));
    const { body } = await get('audit?action=finding.change&limit=100', 'auditor');
    expect(body).not.toContain(personId(1));
  });

  it('has files, readable only by those who may see it', async () => {
    const id = await idOf('R14', 'K2');
    const boundary = 'x';
    const upload = (who: string, content = '%PDF-1.7 proof', name = '../备案表.pdf') =>
      app.inject({
        method: 'POST',
        url: `/api/v1/findings/${id}/files`,
        headers: {
          cookie: cookies[who] ?? '',
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        payload: [
          `--${boundary}`,
          `Content-Disposition: form-data; name="files"; filename="${name}"`,
          'Content-Type: application/pdf',
          '',
          content,
          `--${boundary}--`,
          '',
        ].join('\r\n'),
      });
    expect((await upload('fotang')).statusCode).toBe(404);
    expect((await upload('leader')).statusCode).toBe(403);
    expect((await upload('auditor')).statusCode).toBe(403);
    const program = await upload('yiting', 'MZ program');
    expect(program.statusCode).toBe(415);
    expect(program.json().detail.zh).toContain('与扩展名不符');
    expect((await upload('yiting', '<svg onload="alert(1)">', 'x.svg')).statusCode).toBe(415);
    expect((await upload('yiting')).statusCode).toBe(204);
    expect((await detail(id)).files[0]?.name).toBe('***');
    const { files, events } = await detail(id, 'reading');
    expect(files).toMatchObject([{ bytes: 14, by: '测试 test-unit-义亭镇' }]);
    expect(files[0]?.name).toContain('备案表.pdf');
    expect(files[0]?.name).not.toContain('/');
    expect(events.at(-1)?.change.file).toBe(files[0]?.name);
    const path = `findings/${id}/files/${files[0]?.id}`;
    expect((await get(path, 'auditor')).statusCode).toBe(403);
    const answer = await get(path, 'reading');
    expect(answer.body).toBe('%PDF-1.7 proof');
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(String(answer.headers['content-disposition'])).toMatch(/^attachment/);
    expect((await get(path, 'fotang')).statusCode).toBe(404);
  });

  it('is closed as 数据已更正 when the ledgers are corrected, and reopened when they are not', async () => {
    const [decided, undecided] = [await idOf('R14', 'K1'), await idOf('R14', 'K2')];
    await test.load({
      'mended.csv': csv(
        trainingClass({ 班级编号: 'K1', 实施镇街: '佛堂镇' }),
        trainingClass({ 班级编号: 'K2', 实施镇街: '义亭镇' }),
      ),
    });
    expect((await findings('rule=R14')).total).toBe(0);
    const corrected = await findings('status=corrected');
    expect(corrected.rows.map(({ id }) => id)).toEqual([undecided]);
    expect(corrected.rows[0]?.closedAt).toMatch(/^20\d\d-/);
    // Decisions are kept.
    expect((await detail(decided)).finding).toMatchObject({ status: 'dismissed' });
    expect((await detail(decided)).finding.closedAt).not.toBeNull();
    // A finding of one class is shown to its own unit only.
    expect((await findings('status=corrected', 'yiting')).total).toBe(1);
    expect((await findings('status=corrected', 'fotang')).total).toBe(0);

    await withdraw({ home: test.home, batch: 'B2' });
    expect((await findings('rule=R14')).total).toBe(2);
    expect((await findings('status=corrected')).total).toBe(0);
    expect((await detail(undecided)).finding).toMatchObject({ status: 'open', closedAt: null });
    expect((await detail(undecided)).files).toHaveLength(1);
  });

  it('is in the exports and in the audit log', async () => {
    const { body } = await get('findings.csv?status=confirmed');
    expect(body.trim().split('\r\n')).toHaveLength(2);
    expect(body).toContain('属实');
    expect(body).toContain('480.50');
    expect((await get('findings.xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    const { rows } = (await get('audit?action=finding.change&limit=100', 'auditor')).json();
    expect(rows.some((row: { detail: { status?: string } }) => row.detail.status === 'confirmed')).toBe(true);
  });
});

describe('saved filters', () => {
  it('belong to their user', async () => {
    const save = (name: string, query: string, who: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/findings/filters',
        headers: { cookie: cookies[who] ?? '' },
        payload: { name, query },
      });
    expect((await save('高风险', 'severity=high', 'office')).statusCode).toBe(204);
    expect((await save('高风险', 'severity=high&status=open', 'office')).statusCode).toBe(204);
    const list = async (who: string) => (await get('findings/filters', who)).json().filters;
    const [mine] = await list('office');
    expect(mine).toMatchObject({ name: '高风险', query: 'severity=high&status=open' });
    expect(await list('finance')).toEqual([]);
    const remove = (who: string) =>
      app.inject({
        method: 'DELETE',
        url: `/api/v1/findings/filters/${mine.id}`,
        headers: { cookie: cookies[who] ?? '' },
      });
    await remove('finance');
    expect(await list('office')).toHaveLength(1);
    await remove('office');
    expect(await list('office')).toEqual([]);
  });
});
