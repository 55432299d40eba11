import { rename, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { count, textLiteral } from '../base/sql.ts';
import { type RawPart, rawPart, STAGED } from '../draft/schema.ts';
import { isQuotedAbove, type LedgerFile, normalise, type SheetReading } from '../read/index.ts';

/** Bytes. Smaller files are read as fast by the scanner. */
const WORTH_BYTES = 1 << 18;
/** Largest number of rows that are checked one by one for totals and notes. */
const MAX_DOUBTFUL_ROWS = 20_000;
/** Bytes that one thread reads at a time. */
const BUFFER_BYTES = 1 << 22;
const DELIMITERS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t' };

/** A sheet that DuckDB has read itself, with the same rows and row numbers as the scanner gives. */
export interface DirectRows {
  part: RawPart;
  count: { read: number; ignored: number };
}

export interface DirectOptions {
  /** Files below this size are left to the scanner. */
  worthBytes?: number;
  batchNo: number;
  fileId: number;
  noteWords: string[];
  /** The contract's fields, in its order. */
  fields: string[];
  /** Path of the Parquet file to write. */
  into: string;
}

/**
 * Lets DuckDB write a text table to Parquet if it is regular: UTF-8, one kind of line end, no blank line, every record as
 * wide as the header. Rows are numbered by their position; those that may be totals, notes, repeated headers or blank are
 * checked one by one with the scanner's own rules. The connection must preserve the order of rows.
 * @param file `isEven` resolves when the file has been scanned
 * @returns null if the scanner has to read the file
 */
export async function readDirectly(
  connection: DuckDBConnection,
  file: { path: string; bytes: number; isEven: () => Promise<boolean> },
  ledger: LedgerFile,
  reading: SheetReading,
  options: DirectOptions,
): Promise<DirectRows | null> {
  const { layout, headerRow } = reading;
  const [encoding, cut] = (ledger.encoding ?? '').split(', ');
  const delimiter = DELIMITERS[cut ?? ''];
  if (!layout || headerRow === null || file.bytes < (options.worthBytes ?? WORTH_BYTES)) return null;
  if (ledger.format !== 'csv' || encoding !== 'utf-8' || delimiter === undefined) return null;
  if (await isQuotedAbove(file.path, headerRow)) return null;
  const parquet = textLiteral(options.into);
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
             delim = $2, quote = '"', escape = '"', strict_mode = true, null_padding = false,
             columns = {${cells.map((name) => `'${name}': 'VARCHAR'`).join(', ')}})
         ) TO ${parquet} (${STAGED})`,
      [file.path, delimiter],
    )
    // Ragged, broken or overlong records: the scanner distinguishes them and reports what it cannot read.
    .then(
      () => true,
      () => false,
    );
  // The connection is busy until `writing` settles, also when scanning the file fails.
  const isEven = await file.isEven().finally(() => writing);
  const isWritten = await writing;
  const judged = isWritten && isEven ? await judgeDoubtful(connection, parquet, layout, headerRow) : null;
  if (judged === null) {
    await rm(options.into, { force: true });
    return null;
  }
  if (judged.noData.length > 0) await removeRows(connection, options.into, judged.noData);
  return {
    part: rawPart([options.into]),
    count: {
      read: judged.last - headerRow,
      ignored: judged.noData.filter((row) => row <= judged.last).length,
    },
  };
}

/** SQL condition on the first cell: the row may be a total, a note, a repeated header or blank. */
function doubtful({ firstHeader }: NonNullable<SheetReading['layout']>, noteWords: string[]): string {
  const words = [...noteWords.map(normalise), firstHeader].filter((word) => word !== '');
  const begins = `^(${words.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')})`;
  const looks = `NOT is_plain(c0) OR regexp_matches(c0, ${textLiteral(begins)})`;
  // Most ids begin with an ASCII letter or digit, but none of the words does: skip the regular expression.
  const isId = "(c0 >= '0' AND c0 < ':' OR c0 >= 'A' AND c0 < '[' OR c0 >= 'a' AND c0 < '{')";
  return `c0 IS NULL OR ${words.some((word) => /^[0-9A-Za-z]/.test(word)) ? looks : `NOT ${isId} AND (${looks})`}`;
}

/**
 * Checks the doubtful rows with the scanner's rules.
 * @returns row numbers of the last row with content, and of the rows that are not data; null if there are too many
 */
async function judgeDoubtful(
  connection: DuckDBConnection,
  parquet: string,
  layout: NonNullable<SheetReading['layout']>,
  headerRow: number,
): Promise<{ last: number; noData: number[] } | null> {
  const rows = await count(connection, `SELECT count(*) FROM read_parquet(${parquet})`);
  if (rows === 0) return null;
  const doubtful = await connection.runAndReadAll(
    `SELECT row_no, doubtful FROM read_parquet(${parquet}) WHERE doubtful IS NOT NULL LIMIT ${MAX_DOUBTFUL_ROWS + 1}`,
  );
  const found = doubtful.getRowsJS() as [number, (string | null)[]][];
  if (found.length > MAX_DOUBTFUL_ROWS) return null;
  let last = headerRow + rows;
  const noData: number[] = [];
  const blank = new Set<number>();
  for (const [row, cells] of found) {
    const verdict = layout.judge(cells);
    if (verdict === 'data') continue;
    noData.push(row);
    if (verdict === 'blank') blank.add(row);
  }
  // Blank rows at the end do not count as read.
  while (blank.has(last)) last -= 1;
  return { last, noData };
}

async function removeRows(connection: DuckDBConnection, path: string, rows: number[]): Promise<void> {
  const less = `${path}.less`;
  await connection.run(
    `COPY (FROM read_parquet(${textLiteral(path)}) WHERE row_no NOT IN (${rows.join(', ')}))
     TO ${textLiteral(less)} (${STAGED})`,
  );
  await rename(less, path);
}
