import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { withSnapshot } from '../../etl/src/home/open-snapshot.ts';
import { countQuarantine, readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import { documentOf, periodOf, readSchemes, readScores, schemeFor } from '../../etl/src/scoring/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, PROGRAMME, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

const UNIT = '人社局';
const OTHER = '妇联';
const TOWN = '稠城街道';

/** Rows that fail in one cell, and write the class or the unit otherwise than the rows in force do. */
const WRITTEN_OTHERWISE = {
  'classes.csv': csv(
    // No date, and the unit's long name in full width with a space.
    trainingClass({
      班级编号: 'K8',
      主管部门: '义乌市 人力资源和　社会保障局',
      实施镇街: '市本级',
      开班日期: '待定',
    }),
    trainingClass({
      班级编号: 'K9',
      主管部门: OTHER,
      实施镇街: '"稠城\n街道"'.slice(1, -1),
      开班日期: '待定',
    }),
    // A failing correction of a class in force.
    trainingClass({ 班级编号: "'Ｋ１", 主管部门: OTHER, 实施镇街: '市本级', 课时: '很多' }),
  ),
  'enrolments.csv': csv(
    enrolment({ 班级编号: 'Ｋ１', 证件号码: personId(2), 满意度: '9' }),
    enrolment({ 班级编号: ' K 1 ', 证件号码: personId(3), 满意度: '9' }),
    // Another class: numbers of classes are not compared without regard to case.
    enrolment({ 班级编号: 'k1', 证件号码: personId(4) }),
  ),
  'payouts.csv': csv(payout({ 发放编号: 'F9', 班级编号: '="K1"', 发放金额: '-1' })),
};

describe('rows in quarantine', () => {
  let test: TestHome;
  let app: Awaited<ReturnType<typeof createApp>>;

  beforeAll(async () => {
    test = await makeHome();
    await test.load({
      '1.csv': csv(institution()),
      '2.csv': csv(trainingClass()),
      '3.csv': csv(enrolment()),
      '4.csv': csv(payout()),
    });
    await test.load(WRITTEN_OTHERWISE);
    app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  });
  afterAll(async () => {
    await app?.close();
    await test?.remove();
  });

  const ask = async <T>(read: Parameters<typeof withSnapshot<T>>[2]): Promise<T> => {
    const { id } = (await currentSnapshotPath(test.home)) ?? { id: '' };
    return withSnapshot(test.home, id, read);
  };

  it('are the rows of a unit or class however that is written', async () => {
    const { facts } = await loadProgramme(programmeFolder(PROGRAMME));
    const schemes = await readSchemes(programmeFolder(PROGRAMME));
    const period = periodOf('2020', facts);
    const { units } = await ask(async (connection) =>
      documentOf(await readScores(connection, { period, scheme: schemeFor(schemes, period.from) })),
    );
    const traceable = (unit: string) => {
      const found = units.find((one) => one.unit === unit)?.indicators.find(({ id }) => id === 'traceable');
      return [found?.numerator, found?.denominator];
    };
    // In force: class, trainee, payout. Waiting: K8, the correction of K1, two trainees, one payout.
    expect(traceable(UNIT)).toEqual(['3', '8']);
    // K9 instead of K8.
    expect(traceable(TOWN)).toEqual(['3', '8']);
    // K9 and the correction of K1, but nothing in the period: does not apply.
    expect(traceable(OTHER)).toEqual(['0', '0']);
  });

  it('are visible to these units, and to no other', async () => {
    const programme = await loadProgramme(programmeFolder(PROGRAMME));
    const seen = (unit: string) =>
      ask(async (connection) => {
        const rows = await readQuarantine(connection, programme, { unit });
        const counted = await countQuarantine(connection, unit);
        expect(counted.reduce((sum, { rows: count }) => sum + count, 0)).toBe(rows.length);
        return rows
          .map(({ kind, cells }) => `${kind} ${cells.payout_id ?? cells.person_id ?? cells.class_id}`)
          .sort();
      });
    const ofClass = [
      "classes 'Ｋ１",
      `enrolments ${personId(2)}`,
      `enrolments ${personId(3)}`,
      'payouts F9',
    ].sort();
    expect(await seen(UNIT)).toEqual([...ofClass, 'classes K8'].sort());
    expect(await seen(TOWN)).toEqual([...ofClass, 'classes K9'].sort());
    expect(await seen(OTHER)).toEqual(["classes 'Ｋ１", 'classes K9'].sort());
    expect(await seen('残联')).toEqual([]);
  });

  it('are told by the API with the class as it is in force', async () => {
    const answer = await app.inject({
      method: 'GET',
      url: '/api/v1/quarantine',
      headers: { cookie: await cookieOf(test.home, 'unit', { unit: UNIT }) },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ total: 5 });
  });

  it('leave the quarantine when the unit corrects them, however the class was written', async () => {
    const outcome = await test.load(
      {
        'again.csv': csv(
          enrolment({ 证件号码: personId(3), 证书编号: 'Z3' }),
          enrolment({ 证件号码: personId(2), 证书编号: 'Z2' }),
        ),
      },
      { unit: UNIT },
    );
    expect(outcome.files.flatMap(({ sheets }) => sheets).map(({ accepted }) => accepted)).toEqual([2]);
    const left = await ask(async (connection) => countQuarantine(connection, UNIT));
    expect(left.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['classes', 1],
      ['classes', 1],
      ['payouts', 1],
    ]);
  });
});
