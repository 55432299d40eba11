import { describe, expect, it } from 'vitest';
import { createPublicApp } from '../../apps/api/src/public-app.ts';
import { NoticePreview, NoticesAnswer, PUBLIC_LIMITS } from '../../libs/contracts/src/index.ts';
import { keysOf, noticeApp, PAYEES } from '../support/notice-app.ts';

const { get, post, send, at, open, home } = noticeApp();

describe('the office opens a notice', () => {
  it('over payouts that wait, of a unit, class or batch', async () => {
    const { choices } = NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json());
    expect(choices).toContainEqual({ kind: 'class', value: 'K1', payouts: 13, amount: '19500.00' });
    expect(choices).toContainEqual({ kind: 'class', value: 'K2', payouts: 1, amount: '1500.00' });
    expect(choices).toContainEqual({ kind: 'unit', value: '总工会', payouts: 1, amount: '1500.00' });
    expect(choices.filter(({ kind }) => kind === 'batch')).toMatchObject([{ payouts: 15 }]);
  });

  it('after seeing what it would hold', async () => {
    const seen = NoticePreview.parse(
      (await get('/api/v1/notices/preview?kind=class&value=K1', 'office')).json(),
    );
    expect(seen).toMatchObject({ startsOn: '2021-06-01', endsOn: '2021-06-08', days: 5 });
    expect(seen).toMatchObject({ rows: 13, persons: 13, amount: '19500.00', shownBefore: 0 });
    expect(seen.sample[0]).toMatchObject({ payout: 'F1', name: '张*', class: 'K1' });
    expect(JSON.stringify(seen)).not.toContain(PAYEES[0]?.id);
  });

  it.each([
    ['a class that is not there', { scope: { kind: 'class', value: 'K9' } }, 'K9'],
    ['a day that has passed', { scope: { kind: 'class', value: 'K1' }, startsOn: '2021-05-31' }, '2021-'],
    ['a day far ahead', { scope: { kind: 'class', value: 'K1' }, startsOn: '2022-05-31' }, '2021-'],
  ])('but not over %s', async (_, request, said) => {
    const answer = await post('notices', request);
    expect([answer.statusCode, answer.json().errors]).toEqual([422, [expect.anything()]]);
    expect(answer.body).toContain(said);
  });

  it('nor in a year without a calendar: it says which', async () => {
    await at('2027-12-20T02:00:00Z');
    const answer = await post('notices', { scope: { kind: 'class', value: 'K1' } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail.en).toContain('2028');
    await at('2021-06-01T02:00:00Z');
    expect(NoticesAnswer.parse((await get('/api/v1/notices', 'office')).json()).notices).toEqual([]);
  });

  it('and finance and leaders do not', async () => {
    for (const who of ['finance', 'leader']) {
      expect((await post('notices', { scope: { kind: 'class', value: 'K1' } }, who)).statusCode).toBe(403);
    }
  });
});

describe('a name list', () => {
  let id = '';
  it('is shown to everybody with its days, and no name before a search', async () => {
    id = await open('class', 'K1');
    expect((await post('notices', { scope: { kind: 'class', value: 'K1' } })).statusCode).toBe(409);
    const index = await get('/public/notices.html');
    expect(index.statusCode).toBe(200);
    expect(index.body).toContain(`notices/${id}.html`);
    expect(index.body).toContain('19,500.00');
    expect(index.body).toMatch(/<dt>索引号<.*<dt>发布机构<.*<dt>发布日期<\/dt><dd>2021-06-01<.*<dt>有效性</s);
    const page = await get(`/public/notices/${id}.html`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    for (const said of ['2021-06-01 – 2021-06-08', '5 个工作日', '索引号', '发布机构']) {
      expect(page.body).toContain(said);
    }
    expect(page.body).not.toContain('张*');
    expect((await get(`/public/notices/${id}.en.html`)).body).toContain('5 working days');
    expect((await get('/public/')).body).toContain('notices.html');
  });

  it('is found by a name or the last four digits, masked', async () => {
    const compound = await send(`${id}.html`, { name: '欧阳云飞' });
    expect(compound.statusCode).toBe(200);
    expect(compound.body).toContain('欧阳*');
    expect(keysOf(compound.body)).toHaveLength(1);
    expect(keysOf((await send(`${id}.html`, { name: '欧阳*' })).body)).toHaveLength(1);
    const last4 = PAYEES[3]?.id.slice(-4) ?? '';
    const digits = await send(`${id}.html`, { last4: last4.toLowerCase() });
    expect(digits.body).toMatch(new RegExp(`\\*{8}${last4}`));
    for (const { id: whole, name } of PAYEES) {
      for (const { body } of [compound, digits]) {
        expect(body).not.toContain(whole);
        // What was typed stays in its field.
        expect(body.replaceAll(/ value="[^"]*"/g, '')).not.toContain(name);
      }
    }
  });

  it('asks for a second key where many match', async () => {
    const many = await send(`${id}.html`, { name: '张三' });
    expect(many.body).toContain('role="alert"');
    expect(keysOf(many.body)).toEqual([]);
    const last4 = PAYEES[3]?.id.slice(-4) ?? '';
    expect(keysOf((await send(`${id}.html`, { name: '张三', last4 })).body)).toHaveLength(1);
    expect(keysOf((await send(`${id}.html`, { name: '王*', last4 })).body)).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['a class alone', { class: 'K1' }],
    ['three digits', { last4: '123' }],
    ['a wildcard', { last4: '%%%%' }],
  ] as [string, Record<string, string>][])('does not answer to %s', async (_, fields) => {
    const answer = await send(`${id}.html`, fields);
    expect(answer.statusCode).toBe(422);
    expect(keysOf(answer.body)).toEqual([]);
  });

  it('takes what is typed for text', async () => {
    const answer = await send(`${id}.html`, { name: `"><script>' OR 1=1 --` });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('"><script>');
    expect(keysOf(answer.body)).toEqual([]);
  });

  it('cannot be read out: an address may search a few times a minute', async () => {
    const ask = () => send(`${id}.html`, { last4: '0000' }, '10.9.8.7');
    for (let nth = 0; nth < PUBLIC_LIMITS.payees; nth += 1) expect((await ask()).statusCode).toBe(200);
    const refused = await ask();
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
  });

  it('is not shown before its first day', async () => {
    const later = await open('class', 'K2', { startsOn: '2021-06-03' });
    expect((await get(`/public/notices/${later}.html`)).statusCode).toBe(404);
    expect((await send(`${later}.html`, { name: '张三' })).statusCode).toBe(404);
    expect((await get('/public/notices.html')).body).not.toContain(later);
    await at('2021-06-02T16:00:00Z');
    expect((await get(`/public/notices/${later}.html`)).statusCode).toBe(200);
  });

  it('is unknown where it does not exist, and to a server of bundles alone', async () => {
    for (const page of ['GS2021-9999.html', 'GS2021-0001', '..%2fnotices.html', 'x.html']) {
      expect(`${page} ${(await get(`/public/notices/${page}`)).statusCode}`).toBe(`${page} 404`);
    }
    const alone = await createPublicApp({
      ...{ home: home(), host: '127.0.0.1', port: 0, pages: null, publicFolder: `${home()}/public` },
    });
    expect((await alone.inject({ method: 'GET', url: `/public/notices/${id}.html` })).statusCode).toBe(404);
    expect((await alone.inject({ method: 'GET', url: '/public/' })).body).not.toContain('notices.html');
    await alone.close();
  });
});
