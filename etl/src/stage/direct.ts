import { rename, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { NoData } from '@skill-ledger/contracts';
import { count, isOneOf, textLiteral } from '../base/sql.ts';
import { type RawPart, rawPart, STAGED } from '../draft/schema.ts';
import { DELIMITERS, isQuotedAbove, type LedgerFile, LIMITS } from '../formats/index.ts';
import {
  CROSSED_OUT,
  FIRST_NUMBERS,
  MAY_REMARK,
  noteLook,
  SECOND_NUMBERS,
  type SheetLayout,
  type SheetReading,
} from '../read/index.ts';

/** Bytes. Smaller files are read as fast by the scanner. */
const WORTH_BYTES = 1 << 18;
/** Largest number of rows that are checked one by one for totals and notes. */
const MAX_DOUBTFUL_ROWS = 20_000;
/** Bytes that one thread reads at a time. */
const BUFFER_BYTES = 1 << 22;

/** A sheet that DuckDB has read itself, with the same rows and row numbers as the scanner gives. */
export interface DirectRows {
  part: RawPart;
  count: { read: number; ignored: number };
  /** The first rows, if they are wanted. */
  first: { row: number; values: (string | null)[]; table: number }[];
}

export interface DirectOptions {
  /** Files below this size are left to the scanner. */
  worthBytes?: number;
  batchNo: number;
  fileId: number;
  noteWords: readonly string[];
  /** The contract's fields, in its order. */
  fields: string[];
  /** Path of the Parquet file to write. */
  into: string;
  /** How many of the first rows are wanted; none by default. */
  firstRows?: number;
}

/**
 * Lets DuckDB write a text table to Parquet if it is regular: UTF-8, one kind of line end, no blank line, every record as
 * wide as the header. Rows are numbered by their position; those that may be totals, notes, repeated headers or blank are
 * checked one by one with the scanner's own rules. The connection must preserve the order of rows.
 * @param file `scanned` resolves when the whole file has been looked at (`EvenLines`)
 * @returns null if the scanner has to read the file
 */
export async function readDirectly(
  connection: DuckDBConnection,
  file: { path: string; bytes: number; scanned: Promise<{ isEven: boolean; lineEnds: number }> },
  ledger: LedgerFile,
  reading: SheetReading,
  options: DirectOptions,
): Promise<DirectRows | null> {
  const { layout, headerRow } = reading;
  const [encoding, cut] = (ledger.encoding ?? '').split(', ');
  const delimiter = DELIMITERS[cut ?? ''];
  if (!layout || headerRow === null || file.bytes < (options.worthBytes ?? WORTH_BYTES)) return null;
  if (ledger.format !== 'csv' || encoding !== 'utf-8' || delimiter === undefined) return null;
  if (layout.width < 2 || (await isQuotedAbove(file.path, headerRow))) return null;
  // DuckDB keeps what it reads of a file by its path: what is left of these rows is written to another one.
  const all = `${options.into}.all`;
  const parquet = textLiteral(all);
  const cells = Array.from({ length: layout.width }, (_, index) => `c${index}`);
  const fields = ['mends', ...options.fields].map((name, place) => {
    const index = [layout.mends, ...layout.fields][place];
    return `${index === undefined ? 'NULL::VARCHAR' : `c${index}`} AS ${name}`;
  });
  const writing = connection
    .run(
      // A window without an order numbers rows in the order in which they are read.
      `COPY (
           SELECT ${options.batchNo} AS batch_no, ${options.fileId} AS file_id, 0 AS sheet_no,
             (row_number() OVER () + ${headerRow})::INTEGER AS row_no, ${fields.join(', ')},
             CASE WHEN ${doubtful(layout, options.noteWords)} THEN [${cells.join(', ')}] END AS doubtful
           FROM read_csv($1, header = false, skip = ${headerRow}, auto_detect = false, buffer_size = ${BUFFER_BYTES},
             delim = $2, quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = ${LIMITS.cellText},
             columns = {${cells.map((name) => `'${name}': 'VARCHAR'`).join(', ')}})
         ) TO ${parquet} (${STAGED})`,
      [file.path, delimiter],
    )
    // Ragged, broken or overlong records: the scanner distinguishes them and reports what it cannot read.
    .then(
      () => true,
      () => false,
    );
  let judged: Awaited<ReturnType<typeof judgeDoubtful>>;
  try {
    // The connection is busy until `writing` settles, also when scanning the file fails.
    const { isEven, lineEnds } = await file.scanned.finally(() => writing);
    if (!(await writing) || !isEven) return null;
    judged = await judgeDoubtful(connection, parquet, layout, headerRow, lineEnds);
    if (judged === null) return null;
    if (judged.noData.length > 0) await copyWithout(connection, all, judged.noData, options.into);
    else await rename(all, options.into);
  } finally {
    await rm(all, { force: true });
  }
  const part = rawPart([options.into]);
  return {
    part,
    first: options.firstRows ? await firstRows(connection, part, options.fields, options.firstRows) : [],
    count: {
      read: judged.last - headerRow,
      ignored: judged.noData.filter((row) => row <= judged.last).length,
    },
  };
}

/**
 * SQL condition: the row may be a total, a note, a repeated or further header, or blank. Most rows are recognised by three
 * cells that begin with an ASCII letter or digit.
 */
function doubtful(
  { firstHeader, titles, otherKeys, telling, surplus, remarks }: SheetLayout,
  noteWords: readonly string[],
): string {
  const begins = (cell: string, sets: [string, string][]): string =>
    `coalesce(${sets.map(([from, behind]) => `${cell} >= '${from}' AND ${cell} < '${behind}'`).join(' OR ')}, false)`;
  const isId = (cell: string): string =>
    begins(cell, [
      ['0', ':'],
      ['A', '['],
      ['a', '{'],
    ]);
  const first = [firstHeader, ...titles].filter((text) => text !== '');
  const looks = `NOT is_plain(c0) OR regexp_matches(c0, ${textLiteral(noteLook(noteWords))})`;
  // Note words hardly ever begin like an id.
  const skips = noteWords.some((word) => /^[0-9A-Za-z]/.test(word)) ? 'true' : `NOT ${isId('c0')}`;
  return [
    `c0 IS NULL OR ${skips} AND (${looks})`,
    ...(first.length > 0 ? [isOneOf('c0', first)] : []),
    `${isOneOf('c0', FIRST_NUMBERS)} AND ${isOneOf('c1', SECOND_NUMBERS)}`,
    ...surplus.map((index) => `c${index} IS NOT NULL`),
    // Most remarks are empty.
    ...remarks.map(
      (index) =>
        `c${index} IS NOT NULL AND regexp_matches(normalise(c${index}), ${textLiteral(`${CROSSED_OUT}|${MAY_REMARK}`)})`,
    ),
    ...otherKeys.map((key) => `(c${key} IS NULL OR NOT ${isId(`c${key}`)} AND NOT is_plain(c${key}))`),
    telling.length === 0
      ? 'true'
      : telling.map((index) => `NOT ${begins(`c${index}`, [['0', ':']])}`).join(' AND '),
  ].join(' OR ');
}

/**
 * Checks the doubtful rows with the scanner's rules.
 * @returns row numbers of the last row with content, and of the rows that are not data; null if there are too many
 */
async function judgeDoubtful(
  connection: DuckDBConnection,
  parquet: string,
  layout: SheetLayout,
  headerRow: number,
  lineEnds: number,
): Promise<{ last: number; noData: number[] } | null> {
  const rows = await count(connection, `SELECT count(*) FROM read_parquet(${parquet})`);
  if (rows === 0) return null;
  // Line ends inside quotes: the scanner distinguishes a long cell from an unclosed quote.
  if (headerRow + rows < lineEnds) return null;
  const doubtful = await connection.runAndReadAll(
    `SELECT row_no, doubtful FROM read_parquet(${parquet}) WHERE doubtful IS NOT NULL LIMIT ${MAX_DOUBTFUL_ROWS + 1}`,
  );
  const found = doubtful.getRowsJS() as [number, (string | null)[]][];
  if (found.length > MAX_DOUBTFUL_ROWS) return null;
  let last = headerRow + rows;
  const noData: number[] = [];
  const blank = new Set<number>();
  const notes: [number, NoData | 'crossed out'][] = [];
  for (const [row, cells] of found) {
    const verdict = layout.judge(cells);
    if (verdict === 'data') continue;
    // Possibly a further table: the scanner finds its beginning and the rows above it.
    if (verdict === 'doubtful') return null;
    if (verdict !== 'crossed out') noData.push(row);
    if (verdict === 'blank') blank.add(row);
    else notes.push([row, verdict]);
  }
  for (const [row, what] of notes) layout.note(row, what);
  // Blank rows at the end do not count as read.
  while (blank.has(last)) last -= 1;
  return { last, noData };
}

async function firstRows(
  connection: DuckDBConnection,
  part: RawPart,
  fields: string[],
  rows: number,
): Promise<DirectRows['first']> {
  const found = await connection.runAndReadAll(
    `SELECT row_no, ${fields.join(', ')} FROM (${part}) ORDER BY row_no LIMIT ${rows}`,
  );
  return found
    .getRowsJS()
    .map(([row, ...values]) => ({ row: Number(row), values: values as (string | null)[], table: 0 }));
}

async function copyWithout(
  connection: DuckDBConnection,
  path: string,
  rows: number[],
  into: string,
): Promise<void> {
  await connection.run(
    `COPY (FROM read_parquet(${textLiteral(path)}) WHERE row_no NOT IN (${rows.join(', ')}))
     TO ${textLiteral(into)} (${STAGED})`,
  );
}
