import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { writeQuarantine } from '../../etl/src/workbooks/index.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

describe('a quarantine workbook that is loaded again', () => {
  let test: TestHome;
  beforeEach(async () => {
    test = await makeHome();
  });
  afterEach(() => test.remove());

  const read = async <T>(
    use: (connection: Parameters<typeof readQuarantine>[0]) => Promise<T>,
  ): Promise<T> => {
    const snapshot = await openCurrentSnapshot(test.home);
    try {
      return await use(await snapshot.connect());
    } finally {
      snapshot.close();
    }
  };
  const waiting = () =>
    read(async (connection) => readQuarantine(connection, await homeProgramme(test.home)));
  const ask = <T>(sql: string) =>
    read(async (connection) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as T[]);

  /** The rows of one sheet of the workbook, to be mended; `save` gives the workbook with what they are then. */
  const edit = async (name: string) => {
    const book = XLSX.read(await writeQuarantine(await waiting(), await homeProgramme(test.home)));
    const sheet = book.Sheets[name];
    if (!sheet) throw new Error(`no sheet ${name}`);
    const rows: Record<string, string>[] = XLSX.utils.sheet_to_json(sheet, { defval: '' });
    const save = (kept = rows): Uint8Array => {
      book.Sheets[name] = XLSX.utils.json_to_sheet(kept);
      return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
    };
    return { rows, save };
  };
  const broken = (serial: number) =>
    enrolment({ 证件号码: personId(serial), 出勤课时: '很多', 证书编号: `Z${serial}` });

  it('takes the changed rows only, and says what became of them', async () => {
    await test.load({ 'i.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
    await test.load({ 'e.csv': csv(...[1, 2, 3, 4, 5].map(broken)) });
    const before = await waiting();
    const { rows, save } = await edit('培训学员');
    for (const row of rows.slice(0, 3)) row.出勤课时 = '40';
    if (rows[2]) rows[2].班级编号 = 'K9';
    const mended = await test.load({ '改好.xlsx': save() });
    expect(totals(mended)).toMatchObject({
      ...{ read: 7, accepted: 2, unchanged: 2, quarantined: 1 },
      // The lines of the sheet 说明.
      ignored: 2,
    });
    expect(mended.mended).toEqual({
      untouched: 2,
      changed: 3,
      passed: 2,
      outdated: 0,
      failing: [{ before: ['V03'], now: ['V09'], rows: 1 }],
    });
    const after = await waiting();
    // Fewer rows share the fault now; nothing else changes.
    const itself = ({ fix: _fix, ...entry }: (typeof before)[number]) => entry;
    expect(after.filter(({ file }) => file === 'e.csv').map(itself)).toEqual(before.slice(3).map(itself));
    expect(after.filter(({ file }) => file === '改好.xlsx')).toHaveLength(1);
  });

  it('leaves nothing behind of a batch that is withdrawn, and keeps what was mended', async () => {
    await test.load({ 'i.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
    await test.load({ 'e.csv': csv(broken(1), broken(2), broken(3)) });
    const { rows, save } = await edit('培训学员');
    if (rows[0]) rows[0].出勤课时 = '40';
    await test.load({ '改好.xlsx': save() });
    await withdraw({ home: test.home, batch: 'B2' });
    expect(await waiting()).toEqual([]);
    expect(await ask('SELECT file.path FROM enrolments JOIN file USING (file_id)')).toEqual([
      { path: '改好.xlsx' },
    ]);
  });

  it('is known as unchanged by what the rows hold, also where a spreadsheet added white space', async () => {
    await test.load({ 'i.csv': csv(institution()), 'k.csv': csv(trainingClass()), 'e.csv': csv(broken(1)) });
    const { rows, save } = await edit('培训学员');
    for (const row of rows) row.姓名 = `${row.姓名} \u00a0`;
    const same = await test.load({ '没改.xlsx': save() });
    expect(same).toMatchObject({ changed: false, batch: null, mended: { untouched: 1, changed: 0 } });
  });

  it('mends rows of one key by leaving out those that are wrong', async () => {
    await test.load({ 'i.csv': csv(institution()) });
    await test.load({ 'k.csv': csv(trainingClass(), trainingClass({ 计划人数: '25' })) });
    const { rows, save } = await edit('培训班');
    expect((await test.load({ '没改.xlsx': save() })).changed).toBe(false);
    const chosen = await test.load({
      '选定.xlsx': save(rows.filter((row) => row.计划人数 === '25')),
    });
    expect(chosen.mended).toMatchObject({ untouched: 0, changed: 1, passed: 1 });
    expect(await ask('SELECT planned FROM classes')).toEqual([{ planned: 25 }]);
    expect(await waiting()).toEqual([]);
  });

  it('of which a row was mended elsewhere since takes nothing back', async () => {
    await test.load({ 'i.csv': csv(institution()), 'k.csv': csv(trainingClass()), 'e.csv': csv(broken(1)) });
    const { rows, save } = await edit('培训学员');
    await test.load({ 'f.csv': csv(enrolment({ 出勤课时: '39' })) });
    if (rows[0]) rows[0].出勤课时 = '不少';
    const late = await test.load({ '晚了.xlsx': save() });
    expect(late).toMatchObject({ changed: false, mended: { changed: 1, passed: 0, outdated: 1 } });
  });
});

describe('a load says what it changes', () => {
  let test: TestHome;
  beforeEach(async () => {
    test = await makeHome();
  });
  afterEach(() => test.remove());

  const files = () => ({
    'k.csv': csv(trainingClass()),
    'e.csv': csv(enrolment(), enrolment({ 证件号码: personId(2), 证书编号: 'Z2', 手机号码: '12' })),
    'p.csv': csv(payout({ 发放金额: '99999.00' })),
  });

  it('before it is loaded as after it', async () => {
    const first = await test.load({ 'i.csv': csv(institution()) });
    expect(first.effect).toMatchObject({ completed: { before: null, after: 23_214 } });
    const trial = await test.load(files(), { dryRun: true });
    expect(trial).toMatchObject({ batch: null, snapshot: '1', changed: true });
    expect(trial.effect).toMatchObject({
      completed: { before: 23_214, after: 23_216 },
      warnings: [{ kind: 'enrolments', code: 'V17', rows: 1 }],
    });
    expect(trial.effect?.findings.added).toBeGreaterThan(0);
    const loaded = await test.load(files());
    expect(loaded.effect).toEqual(trial.effect);
    expect((await test.load(files())).effect).toBeNull();
  });

  it('for a unit, of that unit alone', async () => {
    await test.load({ 'i.csv': csv(institution()), ...files() });
    const own = await test.load(
      {
        'k.csv': csv(trainingClass({ 班级编号: 'K2', 主管部门: '建设局', 实施镇街: '江东街道' })),
        'e.csv': csv(enrolment({ 班级编号: 'K2' })),
      },
      { unit: '建设局', dryRun: true },
    );
    expect(own.effect?.completed).toEqual({ before: 0, after: 1 });
  });
});
