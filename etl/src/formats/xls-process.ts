import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Range } from '@e965/xlsx';

/** A cell as the file holds it: plain values, numbers with a format of their own, and error codes. */
export type RawCell =
  | string
  | number
  | boolean
  | null
  | { serial: number; format: string }
  | { error: number };

export interface RawWorkbook {
  since1904: boolean;
  sheets: { name: string; merges: Range[]; rows: { row: number; cells: RawCell[] }[] }[];
}

interface Order {
  /** Where the library is: a program made of text cannot look for it. */
  library: string;
  path: string;
  /** Built-in formats that the library does not know, all of them dates. */
  dateFormats: number[];
}

type Answer = { ready: true } | { book: RawWorkbook } | { complaint: string };

const MOST_MEMORY_MB = 1024;
/** A machine at work on other things may take its time to begin, and for the smallest of files. */
const START_TIME_MS = 120_000;
const LEAST_TIME_MS = 15_000;
const TIME_PER_MB_MS = 4_000;

/** Raised when a file was given up on: it may be whole, and the machine busy. */
export class ParsingTooSlow extends Error {}

/**
 * Parses an old Excel workbook in a process of its own: the library reads a file whole and without giving way, and a
 * damaged one can send it round and round until time or memory end. There they end for that process only; a thread
 * that asks for too much at once would take all of them along.
 * @param bytes size of the file, by which the time it may take is measured
 * @throws ParsingTooSlow when its time is over; Error of the library, or when memory runs out
 */
export async function parseXls(path: string, bytes: number, dateFormats: number[]): Promise<RawWorkbook> {
  const library = createRequire(import.meta.url).resolve('@e965/xlsx');
  const order: Order = { library, path, dateFormats };
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${MOST_MEMORY_MB}`, '--input-type=commonjs', '--eval', `(${work.toString()})()`],
    // The library talks to the console about records it does not know.
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' },
  );
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RawWorkbook>((resolve, reject) => {
      const within = (limit: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new ParsingTooSlow('parsing takes too long')), limit);
      };
      child.on('message', (answer: Answer) => {
        if ('ready' in answer) within(LEAST_TIME_MS + (bytes / 2 ** 20) * TIME_PER_MB_MS);
        else if ('book' in answer) resolve(answer.book);
        else reject(new Error(answer.complaint));
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error('the parser ended without an answer')));
      within(START_TIME_MS);
      child.send(order);
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

/** The program's whole code; it may use nothing that stands outside of it. */
function work(): void {
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  const send = (answer: Answer): void => {
    process.send?.(answer, () => process.exit());
  };

  process.once('message', ({ library, path, dateFormats }: Order) => {
    require(library);
    process.send?.({ ready: true });
    try {
      send({ book: parse(library, path, dateFormats) });
    } catch (error) {
      send({ complaint: error instanceof Error ? error.message : String(error) });
    }
  });

  function parse(library: string, path: string, dateFormats: number[]): RawWorkbook {
    const { read, SSF } = require(library) as typeof import('@e965/xlsx');
    for (const id of dateFormats) SSF.load('yyyy-mm-dd', id);
    const book = read(readFileSync(path), {
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
    });
    return {
      since1904: book.Workbook?.WBProps?.date1904 ?? false,
      sheets: book.SheetNames.map((name) => {
        const { '!merges': merges = [], '!data': data = [] } = book.Sheets[name] ?? {};
        const rows: { row: number; cells: RawCell[] }[] = [];
        // Lines and cells that the file leaves out are holes.
        data.forEach((line, index) => {
          if (line.length > 0) rows.push({ row: index + 1, cells: Array.from(line, raw) });
        });
        return { name, merges, rows };
      }),
    };
  }

  function raw(cell: import('@e965/xlsx').CellObject | undefined): RawCell {
    if (cell?.v === undefined || cell.v === null || cell.v instanceof Date) return null;
    if (cell.t === 'e') return { error: Number(cell.v) };
    if (typeof cell.v !== 'number' || cell.z === undefined || cell.z === 'General') return cell.v;
    return { serial: cell.v, format: String(cell.z) };
  }
}
