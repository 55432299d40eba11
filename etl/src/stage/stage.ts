import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import type { Draft } from '../draft/draft.ts';
import { columnsOf, createRawTable, type RawPart } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import { homePaths } from '../home/home.ts';
import { bringIn, type Incoming } from '../home/originals.ts';
import type { Programme } from '../programme/programme.ts';
import {
  type LedgerFile,
  type NearestKind,
  openLedger,
  readSheet,
  type SheetReading,
} from '../read/index.ts';
import { type DirectRows, readDirectly } from './direct.ts';
import { RowSink } from './row-sink.ts';

/** One sheet as it was read, before any row is judged. */
export interface StagedSheet {
  sheetNo: number;
  name: string;
  kind: LedgerKind | null;
  headerRow: number | null;
  read: number;
  ignored: number;
  /** Headers of columns the contract does not know. */
  ignoredColumns: string[];
  /** For a sheet of no known kind: the nearest kind and the labels it lacks. */
  nearest: NearestKind | null;
}

export interface StagedFile {
  fileId: number;
  /** As the person knows it: relative to what was handed over. */
  path: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding: string | null;
  sheets: StagedSheet[];
}

export interface Staged {
  files: StagedFile[];
  /** Kinds with rows in `raw_rows_<kind>`; all others are in Parquet already. */
  loose: LedgerKind[];
  /** Keeps the files as they were read, for ever, in `folder`; done when they are on the disk. */
  keep(folder: string): Promise<void>;
}

/** What was handed over: each file with the name it goes by. */
export interface HandedFile {
  source: string;
  path: string;
  bytes: number;
}

/** Longest line of rows that are put into DuckDB; by itself it would take sixteen times as much memory to read them. */
const LINE_BYTES = 64_000_000;

const TEXT_NAMES = /\.(csv|txt|tsv)$/i;
const LEDGER_NAMES = /\.(xlsx|xlsm|xls|csv|txt|tsv)$/i;

/**
 * The files behind the paths handed over, in the order of path; folders are searched all the way down for names
 * that can be ledgers, a file named outright is always taken.
 * @throws UserError where a path does not exist, or nothing is there to load
 */
export async function findFiles(paths: string[]): Promise<HandedFile[]> {
  const found = new Map<string, HandedFile>();
  for (const path of paths) {
    try {
      const itself = await stat(path);
      if (!itself.isDirectory()) {
        found.set(path, { source: path, path: basename(path), bytes: itself.size });
        continue;
      }
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        // Excel's own lock files (~$…) and hidden files are no ledgers.
        if (!entry.isFile() || !LEDGER_NAMES.test(entry.name) || /^(~\$|\.)/.test(entry.name)) continue;
        const source = join(entry.parentPath, entry.name);
        const { size } = await stat(source);
        found.set(source, { source, path: relative(path, source).split(sep).join('/'), bytes: size });
      }
    } catch (error) {
      throw explainFileError(error, path);
    }
  }
  if (found.size === 0) {
    throw new UserError({
      zh: `${paths.join('、')} 中没有台账文件（.xlsx .xls .csv）`,
      en: `no ledger (.xlsx .xls .csv) in ${paths.join(', ')}`,
    });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/**
 * Reads the files into `raw_<kind>`: the origin, and the original text of each contract column. Text tables are read
 * side by side, workbooks one after another: each takes room.
 * @param onFile told before each file is read, with its number from 0
 */
export async function stageFiles(
  draft: Draft,
  home: string,
  programme: Programme,
  files: HandedFile[],
  /** `folder`: the one for Parquet. */
  into: { batchNo: number; firstFileId: number; folder: string },
  onFile: (index: number) => void = () => {},
): Promise<Staged> {
  const sinks = new Map<LedgerKind, RowSink>();
  const sinkOf = (kind: LedgerKind): RowSink => {
    const sink = sinks.get(kind) ?? new RowSink(join(homePaths(home).work, `raw-${process.pid}-${kind}.csv`));
    sinks.set(kind, sink);
    return sink;
  };
  const read: Awaited<ReturnType<typeof stageFile>>[] = [];
  const brought: Incoming[] = [];
  const parts = new Map<LedgerKind, RawPart[]>();
  const stageOne = async (connection: DuckDBConnection, file: HandedFile, index: number): Promise<void> => {
    onFile(index);
    const incoming = await bringIn(home, file.source);
    brought[index] = incoming;
    const isEven = async (): Promise<boolean> => (await incoming.looked).isEven;
    const fileId = into.firstFileId + index;
    const direct = async (reading: SheetReading, ledger: LedgerFile) => {
      const { kind } = reading;
      if (kind === null) return null;
      const found = await readDirectly(
        connection,
        { path: incoming.path, bytes: file.bytes, isEven },
        ledger,
        reading,
        {
          batchNo: into.batchNo,
          fileId,
          noteWords: programme.noteWords,
          fields: columnsOf(programme, kind).map(({ field }) => field),
          into: join(into.folder, `${kind}-${fileId}.parquet`),
        },
      );
      if (found) parts.set(kind, [...(parts.get(kind) ?? []), found.part]);
      return found;
    };
    try {
      read[index] = await stageFile(incoming.path, programme, file, into.batchNo, fileId, sinkOf, direct);
    } finally {
      await incoming.looked.catch(() => {});
    }
  };
  let workbook: string | null = null;
  const reads = files.map((file, index): Task => {
    const after = workbook === null || TEXT_NAMES.test(file.path) ? [] : [workbook];
    if (!TEXT_NAMES.test(file.path)) workbook = String(index);
    return { name: String(index), after, run: (connection) => stageOne(connection, file, index) };
  });
  // The place of a row in the table is its number.
  await draft.connection.run('SET preserve_insertion_order = true');
  await draft.run(reads);
  await draft.connection.run('SET preserve_insertion_order = false');
  const kinds = LedgerKind.options.filter((kind) =>
    read.some(({ sheets }) => sheets.some((sheet) => sheet.kind === kind)),
  );
  await draft.run(
    kinds.map((kind) => ({
      name: kind,
      after: [],
      run: async (connection) => {
        await createRawTable(connection, programme, kind, parts.get(kind));
        const sink = sinks.get(kind);
        if (sink) await readSink(connection, programme, kind, sink);
      },
    })),
  );
  const looks = await Promise.all(brought.map(({ looked }) => looked));
  return {
    files: files.flatMap(({ path }, index) => {
      const [its, look] = [read[index], looks[index]];
      if (!its || !look) return [];
      return { fileId: into.firstFileId + index, path, sha256: look.sha256, bytes: look.bytes, ...its };
    }),
    loose: kinds.filter((kind) => sinks.has(kind)),
    // One after another: whoever waits for the disk holds one of the few threads that DuckDB is called on, too.
    keep: async (folder) => {
      for (const incoming of brought) await incoming.keep(folder);
    },
  };
}

async function readSink(
  connection: DuckDBConnection,
  programme: Programme,
  kind: LedgerKind,
  sink: RowSink,
): Promise<void> {
  await sink.close();
  const types = [
    ...['batch_no', 'file_id', 'sheet_no', 'row_no'].map((name) => `'${name}': 'INTEGER'`),
    ...['mends', ...columnsOf(programme, kind).map(({ field }) => field)].map(
      (name) => `'${name}': 'VARCHAR'`,
    ),
  ];
  await connection.run(
    `INSERT INTO work.raw_rows_${kind} FROM read_csv($1, header = false, auto_detect = false, delim = ',', quote = '"',
      escape = '"', new_line = '\\n', max_line_size = ${LINE_BYTES}, buffer_size = ${LINE_BYTES}, columns = {${types.join(', ')}})`,
    [sink.path],
  );
}

async function stageFile(
  path: string,
  programme: Programme,
  file: HandedFile,
  batchNo: number,
  fileId: number,
  sinkOf: (kind: LedgerKind) => RowSink,
  direct: (reading: SheetReading, ledger: LedgerFile) => Promise<DirectRows | null>,
): Promise<Pick<StagedFile, 'format' | 'encoding' | 'sheets'>> {
  const ledger = await openLedger(path, file.path);
  try {
    const sheets: StagedSheet[] = [];
    for (const [sheetNo, source] of ledger.sheets.entries()) {
      const reading = await readSheet(source, programme);
      const found = await direct(reading, ledger);
      if (found) await reading.stop();
      else {
        const sink = reading.kind === null ? null : sinkOf(reading.kind);
        for await (const rows of reading.rows) {
          for (const { row, mends, values } of rows) {
            await sink?.add(`${batchNo},${fileId},${sheetNo},${row}`, mends, values);
          }
        }
      }
      const { kind, headerRow, nearest } = reading;
      sheets.push({
        sheetNo,
        name: source.name,
        kind,
        headerRow,
        nearest,
        ignoredColumns: reading.extra,
        ...(found?.count ?? reading.count()),
      });
    }
    const { format, encoding } = ledger;
    return { format, encoding, sheets };
  } finally {
    await ledger.close();
  }
}
