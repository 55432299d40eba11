import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { InstitutionRecord, PersonRecord, SupervisionSummary } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
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

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  test = await makeHome();
  // One person in two classes at the same time (R04), of two towns and two institutions; both paid without notice (R07).
  const noNotice = { 公示开始日期: '', 公示结束日期: '' };
  await test.load({
    'a.csv': csv(institution(), institution({ 机构编码: creditCode(2), 机构名称: '乙培训学校' })),
    'k.csv': csv(
      trainingClass({ 实施镇街: '佛堂镇' }),
      trainingClass({
        班级编号: 'K2',
        实施镇街: '义亭镇',
        承办机构编码: creditCode(2),
        '职业（工种）或项目': '焊工',
      }),
    ),
    'e.csv': csv(enrolment(), enrolment({ 班级编号: 'K2', 证书编号: 'Z2', 考核结果: '不合格' })),
    'p.csv': csv(
      payout(noNotice),
      payout({ ...noNotice, 发放编号: 'F2', 班级编号: 'K2', 发放金额: '900.00' }),
    ),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['leader', 'office', 'finance', 'auditor', 'admin'] as const) {
    cookies[role] = await cookieOf(test.home, role);
  }
  cookies.fotang = await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, who = 'office') =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie: cookies[who] ?? '' } });
const person = (payload: object, who = 'office', cookie = cookies[who] ?? '') =>
  app.inject({ method: 'POST', url: '/api/v1/records/person', headers: { cookie }, payload });
const noted = async (
  action: string,
): Promise<{ subject: string | null; detail: Record<string, unknown> }[]> =>
  (await get(`audit?action=${action}&limit=100`, 'auditor')).json().rows;

describe('the summary of supervision', () => {
  const summary = async (who = 'office') =>
    SupervisionSummary.parse((await get('supervision/summary', who)).json());

  it('shows the amounts at stake and paid, by unit, institution and month', async () => {
    const { units, institutions, months, medians } = await summary();
    const fotang = units.find(({ unit }) => unit === '佛堂镇');
    expect(fotang).toMatchObject({ kind: 'town', payouts: 1, paid: '1500.00' });
    expect(fotang?.share).toBeCloseTo(Number(fotang?.stake) / 1500, 9);
    expect(institutions.map(({ name, paid }) => [name, paid]).sort()).toEqual([
      ['乙培训学校', '900.00'],
      ['甲培训学校', '1500.00'],
    ]);
    expect(months.map(({ month }) => month)).toEqual(['2020-04']);
    // A finding about a unit and year (R17) has no class, and thus no month.
    const [all, ofYear] = [
      (await get('findings')).json().total,
      (await get('findings?rule=R17')).json().total,
    ];
    expect(ofYear).toBe(1);
    expect(months[0]?.findings).toBe(all - ofYear);
    expect(medians.town).not.toBeNull();
    // What no town holds has a line of its own, so that the towns add up to the whole.
    expect(units.at(-1)).toMatchObject({ unit: '市本级', kind: 'town', paid: '0.00' });
  });

  it('shows a unit only its own', async () => {
    const { units, institutions, months, medians } = await summary('fotang');
    // One alone has no peers to be compared with.
    expect(medians).toEqual({ department: null, town: null, institution: null });
    expect(units.map(({ unit }) => unit)).toEqual(['佛堂镇']);
    expect(institutions.map(({ name }) => name)).toEqual(['甲培训学校']);
    // A finding shared with another unit is shown without its class, and thus without its month.
    const { rows } = (await get('findings?limit=200', 'fotang')).json();
    expect(months[0]?.findings).toBe(rows.filter(({ key }: { key: string }) => key !== '—').length);
  });
});

describe('the record of an institution', () => {
  it('has its years and findings, and every access is logged', async () => {
    const answer = await get(`records/institutions/${creditCode(2)}`, 'leader');
    const record = InstitutionRecord.parse(answer.json());
    expect(record).toMatchObject({ name: '乙培训学校', qualifiedUntil: null });
    expect(record.years).toEqual([
      { year: 2020, classes: 1, trainees: 1, passed: 0, failed: 1, paid: '900.00' },
    ]);
    expect(record.findings.map(({ rule }) => rule)).toContain('R07');
    expect(new Set(record.findings.map(({ institutionCode }) => institutionCode))).toEqual(
      new Set([creditCode(2)]),
    );
    expect(await noted('record.institution')).toMatchObject([{ subject: creditCode(2) }]);
  });

  it('is refused to unknown and unauthorised callers', async () => {
    expect((await get('records/institutions/none')).statusCode).toBe(404);
    for (const who of ['fotang', 'admin']) {
      expect((await get(`records/institutions/${creditCode(1)}`, who)).statusCode).toBe(403);
    }
  });
});

describe('the record of a person', () => {
  it('has every row and finding, masked, by id or from a finding', async () => {
    const byId = PersonRecord.parse((await person({ personId: personId(1).toLowerCase() })).json());
    expect(byId.rows.map(({ kind }) => kind)).toEqual(['enrolments', 'enrolments', 'payouts', 'payouts']);
    expect(byId.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['R04', 'R07']));
    expect(byId.name).toBe('张*');
    expect(JSON.stringify(byId)).not.toContain(personId(1));
    const [overlap] = (await get('findings?rule=R04')).json().rows;
    const fromFinding = PersonRecord.parse((await person({ finding: overlap.id, row: 1 })).json());
    expect(fromFinding).toEqual(byId);
  });

  it('is unmasked after a purpose is stated, and both are logged', async () => {
    const cookie = await cookieOf(test.home, 'finance', { purpose: '核对重复发放' });
    const answer = PersonRecord.parse((await person({ personId: personId(1) }, 'finance', cookie)).json());
    expect(answer).toMatchObject({ personId: personId(1), name: '张三' });
    const entries = await noted('record.person');
    expect(entries.map(({ detail }) => detail.unmasked)).toEqual(expect.arrayContaining([true, false]));
    expect(entries.find(({ detail }) => detail.unmasked)?.detail.purpose).toBe('核对重复发放');
    expect(JSON.stringify(entries)).not.toContain(personId(1));
  });

  it('is for the given roles, and for persons in the ledgers', async () => {
    for (const who of ['leader', 'fotang', 'admin']) {
      expect((await person({ personId: personId(1) }, who)).statusCode).toBe(403);
    }
    const unknown = await person({ personId: personId(9) });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).not.toContain(personId(9));
    // Trying ids one after another is logged.
    expect((await noted('record.person'))[0]?.detail).toMatchObject({ rows: 0 });
    for (const wrong of [{}, { personId: '12' }, { finding: 'x', row: 0 }]) {
      const refused = await person(wrong);
      expect(refused.statusCode).toBe(400);
      expect(refused.body).not.toContain('"12"');
    }
  });
});
