import { FindingsAnswer, ScoreDuties, ScoreLate } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { addTask, change, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { evaluations } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let office = '';
/** K1 has trainees and no payout; K2 has no trainees; both are filed too late (R14). */
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'institutions.csv': csv(institution()),
    'classes.csv': csv(
      trainingClass({ 备案日期: '2020-03-20' }),
      trainingClass({ 班级编号: 'K2', 主管部门: '总工会', 实施镇街: '佛堂镇', 备案日期: '2020-03-20' }),
    ),
    'enrolments.csv': csv(enrolment(), enrolment({ 证件号码: personId(2), 证书编号: '' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  office = await cookieOf(test.home, 'office');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = async (path: string, cookie = office): Promise<unknown> =>
  (await app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } })).json();
const late = async (cookie = office): Promise<ScoreLate> =>
  ScoreLate.parse(await get('scores/late?period=2020', cookie));
const duties = async (unit: string, cookie = office): Promise<ScoreDuties> =>
  ScoreDuties.parse(await get(`scores/duties?period=2020&unit=${unit}`, cookie));

/** Gives the finding about a class a due date. */
async function dueOn(classId: string, day: string): Promise<void> {
  const { rows } = FindingsAnswer.parse(await get('findings?rule=R14&limit=50'));
  const found = rows.find((row) => row.classId === classId);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/findings/changes',
    headers: { cookie: office },
    payload: { ids: [found?.id], change: { dueOn: day }, seen: { [found?.id ?? '']: found?.version } },
  });
  expect(answer.statusCode).toBe(204);
}

describe('what a unit has to do', () => {
  it('names the ledgers of the period that are missing, and no others', async () => {
    expect((await duties('稠城街道')).missing).toEqual(['payouts']);
    expect((await duties('人社局')).missing).toEqual(['payouts', 'funds']);
    expect((await duties('佛堂镇')).missing).toEqual(['enrolments', 'payouts']);
    // A town without a class and without a quota owes nothing.
    expect((await duties('义亭镇')).missing).toEqual([]);
  });

  it('names findings with a due date, for those who read findings', async () => {
    await dueOn('K1', '2099-01-01');
    const { findings } = await duties('稠城街道');
    expect(findings?.open).toBeGreaterThan(0);
    expect(findings?.due.map(({ rule, dueOn: day }) => `${rule} ${day}`)).toEqual(['R14 2099-01-01']);
    expect((await duties('佛堂镇')).findings?.due).toEqual([]);
    expect((await duties('稠城街道', await cookieOf(test.home, 'admin'))).findings).toBeNull();
  });
});

describe('who is late', () => {
  it('has a ledger missing, or a finding past its due date', async () => {
    const { units } = await late();
    expect(units.find(({ unit }) => unit === '佛堂镇')).toEqual({
      unit: '佛堂镇',
      overdue: 0,
      tasks: 0,
      missing: ['enrolments', 'payouts'],
      forms: [],
    });
    expect(units.map(({ unit }) => unit)).not.toContain('义亭镇');
    await dueOn('K1', '2021-07-15');
    const [first, second, third] = (await late()).units;
    // It stands first: what is overdue is worse than what is missing.
    expect([first, second].map((one) => one?.overdue)).toEqual([1, 1]);
    expect([first?.unit, second?.unit].sort()).toEqual(['人社局', '稠城街道'].sort());
    expect(third?.overdue).toBe(0);
  });

  it('has not submitted its self-evaluation by the due date', async () => {
    const flow = evaluations(app, test.home);
    await flow.open('2020H1', { dueOn: '2020-07-20', units: ['义亭镇'] });
    await flow.open('2020', { units: ['义亭镇', '稠城街道'] });
    const [first] = (await late()).units;
    expect(first).toEqual({
      unit: '义亭镇',
      overdue: 0,
      tasks: 0,
      missing: [],
      forms: [{ period: '2020H1', form: await flow.idOf('2020H1', '义亭镇'), dueOn: '2020-07-20' }],
    });
  });

  it('has a task past its due date', async () => {
    const state = await openState(test.home);
    const task = {
      origin: { kind: 'other' as const },
      text: '核对名单',
      unit: '上溪镇',
      dueOn: '2021-01-01',
    };
    await change(state, (within) => addTask(within, task, null));
    await state.destroy();
    const { units } = await late();
    expect(units.find(({ unit }) => unit === '上溪镇')).toMatchObject({ tasks: 1, overdue: 0, forms: [] });
    expect((await duties('上溪镇')).tasks).toMatchObject({ count: 1, overdue: 1 });
    expect(units.find(({ unit }) => unit === '佛堂镇')?.tasks).toBe(0);
  });

  it('is told without findings to those who do not read them', async () => {
    const { units } = await late(await cookieOf(test.home, 'admin'));
    expect(units.length).toBeGreaterThan(2);
    expect(units.every(({ overdue, forms }) => overdue === null && forms === null)).toBe(true);
  });
});
