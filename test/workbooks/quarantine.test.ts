import { cp } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import { writeQuarantine } from '../../etl/src/workbooks/index.ts';
import type { QuarantineEntry } from '../../libs/contracts/src/index.ts';
import { load, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome, totals } from '../support/home.ts';

let test: TestHome;
let entries: QuarantineEntry[];
let workbook: Uint8Array;

const quarantine = async (): Promise<QuarantineEntry[]> => {
  const snapshot = await openCurrentSnapshot(test.home);
  try {
    return await readQuarantine(await snapshot.connect(), await homeProgramme(test.home));
  } finally {
    snapshot.close();
  }
};
const rowsInForce = async (): Promise<number> => {
  const snapshot = await openCurrentSnapshot(test.home);
  try {
    const reader = await (await snapshot.connect()).runAndReadAll('SELECT count(*) FROM enrolments');
    return Number(reader.getRowsJS()[0]?.[0]);
  } finally {
    snapshot.close();
  }
};

beforeAll(async () => {
  test = await makeHome();
  await cp(SAMPLE_LEDGERS, `${test.folder}/sample`, { recursive: true });
  await load({
    home: test.home,
    paths: [`${test.folder}/sample`],
    programme: PROGRAMME,
    today: '2022-06-30',
  });
  entries = await quarantine();
  workbook = await writeQuarantine(entries, await homeProgramme(test.home));
});
afterAll(() => test?.remove());

const open = (): XLSX.WorkBook => XLSX.read(workbook, { cellStyles: true });
const sheetOf = (book: XLSX.WorkBook, name: string): XLSX.WorkSheet => {
  const sheet = book.Sheets[name];
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
};
const table = (sheet: XLSX.WorkSheet): Record<string, string>[] =>
  XLSX.utils.sheet_to_json(sheet, { defval: '' });

describe('the quarantine workbook', () => {
  it('has every row with its origin, its original cells and every reason', () => {
    const names = open().SheetNames.filter((name) => name !== '说明');
    const rows = names.flatMap((name) => table(sheetOf(open(), name)));
    expect(rows).toHaveLength(entries.length);
    for (const entry of entries) {
      const row = rows.find(({ 隔离编号 }) => 隔离编号?.split('#')[0] === entry.id);
      expect(row).toMatchObject({ 来源文件: entry.file, 来源工作表: entry.sheet, 来源行: String(entry.row) });
      for (const { text } of entry.reasons) expect(row?.原因).toContain(text.zh);
    }
  });

  it('marks the failing cells with a comment, and has only text cells', () => {
    const book = open();
    let commented = 0;
    for (const name of book.SheetNames) {
      for (const [place, cell] of Object.entries(sheetOf(book, name))) {
        if (place.startsWith('!')) continue;
        expect((cell as XLSX.CellObject).f).toBeUndefined();
        expect(['s', 'z']).toContain((cell as XLSX.CellObject).t);
        if ((cell as XLSX.CellObject).c) commented += 1;
      }
    }
    expect(commented).toBeGreaterThanOrEqual(
      entries.filter(({ reasons }) => reasons.some(({ field }) => field)).length,
    );
  });

  it('loaded unchanged changes no figure; fixed, only the fixed rows are new', async () => {
    const before = await rowsInForce();
    const same = await test.load({ '待修正.xlsx': workbook });
    expect(totals(same)).toMatchObject({
      accepted: 0,
      corrected: 0,
      quarantined: 0,
      unchanged: entries.length,
    });
    expect(same).toMatchObject({
      changed: false,
      batch: null,
      mended: { untouched: entries.length, changed: 0 },
    });
    expect(await quarantine()).toEqual(entries);

    const book = XLSX.read(workbook);
    const sheet = sheetOf(book, '培训学员');
    const rows = table(sheet);
    const bad = rows.find(({ 原因 }) => 原因?.startsWith('V01 姓名') && !原因.includes('；'));
    if (!bad) throw new Error('the sample has no enrolment without a name');
    bad.姓名 = '某某';
    book.Sheets.培训学员 = XLSX.utils.json_to_sheet(rows);
    const mended = await test.load({ '待修正.xlsx': XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) });
    expect(totals(mended)).toMatchObject({ accepted: 1, corrected: 0, quarantined: 0 });
    expect(mended.mended).toEqual({
      untouched: entries.length - 1,
      changed: 1,
      passed: 1,
      outdated: 0,
      failing: [],
    });
    expect(await rowsInForce()).toBe(before + 1);
    // The others stay what and where they were.
    expect(await quarantine()).toEqual(entries.filter(({ id }) => !bad.隔离编号?.startsWith(`${id}#`)));
  });

  it('that is older than the fix restores nothing', async () => {
    const before = await quarantine();
    const stale = await test.load({ '旧的.xlsx': workbook });
    expect(totals(stale)).toMatchObject({ accepted: 0, quarantined: 0 });
    expect(await quarantine()).toEqual(before);
  });
});
