import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskedEntry, readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import type { Programme } from '../../etl/src/programme/programme.ts';
import { readLedgerRows } from '../../etl/src/supervision/evidence.ts';
import { writeQuarantine, writeTemplate } from '../../etl/src/workbooks/index.ts';
import type { QuarantineEntry } from '../../libs/contracts/src/index.ts';
import { type OpenSnapshot, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, PROGRAMME, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { ledgersPage } from '../support/ledgers-page.ts';
import { useChangedProgramme } from '../support/programme.ts';

const SOCIAL_CARD = 'enrolments,social_card,社保卡号,code,false,false,account,,,社会保障卡号,§五';
const MEALS = 'enrolments,meals,用餐人数,count,false,false,no,,,,§五';
/** Resolved before the programme is changed. */
const SHIPPED = programmeFolder(PROGRAMME);
const CARD = 'A1234567890123456789';

let changed: Awaited<ReturnType<typeof useChangedProgramme>>;
let programme: Programme;
let test: TestHome;
let snapshot: OpenSnapshot;
let quarantined: QuarantineEntry[];
beforeAll(async () => {
  changed = await useChangedProgramme({
    'columns.csv': (text) => `${text.trimEnd()}\n${SOCIAL_CARD}\n${MEALS}\n`,
  });
  programme = await loadProgramme(changed.folder);
  test = await makeHome();
  const more = { 社会保障卡号: CARD, 用餐人数: '12' };
  const result = await test.load({
    '1.csv': csv(institution()),
    '2.csv': csv(trainingClass()),
    '3.csv': csv(
      { ...enrolment(), ...more },
      { ...enrolment({ 证件号码: personId(2), 证书编号: 'Z2' }), ...more, 用餐人数: '十二' },
    ),
  });
  expect(totals(result)).toMatchObject({ accepted: 3, quarantined: 1 });
  expect(result.files.flatMap(({ sheets }) => sheets).map(({ kind }) => kind)).toContain('enrolments');
  snapshot = await openCurrentSnapshot(test.home);
  quarantined = await readQuarantine(await snapshot.connect(), programme);
});
afterAll(async () => {
  snapshot?.close();
  await test?.remove();
  await changed?.remove();
});

describe('a new column, one line of columns.csv', () => {
  it('is in the template, with how to fill it in', async () => {
    const book = XLSX.read(await writeTemplate('enrolments', programme));
    const [header = []] = XLSX.utils.sheet_to_json<string[]>(book.Sheets.培训学员 ?? {}, { header: 1 });
    expect(header.slice(-2)).toEqual(['社保卡号', '用餐人数']);
    const notes = XLSX.utils.sheet_to_json<string[]>(book.Sheets.填表说明 ?? {}, { header: 1 });
    expect(notes.find(([label]) => label === '用餐人数')).toEqual(['用餐人数', '选填', '整数', '', '§五']);
  });

  it('is checked, and goes to the quarantine workbook with its reason', async () => {
    expect(quarantined.map(({ reasons }) => reasons)).toMatchObject([
      [{ code: 'V03', field: 'meals', text: { zh: 'V03 用餐人数：不是数字，请只填数字' } }],
    ]);
    const book = XLSX.read(await writeQuarantine(quarantined, programme));
    const [row] = XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets.培训学员 ?? {});
    expect(row).toMatchObject({ 社保卡号: CARD, 用餐人数: '十二' });
  });

  it('is in the evidence, masked as declared', async () => {
    const connection = await snapshot.connect();
    const rows = await connection.runAndReadAll('SELECT file_id, sheet_no, row_no FROM enrolments');
    const [[file_id, sheet_no, row_no] = []] = rows.getRowsJS();
    const place = {
      kind: 'enrolments',
      file_id: Number(file_id),
      sheet_no: Number(sheet_no),
      row_no: Number(row_no),
    };
    const last = async (unmasked: boolean) =>
      (await readLedgerRows(connection, programme, [place], unmasked))[0]?.cells.slice(-2);
    expect(await last(true)).toEqual([
      { label: '社保卡号', value: CARD },
      { label: '用餐人数', value: '12' },
    ]);
    expect(await last(false)).toEqual([
      { label: '社保卡号', value: 'A12345**********6789' },
      { label: '用餐人数', value: '12' },
    ]);
    const masked = quarantined.map((entry) => maskedEntry(entry, programme).cells);
    expect(masked).toMatchObject([{ social_card: 'A12345**********6789', meals: '***', result: '合格' }]);
  });

  it('is in docs/ledgers.md', () => {
    expect(ledgersPage(programme)).toContain(
      '| 社保卡号 | 社会保障卡号 | `social_card` | code | VARCHAR |  |  | account |',
    );
  });

  it('without a declaration of personal data is refused', async () => {
    const silent = await useChangedProgramme({
      'columns.csv': (text) => `${text.trimEnd()}\n${SOCIAL_CARD.replace(',account,', ',,')}\n`,
    });
    try {
      const line = programme.columns.length + 2;
      await expect(loadProgramme(silent.folder)).rejects.toMatchObject({
        faults: [{ file: 'columns.csv', line, field: 'personal' }],
      });
    } finally {
      await silent.remove();
    }
  });
});

describe('docs/ledgers.md', () => {
  it('matches columns.csv', async () => {
    const shipped = await loadProgramme(SHIPPED);
    await expect(ledgersPage(shipped)).toMatchFileSnapshot('../../docs/ledgers.md');
  });
});
