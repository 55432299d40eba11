import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { ClassWay, PUBLIC_LIMITS } from '../../libs/contracts/src/index.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let calls = 0;
const get = (url: string, from?: string) => {
  calls += 1;
  const remoteAddress = from ?? `10.2.${calls >> 8}.${calls & 255}`;
  return app.inject({ method: 'GET', url, remoteAddress });
};

const PERSONS = [1, 2, 3].map((serial) => ({
  id: personId(serial),
  name: ['张三', '李四', '王五'][serial - 1] ?? '',
}));
beforeAll(async () => {
  test = await makeHome();
  const [first, second, third] = PERSONS;
  const own = (change: Record<string, string>) => payout(change);
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass(),
      trainingClass({ 班级编号: 'K2', 开班日期: '2020-03-11' }),
      trainingClass({ 班级编号: 'K-3/甲', 开班日期: '2020-03-10' }),
    ),
    'e.csv': csv(
      ...PERSONS.map(({ id, name }, at) => enrolment({ 证件号码: id, 姓名: name, 证书编号: `Z${at}` })),
    ),
    'f.csv': csv(
      own({ 证件号码: first?.id ?? '', 收款方名称: first?.name ?? '' }),
      own({
        ...{ 发放编号: 'F2', 证件号码: second?.id ?? '', 收款方名称: second?.name ?? '', 发放日期: '' },
        ...{ 发放状态: '公示中', 公示开始日期: '2020-06-01', 公示结束日期: '2020-06-08' },
      }),
      own({ 发放编号: 'F3', 证件号码: third?.id ?? '', 收款方名称: third?.name ?? '', 发放状态: '已退回' }),
    ),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

describe('the way of a class', () => {
  it('is told to who knows its number and first day', async () => {
    const answer = await get('/api/v1/track?class=K1&start=2020-03-10');
    expect(answer.statusCode).toBe(200);
    expect(ClassWay.parse(answer.json())).toEqual({
      class: 'K1',
      institution: '甲培训学校',
      mode: '职业资格培训',
      startsOn: '2020-03-10',
      endsOn: '2020-04-10',
      standard: { code: 'Q5', name: expect.any(String), amount: expect.stringMatching(/^\d+\.\d\d$/) },
      notice: { from: '2020-05-10', until: '2020-06-08' },
      payment: { from: '2020-05-30', until: '2020-05-30' },
      payees: 2,
      paid: '1500.00',
      pending: '1500.00',
    });
    const other = await get(`/api/v1/track?class=${encodeURIComponent('K-3/甲')}&start=2020-03-10`);
    expect(other.json()).toMatchObject({ notice: null, payment: null, payees: 0, paid: '0.00' });
  });

  it('is a page without script, in both languages, and says nothing about persons', async () => {
    const page = await get('/public/track.html?class=K1&start=2020-03-10');
    expect(page.statusCode).toBe(200);
    for (const said of [
      '2020-03-10',
      '2020-04-10',
      '2020-05-10 – 2020-06-08',
      '2020-05-30',
      '1,500.00',
      '甲培训学校',
    ]) {
      expect(page.body).toContain(said);
    }
    for (const { id, name } of PERSONS) {
      expect(page.body).not.toContain(id);
      expect(page.body).not.toContain(name);
      expect(page.body).not.toContain(id.slice(-6));
    }
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await get('/public/track.en.html?class=K1&start=2020-03-10')).body).toContain('Persons paid for');
    const empty = await get('/public/track.html');
    expect([empty.statusCode, empty.body.includes('role="alert"')]).toEqual([200, false]);
  });

  it('answers a wrong number, a wrong day and another class’s day alike', async () => {
    const bodies = new Set<string>();
    for (const [id, start] of [
      ['K9', '2020-03-10'],
      ['K1', '2020-03-11'],
      ['K2', '2020-03-10'],
      ["K1' OR '1'='1", '2020-03-10'],
      ['k1', '2020-03-10'],
      ['%', '2020-03-10'],
    ]) {
      const query = `class=${encodeURIComponent(id ?? '')}&start=${start}`;
      const answer = await get(`/api/v1/track?${query}`);
      expect(answer.statusCode).toBe(404);
      bodies.add(JSON.stringify(answer.json().detail));
      const page = await get(`/public/track.html?${query}`);
      expect(page.statusCode).toBe(404);
      bodies.add(page.body.replaceAll(/ value="[^"]*"/g, ''));
    }
    expect(bodies.size).toBe(2);
  });

  it('refuses what is no question, and keeps what was typed', async () => {
    expect((await get('/api/v1/track?class=K1')).statusCode).toBe(400);
    expect((await get('/api/v1/track?class=K1&start=2020-02-30')).statusCode).toBe(400);
    expect((await get(`/api/v1/track?class=${'K'.repeat(65)}&start=2020-03-10`)).statusCode).toBe(400);
    const page = await get('/public/track.html?class=%22%3E%3Cscript%3E&start=soon');
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(page.body).not.toContain('"><script>');
  });

  it('cannot be enumerated: an address may ask a few times a minute', async () => {
    const ask = () => get('/api/v1/track?class=K9&start=2020-03-10', '10.9.9.9');
    for (let nth = 0; nth < PUBLIC_LIMITS.track; nth += 1) expect((await ask()).statusCode).toBe(404);
    expect((await ask()).statusCode).toBe(429);
    // The right question is refused, too.
    expect((await get('/api/v1/track?class=K1&start=2020-03-10', '10.9.9.9')).statusCode).toBe(429);
  });
});
