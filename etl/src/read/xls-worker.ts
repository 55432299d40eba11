import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
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
  /** Where the library is: a worker made of text cannot look for it. */
  library: string;
  path: string;
  /** Built-in formats that the library does not know, all of them dates. */
  dateFormats: number[];
}

const MOST_MEMORY_MB = 1024;
const LEAST_TIME_MS = 10_000;
const TIME_PER_MB_MS = 2_000;

/**
 * Parses an old Excel workbook in a worker of its own: the library reads a file whole and without giving way, and a
 * damaged one can send it round and round until time or memory end. There they end for the worker only.
 * @param bytes size of the file, by which the time it may take is measured
 * @throws Error of the library, or when time or memory run out
 */
export async function parseXls(path: string, bytes: number, dateFormats: number[]): Promise<RawWorkbook> {
  const library = createRequire(import.meta.url).resolve('@e965/xlsx');
  const order: Order = { library, path, dateFormats };
  const worker = new Worker(`(${work.toString()})()`, {
    eval: true,
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    // The library talks to the console about records it does not know.
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<RawWorkbook>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the worker ended without an answer')));
      const limit = LEAST_TIME_MS + (bytes / 2 ** 20) * TIME_PER_MB_MS;
      timer = setTimeout(() => reject(new Error('parsing takes too long')), limit);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** The worker's whole code; it may use nothing that stands outside of it. */
function work(): void {
  const { parentPort, workerData } = require('node:worker_threads') as typeof import('node:worker_threads');
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  const { library, path, dateFormats } = workerData as Order;
  const { read, SSF } = require(library) as typeof import('@e965/xlsx');

  for (const id of dateFormats) SSF.load('yyyy-mm-dd', id);
  const book = read(readFileSync(path), {
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    cellNF: true,
  });
  const raw = (cell: import('@e965/xlsx').CellObject | undefined): RawCell => {
    if (cell?.v === undefined || cell.v === null || cell.v instanceof Date) return null;
    if (cell.t === 'e') return { error: Number(cell.v) };
    if (typeof cell.v !== 'number' || cell.z === undefined || cell.z === 'General') return cell.v;
    return { serial: cell.v, format: String(cell.z) };
  };
  const answer: RawWorkbook = {
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
  parentPort?.postMessage(answer);
}
