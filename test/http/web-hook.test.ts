import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { readConfig } from '../../apps/api/src/config/config.ts';
import { dayInShanghai, ScheduleAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, trainingClass } from '../support/ledgers.ts';

const SECRET = 'a secret of the web hook';
const TIMEOUT_MS = 300;
const inDays = (days: number): string => dayInShanghai(new Date(Date.now() + days * 86_400_000));

/** A receiver of its own port that notes what it is sent, and answers as it is told. */
class Receiver {
  readonly got: { body: string; headers: IncomingMessage['headers'] }[] = [];
  /** Statuses of the next answers, then 204; `silent` never answers. */
  answers: (number | 'silent')[] = [];
  headers: Record<string, string> = {};
  private readonly server: Server = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      this.got.push({ body, headers: request.headers });
      const answer = this.answers.shift() ?? 204;
      if (answer !== 'silent') reply.writeHead(answer, this.headers).end();
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let office: string;
let receiver: Receiver;
let elsewhere: Receiver;
let address: string;

beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })), 'e.csv': csv(enrolment()) });
  office = await cookieOf(test.home, 'office');
  await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
});
afterAll(() => test?.remove());
beforeEach(async () => {
  [receiver, elsewhere] = [new Receiver(), new Receiver()];
  address = await receiver.listen();
  app = await createApp({
    ...{ home: test.home, host: '127.0.0.1', port: 0, pages: null },
    webHook: { url: address, secret: SECRET, timeoutMs: TIMEOUT_MS, waitsMs: [10, 20] },
  });
});
afterEach(async () => {
  await app.close();
  receiver.close();
  elsewhere.close();
});

const post = (path: string, payload: object) =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: { cookie: office }, payload });

async function give(text: string, more: object = { units: ['佛堂镇'] }): Promise<void> {
  const answer = await post('tasks', { origin: { kind: 'other' }, text, dueOn: inDays(2), ...more });
  expect(answer.statusCode, answer.body).toBe(201);
}

/** Runs the reminders by hand. @returns what the schedule says came of it */
async function remind(): Promise<{ said: string; waiting: string[] }> {
  expect((await post('schedule/runs', { work: 'reminders' })).statusCode).toBe(204);
  const answer = await app.inject({ url: '/api/v1/schedule', headers: { cookie: office } });
  const { runs, work } = ScheduleAnswer.parse(answer.json());
  const last = work.find(({ id }) => id === 'reminders')?.last;
  expect(last?.state).toBe('done');
  return {
    said: `${last?.result?.zh} ${last?.result?.en}`,
    waiting: runs.filter(({ state }) => state === 'ready').map(({ dueAt }) => dueAt),
  };
}

const remindersIn = (nth: number): { number: string; unit: string | null; dueOn: string; days: number }[] =>
  JSON.parse(receiver.got[nth]?.body ?? '').reminders;

describe('the web hook', () => {
  it('is told of each reminder once, signed, without texts and names', async () => {
    await give('核对名单');
    await give('联系专管员', { account: 'test-unit-佛堂镇' });
    expect((await remind()).said).toContain('外发接口已接收 2 项');
    await remind();
    expect(receiver.got).toHaveLength(1);
    const [{ body, headers } = { body: '', headers: {} as IncomingMessage['headers'] }] = receiver.got;
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    expect(headers['x-skill-ledger-signature']).toBe(`sha256=${signature}`);
    expect(headers['content-type']).toBe('application/json');
    expect(headers.cookie).toBeUndefined();
    const sent = JSON.parse(body);
    expect(Object.keys(sent)).toEqual(['type', 'day', 'reminders']);
    expect(sent).toMatchObject({ type: 'reminders', day: inDays(0) });
    for (const reminder of sent.reminders) {
      expect(Object.keys(reminder)).toEqual(['number', 'unit', 'dueOn', 'days']);
      expect(reminder).toMatchObject({
        number: expect.stringMatching(/^\d{4}-\d{5}$/),
        dueOn: inDays(2),
        days: 3,
      });
    }
    expect(body).not.toMatch(/核对|专管员|test-/);
  });

  it('is tried again where it answers 500, which is no delivery', async () => {
    await give('再试');
    receiver.answers = [500, 503];
    expect((await remind()).said).toContain('外发接口已接收 1 项');
    expect(receiver.got).toHaveLength(3);
    expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1);
  });

  it('that never accepts is told in an hour and with the next round; the schedule says so', async () => {
    await give('先失败');
    receiver.answers = [500, 500, 500];
    const before = Date.now();
    const { said, waiting } = await remind();
    expect(said).toContain('外发接口未接收 1 项：对方返回 500（共尝试 3 次），一小时后再发');
    expect(said).toContain('it answered 500 (attempts: 3)');
    expect(said).not.toContain(address);
    expect(waiting).toHaveLength(1);
    expect(Math.round((Date.parse(waiting[0] ?? '') - before) / 60_000)).toBe(60);
    await give('后来的');
    expect((await remind()).said).toContain('外发接口已接收 2 项');
    expect(remindersIn(3)).toHaveLength(2);
    await remind();
    expect(receiver.got).toHaveLength(4);
  });

  it('that does not answer is given up after the time-out, and not lost with the server', async () => {
    await give('不应答');
    receiver.answers = ['silent', 'silent', 'silent'];
    const { said } = await remind();
    expect(said).toContain('0.3 秒内没有应答（共尝试 3 次）');
    await app.close();
    app = await createApp({
      ...{ home: test.home, host: '127.0.0.1', port: 0, pages: null },
      webHook: { url: address, secret: SECRET, timeoutMs: 5_000, waitsMs: [] },
    });
    expect((await remind()).said).toContain('外发接口已接收 1 项');
  });

  it('is not followed where it redirects', async () => {
    await give('转向');
    receiver.answers = [307];
    receiver.headers = { location: (await elsewhere.listen()).replace('127.0.0.1', 'localhost') };
    const { said } = await remind();
    expect(said).toContain('307');
    expect(said).toContain('SKILL_LEDGER_WEB_HOOK_URL');
    expect(receiver.got).toHaveLength(1);
    expect(elsewhere.got).toEqual([]);
    receiver.answers = [400];
    expect((await remind()).said).toContain('对方返回 400（共尝试 1 次）');
    expect((await remind()).said).toContain('外发接口已接收 1 项');
  });

  it('that nothing listens at is named by what is wrong, not by its address', async () => {
    await give('连不上');
    receiver.close();
    const { said } = await remind();
    expect(said).toContain('无法连接（ECONNREFUSED）');
    expect(said).not.toContain('127.0.0.1');
  });

  it.each(['ftp://x/y', 'no address', 'https://user:word@host.example/hook', 'javascript:alert(1)'])(
    'is not configured as %s',
    (url) => {
      const env = { SKILL_LEDGER_WEB_HOOK_URL: url, SKILL_LEDGER_WEB_HOOK_SECRET: SECRET };
      expect(() => readConfig(env, null)).toThrow('SKILL_LEDGER_WEB_HOOK_URL');
      expect(() => readConfig(env, null)).not.toThrow('word@');
    },
  );
});
