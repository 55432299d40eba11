import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { readBatches } from '../../etl/src/ledgers/batches.ts';
import { readFixes } from '../../etl/src/ledgers/fixes.ts';
import { mendedLedgers, mendFault } from '../../etl/src/ledgers/mend.ts';
import { maskedEntry, quarantineSize, readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import type { QuarantineEntry } from '../../libs/contracts/src/index.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
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

type Connection = Parameters<typeof readQuarantine>[0];

describe('what holds rows back in quarantine', () => {
  let test: TestHome;
  beforeEach(async () => {
    test = await makeHome();
  });
  afterEach(() => test.remove());

  const read = async <T>(use: (connection: Connection) => Promise<T>): Promise<T> => {
    const snapshot = await openCurrentSnapshot(test.home);
    try {
      return await use(await snapshot.connect());
    } finally {
      snapshot.close();
    }
  };
  const queue = (filter: Parameters<typeof readQuarantine>[2] = {}): Promise<QuarantineEntry[]> =>
    read(async (connection) => readQuarantine(connection, await homeProgramme(test.home), filter));
  const fixes = (unit?: string) =>
    read(async (connection) =>
      readFixes(connection, await homeProgramme(test.home), { unit, isMasked: false }),
    );
  const place = ({ file, row }: QuarantineEntry) => `${file} ${row}`;

  const heldBack = () => ({
    'e.csv': csv(
      enrolment(),
      enrolment({ 证件号码: personId(2), 证书编号: 'Z2' }),
      enrolment({ 证件号码: personId(3), 证书编号: '', 发证日期: '', 培训状态: '在训', 考核结果: '未考核' }),
      enrolment({ 证件号码: personId(4), 证书编号: 'Z4', 出勤课时: '很多' }),
    ),
    'i.csv': csv(institution({ 机构类型: '待核' })),
    'k.csv': csv(trainingClass()),
    'p.csv': csv(payout()),
  });

  it('is found through every reference: one cell of an institution, its class, trainees and payments', async () => {
    await test.load(heldBack());
    const rows = await queue();
    expect(rows.map(place)).toEqual([
      'i.csv 2',
      'e.csv 5',
      'e.csv 2',
      'e.csv 3',
      'e.csv 4',
      'k.csv 2',
      'p.csv 2',
    ]);
    expect(rows[0]).toMatchObject({
      isWaiting: false,
      waitsFor: null,
      fix: { rows: 1, freed: 6, personTimes: 2 },
      who: [
        { label: '机构编码', value: creditCode(1) },
        { label: '机构名称', value: '甲培训学校' },
      ],
    });
    const trainee = rows[2];
    expect(trainee).toMatchObject({ isWaiting: true, waitsFor: { kind: 'classes', file: 'k.csv', row: 2 } });
    expect(trainee?.fix?.id).toBe(rows[0]?.id);
    expect(trainee?.who.map(({ value }) => value)).toEqual([
      'K1',
      '张三',
      personId(1),
      '电工班',
      '人社局',
      '稠城街道',
    ]);
    // Without a purpose the units stay; the person does not, nor what stands in a class that is itself quarantined.
    const masked = trainee && maskedEntry(trainee, await homeProgramme(test.home));
    expect(masked?.who.map(({ value }) => value)).toEqual(expect.arrayContaining(['人社局', '稠城街道']));
    expect(JSON.stringify(masked?.who)).not.toMatch(new RegExp(`张三|电工班|${personId(1)}`));
    expect(trainee?.reasons[0]?.text.zh).toContain('所引用的培训班自己也在待修正中');
    // It has a fault of its own, and waits for the class beside.
    expect(rows[1]).toMatchObject({ isWaiting: false, fix: { rows: 1, freed: 0 } });
    expect(await read((connection) => quarantineSize(connection, {}))).toEqual({ total: 7, waiting: 5 });
    expect((await queue({ show: 'mend' })).map(place)).toEqual(['i.csv 2', 'e.csv 5']);
    expect((await fixes()).map(({ value, freed, personTimes }) => [value, freed, personTimes])).toEqual([
      ['待核', 6, 2],
    ]);
  });

  it('is released as announced', async () => {
    await test.load(heldBack());
    const [first] = await queue();
    const mended = await test.load({ 'i2.csv': csv(institution()) });
    expect(mended.resolved + 1).toBe(first?.fix?.freed);
    expect(mended.effect?.completed).toEqual({
      before: 23_214,
      after: 23_214 + (first?.fix?.personTimes ?? 0),
    });
    const { batches } = await read((connection) => readBatches(connection));
    const sheet = (path: string) =>
      batches.flatMap(({ files }) => files).find((file) => file.path === path)?.sheets[0];
    expect(sheet('e.csv')).toMatchObject({ read: 4, quarantined: 4, waiting: 1 });
    expect(sheet('k.csv')).toMatchObject({ quarantined: 1, waiting: 0 });
  });

  it('is one fault where several rows have the same wrong text, mended at once', async () => {
    await test.load({ 'i.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
    await test.load({
      'e.csv': csv(
        ...[1, 2, 3].map((serial) =>
          enrolment({ 证件号码: personId(serial), 证书编号: `Z${serial}`, 人员类别: '其它' }),
        ),
        enrolment({ 证件号码: personId(4), 证书编号: 'Z4', 人员类别: '别的' }),
      ),
    });
    const [fault, ...others] = await fixes();
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ rows: 3, freed: 3, personTimes: 3, value: '其它', isOneCell: true });
    const entries = await queue({ fix: fault?.id });
    expect(entries).toHaveLength(3);
    const rows = mendFault(entries, fault?.id ?? '', '其他');
    const ledgers = mendedLedgers({ rows }, entries, await homeProgramme(test.home));
    const mended = await test.load(Object.fromEntries(ledgers));
    expect(mended.mended).toMatchObject({ changed: 3, passed: 3 });
  });

  it('are of each row alone where Excel destroyed an id, and of one person where an id is wrong', async () => {
    await test.load({
      'i.csv': csv(institution()),
      'k.csv': csv(trainingClass(), trainingClass({ 班级编号: 'K2' })),
    });
    await test.load({
      'e.csv': csv(
        enrolment({ 证件号码: '3.30782E+17', 姓名: '张三' }),
        enrolment({ 证件号码: '3.30782E+17', 姓名: '李四', 证书编号: 'Z2' }),
        enrolment({ 证件号码: '123', 姓名: '王五', 证书编号: 'Z3' }),
        enrolment({ 班级编号: 'K2', 证件号码: '123', 姓名: '王五', 证书编号: 'Z4' }),
        enrolment({ 证件号码: '123', 姓名: '赵六', 证书编号: 'Z5' }),
      ),
    });
    const rows = (await queue()).map(({ row, reasons, fix }) => [row, reasons[0]?.code, fix?.rows]);
    expect(rows.sort()).toEqual([
      [2, 'V06', 1],
      [3, 'V06', 1],
      [4, 'V05', 2],
      [5, 'V05', 2],
      [6, 'V05', 1],
    ]);
  });

  it('may be a record that was never uploaded: one fault, for any number of rows that refer to it', async () => {
    await test.load({ 'e.csv': csv(enrolment(), enrolment({ 证件号码: personId(2), 证书编号: 'Z2' })) });
    const rows = await queue();
    expect(rows).toMatchObject([
      { isMissing: true, isWaiting: false, waitsFor: null, fix: { rows: 2, freed: 2 } },
      { isMissing: true, fix: { rows: 2, freed: 2 } },
    ]);
  });

  it('are the columns in which rows of one key differ, and the cells that a check compares', async () => {
    await test.load({
      'i.csv': csv(institution()),
      'k.csv': csv(
        trainingClass(),
        trainingClass({ 计划人数: '25', 课时: '41' }),
        trainingClass({ 班级编号: 'K2', 开班日期: '2020-05-01' }),
      ),
    });
    const compared = (await queue()).map(({ reasons }) => reasons[0]?.compares.toSorted());
    expect(compared).toContainEqual(['hours', 'planned']);
    expect(compared).toContainEqual(['ends_on', 'starts_on']);
  });

  it('stays within a unit: it is not shown which row of another unit its row waits for', async () => {
    await test.load({ 'i.csv': csv(institution({ 机构类型: '待核' })) });
    await test.load({ 'k.csv': csv(trainingClass({ 主管部门: '建设局' })) }, { unit: '建设局' });
    expect(await queue({ unit: '建设局' })).toMatchObject([{ isWaiting: true, waitsFor: null }]);
    expect(await fixes('建设局')).toEqual([]);
  });
});
