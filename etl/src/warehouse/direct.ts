import type { DuckDBConnection } from '@duckdb/node-api';
import { eachChunk, type LedgerFile, normalise, type SheetReading } from '../read/index.ts';
import type { RawPart } from './schema.ts';

/** Smaller files are read as fast by the scanner. */
const WORTH_BYTES = 1 << 18;
/** So many rows at most are looked at one by one for totals and notes. */
const MOST_DOUBTFUL = 20_000;
/** What one thread reads at a time. */
const BUFFER_BYTES = 1 << 22;
const DELIMITERS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t' };

/** A sheet that DuckDB has read itself: the same rows and numbers as the scanner would give. */
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
}

/**
 * Lets DuckDB read a text table in parallel where nothing about it is unusual: UTF-8, one kind of line end, no blank
 * line, every record as wide as the header. Rows are numbered by their place; those that may be totals, notes,
 * repeated headers or blank are judged one by one by the scanner's own rules. The connection has to keep the order of rows.
 * @returns null where the scanner has to read it
 */
export async function readDirectly(
  connection: DuckDBConnection,
  file: { path: string; bytes: number },
  ledger: LedgerFile,
  reading: SheetReading,
  options: DirectOptions,
): Promise<DirectRows | null> {
  const { layout, headerRow } = reading;
  const [encoding, cut] = (ledger.encoding ?? '').split(', ');
  const delimiter = DELIMITERS[cut ?? ''];
  if (!layout || headerRow === null || file.bytes < (options.worthBytes ?? WORTH_BYTES)) return null;
  if (ledger.format !== 'csv' || encoding !== 'utf-8' || delimiter === undefined) return null;
  if (!(await isEven(file.path, headerRow))) return null;
  const table = `work.direct_${options.fileId}`;
  const columns = Array.from({ length: layout.width }, (_, index) => `'c${index}': 'VARCHAR'`);
  try {
    await connection.run(
      `CREATE OR REPLACE TABLE ${table} AS FROM read_csv($1, header = false, skip = ${headerRow},
        auto_detect = false, buffer_size = ${BUFFER_BYTES}, delim = $2, quote = '"', escape = '"', strict_mode = true, null_padding = false,
        columns = {${columns.join(', ')}})`,
      [file.path, delimiter],
    );
  } catch {
    // Ragged, torn or overlong records: the scanner tells them apart and has words for what it cannot read.
    return null;
  }
  const judged = await judgeDoubtful(connection, table, layout, options.noteWords);
  if (judged === null) {
    await connection.run(`DROP TABLE ${table}`);
    return null;
  }
  const { read, noData, first } = judged;
  const fields = [layout.mends, ...layout.fields].map((index) =>
    index === undefined ? 'NULL' : `c${index}`,
  );
  const part = `SELECT ${options.batchNo}, ${options.fileId}, 0, (rowid - ${first} + ${headerRow + 1})::INTEGER, ${fields.join(', ')}
    FROM ${table}${noData.length > 0 ? ` WHERE rowid - ${first} NOT IN (${noData.join(', ')})` : ''}`;
  return { part, count: { read, ignored: noData.filter((row) => row < read).length } };
}

/**
 * Rows that are no data, by their place from 0, and how many rows there are down to the last with content; `first` is
 * the id of the row at place 0.
 */
async function judgeDoubtful(
  connection: DuckDBConnection,
  table: string,
  layout: NonNullable<SheetReading['layout']>,
  noteWords: string[],
): Promise<{ read: number; noData: number[]; first: bigint } | null> {
  const [[counted = 0n, first = 0n, last = 0n] = []] = (
    await connection.runAndReadAll(`SELECT count(*), min(rowid), max(rowid) FROM ${table}`)
  ).getRowsJS() as bigint[][];
  // Within a transaction ids of rows begin anywhere, but they follow each other.
  if (counted === 0n || last - first + 1n !== counted) return null;
  const words = [...noteWords.map(normalise), layout.firstHeader].filter((word) => word !== '');
  const doubtful = await connection.runAndReadAll(
    `SELECT rowid - ${first}, * FROM ${table}
     WHERE c0 IS NULL OR NOT is_plain(c0) OR regexp_matches(c0, $1)
     ORDER BY rowid LIMIT ${MOST_DOUBTFUL + 1}`,
    [`^(${words.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')})`],
  );
  const rows = doubtful.getRowsJS();
  if (rows.length > MOST_DOUBTFUL) return null;
  let read = Number(counted);
  const noData: number[] = [];
  const blank = new Set<number>();
  for (const [place, ...cells] of rows) {
    const verdict = layout.judge(cells.map((cell) => (cell === null ? null : String(cell))));
    if (verdict === 'data') continue;
    noData.push(Number(place));
    if (verdict === 'blank') blank.add(Number(place));
  }
  // Blank rows at the end are not read.
  while (blank.has(read - 1)) read -= 1;
  return { read, noData, first };
}

const LF = 0x0a;
const CR = 0x0d;
const CR_LF = Buffer.from('\r\n');

/** Whether lines are records: one kind of line end, none blank, no zero byte, and no quote in or above the header. */
async function isEven(path: string, headerRow: number): Promise<boolean> {
  let even = true;
  let lines = 0;
  let ends = 0;
  let returns = 0;
  let isFirst = true;
  await eachChunk(path, (bytes, seen) => {
    const fresh = bytes.subarray(seen);
    even =
      !bytes.includes('\n\n') &&
      !bytes.includes('\n\r\n') &&
      !fresh.includes(0) &&
      !(isFirst && (bytes[0] === LF || bytes.subarray(0, 2).equals(CR_LF)));
    isFirst = false;
    if (lines < headerRow) {
      const head = fresh.subarray(0, endOfLine(fresh, headerRow - lines));
      even &&= !head.includes('"');
      lines += count(head, LF);
    }
    if (returns > 0 || fresh.includes(CR)) {
      // Where some lines end with CR LF, all must.
      even &&= returns > 0 || ends === 0;
      returns += count(fresh, CR);
      ends += count(fresh, LF);
    } else if (ends === 0 && fresh.includes(LF)) {
      ends = 1;
    }
    return even && Math.min(2, bytes.length);
  });
  return even && (returns === 0 || returns === ends);
}

/** Index behind the n-th line end, or the length where there are fewer. */
function endOfLine(bytes: Buffer, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    const end = bytes.indexOf(LF, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}
