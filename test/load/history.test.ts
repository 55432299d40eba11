import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { progressReport } from '../../etl/src/progress/index.ts';
import { listSnapshots, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

describe('loads one after another', () => {
  let test: TestHome;
  beforeEach(async () => {
    test = await makeHome();
  });
  afterEach(() => test.remove());

  const ask = async <T>(sql: string): Promise<T[]> => {
    const snapshot = await openCurrentSnapshot(test.home);
    try {
      const connection = await snapshot.connect();
      return (await connection.runAndReadAll(sql)).getRowObjectsJson() as T[];
    } finally {
      snapshot.close();
    }
  };

  it('a newer row with the same key corrects the older one, which stays in the history', async () => {
    await test.load({ 'a.csv': csv(institution()), 'b.csv': csv(trainingClass()) });
    const corrected = await test.load({ 'c.csv': csv(trainingClass({ 计划人数: '25' })) });
    expect(totals(corrected)).toMatchObject({ corrected: 1, accepted: 0, unchanged: 0 });
    expect(await ask('SELECT planned, batch_no FROM classes')).toEqual([{ planned: 25, batch_no: 2 }]);
    expect(await ask('SELECT planned, batch_no, replaced_by FROM classes_history')).toEqual([
      { planned: 30, batch_no: 1, replaced_by: 2 },
    ]);
  });

  it('the same content in another spelling is unchanged', async () => {
    await test.load({ 'a.csv': csv(institution()), 'b.csv': csv(trainingClass()) });
    const again = await test.load({
      'c.csv': csv(trainingClass({ 开班日期: '2020年3月10日', 课时: '40.0', 领域: '9' })),
    });
    expect(again).toMatchObject({ changed: false, batch: null });
    expect(totals(again)).toMatchObject({ unchanged: 1 });
  });

  it('an old file loaded again does not revert corrections', async () => {
    const old = { 'b.csv': csv(trainingClass()) };
    await test.load({ 'a.csv': csv(institution()), ...old });
    await test.load({ 'c.csv': csv(trainingClass({ 计划人数: '25' })) });
    const again = await test.load(old);
    expect(again.changed).toBe(false);
    expect(await ask('SELECT planned FROM classes')).toEqual([{ planned: 25 }]);
  });

  it('a correction that fails a check stays in quarantine and the older row in force', async () => {
    await test.load({ 'a.csv': csv(institution()), 'b.csv': csv(trainingClass()) });
    const failed = await test.load({ 'c.csv': csv(trainingClass({ 计划人数: '很多' })) });
    expect(totals(failed)).toMatchObject({ quarantined: 1, corrected: 0 });
    expect(await ask('SELECT planned FROM classes')).toEqual([{ planned: 30 }]);
    await test.load({ 'd.csv': csv(trainingClass({ 计划人数: '28' })) });
    expect(await ask('SELECT planned FROM classes')).toEqual([{ planned: 28 }]);
    expect(await ask('SELECT * FROM quarantine')).toEqual([]);
  });

  it('one key with two contents in one load: both are refused, and the row in force stays', async () => {
    await test.load({ 'a.csv': csv(institution()), 'b.csv': csv(trainingClass()) });
    const both = await test.load({
      'c.csv': csv(
        trainingClass({ 计划人数: '25' }),
        trainingClass({ 计划人数: '26' }),
        trainingClass({ 计划人数: '25' }),
      ),
    });
    expect(totals(both)).toMatchObject({ quarantined: 3 });
    expect(await ask('SELECT DISTINCT unnest(failures) AS failure FROM quarantine')).toEqual([
      { failure: 'V10:class_id' },
    ]);
    expect(await ask('SELECT planned FROM classes')).toEqual([{ planned: 30 }]);
  });

  it('the same row twice in one load counts once', async () => {
    const twice = await test.load({ 'a.csv': csv(institution(), institution({ 机构名称: '甲 培训学校' })) });
    expect(totals(twice)).toMatchObject({ accepted: 1, unchanged: 1 });
  });

  it('rows that wait for a reference are accepted when it arrives, including chains', async () => {
    const early = await test.load({
      'e.csv': csv(enrolment()),
      'p.csv': csv(payout()),
      'k.csv': csv(trainingClass()),
    });
    expect(totals(early)).toMatchObject({ quarantined: 3, accepted: 0 });
    const late = await test.load({ 'i.csv': csv(institution()) });
    expect(late.resolved).toBe(3);
    expect(totals(late)).toMatchObject({ accepted: 1, quarantined: 0 });
    expect(await ask('SELECT * FROM quarantine')).toEqual([]);
    const [row] = await ask<{ file: string }>(
      'SELECT file.path AS file FROM enrolments JOIN file USING (file_id)',
    );
    expect(row?.file).toBe('e.csv');
  });

  it('a waiting row is replaced by a newer one with its key', async () => {
    await test.load({ 'i.csv': csv(institution()), 'e.csv': csv(enrolment({ 出勤课时: '10' })) });
    await test.load({ 'k.csv': csv(trainingClass()), 'f.csv': csv(enrolment({ 出勤课时: '39' })) });
    expect(await ask('SELECT attended_hours FROM enrolments')).toEqual([{ attended_hours: '39.000000' }]);
    expect(await ask('SELECT * FROM quarantine')).toEqual([]);
  });

  it('waiting rows of several loads are not ambiguous: the newest is accepted, the others are dropped', async () => {
    await test.load({ 'i.csv': csv(institution()), 'e.csv': csv(enrolment({ 出勤课时: '10' })) });
    await test.load({ 'f.csv': csv(enrolment({ 出勤课时: '39' })) });
    await test.load({ 'k.csv': csv(trainingClass()) });
    expect(await ask('SELECT attended_hours FROM enrolments')).toEqual([{ attended_hours: '39.000000' }]);
    expect(await ask('SELECT * FROM quarantine')).toEqual([]);
  });

  it('a newer failing row neither blocks the waiting one, nor is lost when that is accepted', async () => {
    await test.load({ 'i.csv': csv(institution()), 'e.csv': csv(enrolment({ 出勤课时: '10' })) });
    await test.load({ 'k.csv': csv(trainingClass()), 'f.csv': csv(enrolment({ 人员类别: '其它' })) });
    expect(await ask('SELECT attended_hours FROM enrolments')).toEqual([{ attended_hours: '10.000000' }]);
    const failing = [{ batch_no: 2, failures: ['V04:category'] }];
    expect(await ask('SELECT batch_no, failures FROM quarantine')).toEqual(failing);
    await test.load({ 'i2.csv': csv(institution({ 机构名称: '改名学校' })) });
    expect(await ask('SELECT batch_no, failures FROM quarantine')).toEqual(failing);
  });

  it('a row whose reference arrived shows its remaining reasons', async () => {
    await test.load({ 'i.csv': csv(institution()), 'e.csv': csv(enrolment()) });
    expect(await ask('SELECT failures FROM quarantine')).toEqual([{ failures: ['V09:class_id:class'] }]);
    await test.load({
      'k.csv': csv(trainingClass({ 培训方式: '企业新型学徒制', 补贴标准: 'A0', 等级: '无' })),
    });
    expect(await ask('SELECT failures FROM quarantine')).toEqual([
      { failures: ['V01:apprentice_type:apprentice'] },
    ]);
  });

  it('a dry run accounts for everything and stores nothing', async () => {
    const result = await test.load({ 'a.csv': csv(institution()) }, { dryRun: true });
    expect(totals(result)).toMatchObject({ accepted: 1 });
    expect(result).toMatchObject({ batch: null, snapshot: null });
    expect(await listSnapshots(test.home)).toEqual([]);
    expect(await readdir(join(test.home, 'ledger', 'files'))).toEqual([]);
    expect(await readdir(join(test.home, 'tmp'))).toEqual([]);
  });

  it('the default as-of date is the newest past day in the data', async () => {
    await test.load(
      {
        'a.csv': csv(institution()),
        'k.csv': csv(trainingClass(), trainingClass({ 班级编号: 'K2', 结束日期: '2021-07-15' })),
        'e.csv': csv(
          enrolment(),
          enrolment({ 班级编号: 'K2', 证件号码: personId(2), 证书编号: '', 发证日期: '' }),
        ),
      },
      { today: '2021-06-30' },
    );
    expect(await ask('SELECT default_as_of FROM snapshot')).toEqual([{ default_as_of: '2020-04-10' }]);
  });

  it('a figure counts from its own day', async () => {
    await test.load({
      'a.csv': csv(institution()),
      'k.csv': csv(
        trainingClass(),
        trainingClass({ 班级编号: 'K9', 开班日期: '2019-03-01', 结束日期: '2019-04-01' }),
      ),
      'e.csv': csv(
        enrolment(),
        enrolment({ 证件号码: personId(2), 考核结果: '不合格', 证书编号: '', 发证日期: '' }),
        enrolment({
          证件号码: personId(3),
          培训状态: '退学',
          考核结果: '未考核',
          证书编号: '',
          发证日期: '',
        }),
        enrolment({ 班级编号: 'K9' }),
      ),
      'p.csv': csv(payout(), payout({ 发放编号: 'F2', 发放状态: '公示中', 发放日期: '' })),
    });
    const snapshot = await openCurrentSnapshot(test.home);
    const connection = await snapshot.connect();
    const at = async (day: string) => (await progressReport(connection, day)).total;
    expect(await at('2020-04-09')).toMatchObject({
      enrolled: 4,
      completedRecords: 0,
      coveredByBaseline: 1,
      completed: 23_214,
    });
    expect(await at('2020-04-10')).toMatchObject({
      completedRecords: 2,
      persons: 2,
      passed: 1,
      failed: 1,
      certified: 0,
      passRate: 0.5,
    });
    expect(await at('2020-05-01')).toMatchObject({ certified: 1, certRate: 0.5, paid: '0.00' });
    expect(await at('2020-05-30')).toMatchObject({ paid: '1500.00', paidPersonTimes: 1, perHead: '1500.00' });
    snapshot.close();
  });
});
