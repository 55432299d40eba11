import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMacros } from '../../etl/src/check/macros.ts';
import { type Draft, openDraft } from '../../etl/src/draft/draft.ts';
import { EvenLines, eachChunk, openLedger, type SheetSource } from '../../etl/src/formats/index.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import type { Programme } from '../../etl/src/programme/programme.ts';
import { readSheet } from '../../etl/src/read/index.ts';
import { readDirectly } from '../../etl/src/stage/direct.ts';
import { makeHome, PROGRAMME, type TestHome } from '../support/home.ts';
import { withFile } from '../support/ledger-file.ts';

type Rows = { read: number; ignored: number; rows: (string | number | null)[][] };

let programme: Programme;
let home: TestHome;
let draft: Draft;
beforeAll(async () => {
  programme = await loadProgramme(programmeFolder(PROGRAMME));
  home = await makeHome();
  draft = await openDraft(`${home.folder}/draft.duckdb`, home.folder);
  await loadMacros(draft.connection, '2022-06-30');
});
afterAll(async () => {
  draft?.close();
  await home?.remove();
});

/** Each file is read into one of its own, as in a load. */
let files = 0;
const into = (): string => `${home.folder}/direct-${files}.parquet`;

async function scan(path: string): Promise<{ isEven: boolean; lineEnds: number }> {
  const lines = new EvenLines();
  await eachChunk(path, (bytes, seen) => {
    lines.look(bytes, seen);
    return Math.min(EvenLines.AGAIN, bytes.length);
  });
  return { isEven: lines.areEven(), lineEnds: lines.lineEnds };
}

/** The rows of a CSV as either reader gives them; null where the direct one leaves it to the scanner. */
async function read(text: string): Promise<{ scanned: Rows; direct: Rows | null }> {
  return withFile(text, async (path) => {
    const open = async () => {
      const ledger = await openLedger(path, '台账.csv');
      const [sheet] = ledger.sheets;
      if (!sheet) throw new Error('no sheet');
      return { ledger, reading: await readSheet(sheet, programme) };
    };
    const { reading } = await open();
    const rows: Rows['rows'] = [];
    for await (const chunk of reading.rows) {
      for (const { row, mends, values } of chunk)
        rows.push([row, mends, ...values.map((value) => value || null)]);
    }
    const scanned = { ...reading.count(), rows };
    const again = await open();
    files += 1;
    const found = await readDirectly(
      draft.connection,
      { path, bytes: Buffer.byteLength(text), scanned: scan(path) },
      again.ledger,
      again.reading,
      {
        batchNo: 1,
        fileId: 1,
        noteWords: programme.noteWords,
        worthBytes: 0,
        fields: programme.columns.filter(({ kind }) => kind === again.reading.kind).map(({ field }) => field),
        into: into(),
      },
    );
    await again.reading.stop();
    if (!found) return { scanned, direct: null };
    const part = await draft.connection.runAndReadAll(
      `SELECT * EXCLUDE (doubtful) FROM (${found.part}) ORDER BY row_no`,
    );
    return {
      scanned,
      direct: {
        ...found.count,
        rows: part.getRowsJson().map(([, , , row, ...values]) => [row, ...values] as Rows['rows'][number]),
      },
    };
  });
}

const HEADER = '年度,领域,单位,任务数,备注';
/** Files are scanned in chunks of this many bytes. */
const PIECE = 1 << 20;
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('2020', '1', '人社局', '100', '电商物流') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('', ' ', '　', '合计', '备注：无', '年度', '填表人 张三', '２０２０', '-'),
  },
  { weight: 1, arbitrary: fc.constantFrom('"a,b"', '"x""y"', '"两\n行"', '说明') },
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.array(cell, { minLength: 5, maxLength: 5 }).map((cells) => cells.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom(HEADER, ',,,,', '合计,,,300,', '备注：以上,,,,', '填表人：,,,,') },
);

describe('reading a text table with DuckDB', () => {
  it('gives the rows and numbers of the scanner, or falls back to it', async () => {
    let direct = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', '任务分解表,,,,\n', '\uFEFF'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, title, end, closed) => {
          const text = `${title}${[HEADER, ...lines].join('\n')}${closed ? '\n' : ''}`.replaceAll('\n', end);
          const both = await read(text);
          if (both.direct === null) return;
          direct += 1;
          expect(both.direct).toEqual(both.scanned);
        },
      ),
      { numRuns: 300 },
    );
    expect(direct).toBeGreaterThan(60);
  });

  // Of a file that changes within a second DuckDB would read, ten seconds later, what it has kept of the first version.
  it('has read nothing of the file that is left', async () => {
    const text = `${HEADER}\n2020,1,人社局,1,\n合计,,,1,\n`;
    await withFile(text, async (path) => {
      files += 1;
      const ledger = await openLedger(path, '台账.csv');
      const reading = await readSheet(ledger.sheets[0] as SheetSource, programme);
      const found = await readDirectly(
        draft.connection,
        { path, bytes: Buffer.byteLength(text), scanned: scan(path) },
        ledger,
        reading,
        { batchNo: 1, fileId: 1, noteWords: programme.noteWords, worthBytes: 0, fields: [], into: into() },
      );
      expect(found?.count).toEqual({ read: 2, ignored: 1 });
    });
    const kept = await draft.connection.runAndReadAll(
      `SELECT DISTINCT path FROM duckdb_external_file_cache() WHERE starts_with(path, '${into()}')`,
    );
    expect(kept.getRowsJson()).toEqual([[`${into()}.all`]]);
  });

  it.each([
    ['a blank line', `${HEADER}\n2020,1,人社局,1,\n\n2020,2,人社局,1,\n`],
    ['a short record', `${HEADER}\n2020,1,人社局,1,\n2020,2\n`],
    ['mixed line ends', `${HEADER}\n2020,1,人社局,1,\r\n2020,2,人社局,1,\n`],
    ['a line end inside the header', `"年\n度",领域,单位,任务数,备注\n2020,1,人社局,1,\n`],
  ])('leaves %s to the scanner', async (_, text) => {
    expect((await read(text)).direct).toBeNull();
  });

  it.each([-3, -2, -1, 0, 1])('detects a blank line at the end of a chunk (%i)', async (past) => {
    const line = '2020,1,人社局,1,';
    const bytes = (text: string): number => Buffer.byteLength(text);
    const lines = Math.floor((PIECE - bytes(HEADER)) / bytes(`\n${line}`)) - 1;
    const head = [HEADER, ...Array.from({ length: lines }, () => line)].join('\n');
    const filled = `${head}\n${line}${'x'.repeat(PIECE + past - bytes(`${head}\n${line}`))}`;
    expect((await read(`${filled}\n${line}`)).direct).not.toBeNull();
    expect((await read(`${filled}\n\n${line}`)).direct).toBeNull();
  });

  it('keeps the numbers of rows in parallel', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `2020,${index % 10},人社局,${index},${'x'.repeat(100)}`,
    );
    const { direct } = await read([HEADER, ...lines].join('\n'));
    expect(direct?.rows.length).toBe(60_000);
    expect(direct?.rows.every(([row, , , , , quota]) => Number(row) === Number(quota) + 2)).toBe(true);
  });
});
