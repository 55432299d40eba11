import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join, parse, relative, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type Bilingual,
  LedgerKind,
  type PreviewRow,
  type TableReport,
  type UnreadableFile,
} from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import type { Draft } from '../draft/draft.ts';
import { columnsOf, createRawTable, type RawPart } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import { type LedgerFile, openLedger, type SheetState } from '../formats/index.ts';
import { maskTitle } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import { type LedgerRow, type NearestKind, readSheet, type SheetReading } from '../read/index.ts';
import { type DirectRows, readDirectly } from './direct.ts';
import { noteSheetTexts } from './note-sheets.ts';
import { copyOriginal, type Incoming } from './originals.ts';
import { PREVIEW_ROWS, Previews } from './previews.ts';
import { ReadBudget, readLimits } from './read-limits.ts';
import { RowSink } from './row-sink.ts';
import { maskedReport, maskedText } from './titles.ts';
import { isUnreadable, refuseUnreadable } from './unreadable.ts';

/**
 * A table of a sheet as it was read, before any row is judged; `read` and `ignored` are numbers of rows. Most sheets have
 * one, or none that is known: that is an entry too.
 */
export interface StagedSheet {
  sheetNo: number;
  name: string;
  kind: LedgerKind | null;
  headerRow: number | null;
  read: number;
  ignored: number;
  /** Headers of columns that are not in the contract. */
  ignoredColumns: string[];
  /** For a sheet of no known kind: the nearest kind and the labels it lacks. */
  nearest: NearestKind | null;
  /** Records of earlier versions lack the rest. */
  state?: SheetState;
  /** Whether the sheet is hidden and its rows are not counted for that: all of them are ignored. */
  isLeftOut?: boolean;
  /** What was understood of the table; null for a sheet of no known kind. */
  report?: TableReport | null;
  /** What no cell of the sheet shows. */
  remarks?: Bilingual[];
  /** The first rows, personal cells masked; on a dry run only. */
  preview?: PreviewRow[];
}

export interface StagedFile {
  fileId: number;
  /** Relative to the path that was given to the load. */
  path: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding: string | null;
  /** First year of a workbook's calendar. Records of earlier versions lack it. */
  calendar?: 1900 | 1904 | null;
  sheets: StagedSheet[];
}

export interface Staged {
  files: StagedFile[];
  /** Files that were left out. */
  unreadable: UnreadableFile[];
  /** Kinds with rows in `raw_rows_<kind>`; those of the others are in Parquet already. */
  loose: LedgerKind[];
  /** Moves the original files into `folder`, named by hash; resolves when they are flushed to disk. */
  keep(folder: string): Promise<void>;
}

/** A file to load, with the name it is recorded under. */
export interface InputFile {
  source: string;
  path: string;
  bytes: number;
}

/** Bytes of the longest line of staged CSV; DuckDB reserves sixteen times its own default for reading it otherwise. */
const LINE_BYTES = 64_000_000;

const TEXT_NAMES = /\.(csv|txt|tsv)$/i;
const LEDGER_NAMES = /\.(xlsx|xlsm|xls|csv|txt|tsv)$/i;

/**
 * The files to load, sorted by path. Folders are searched recursively for file names of ledgers; a file that is
 * named explicitly is always included.
 * @param onOther called for each other file of a folder, with its path from there: it is not read
 * @throws UserError if a path does not exist, or there is nothing to load
 */
export async function findFiles(
  paths: string[],
  onOther: (path: string) => void = () => {},
): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const path of paths) {
    try {
      const itself = await stat(path);
      if (!itself.isDirectory()) {
        found.set(path, { source: path, path: maskTitle(basename(path)), bytes: itself.size });
        continue;
      }
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        // Excel's lock files (~$…) and hidden files are not ledgers.
        if (entry.isDirectory() || /^(~\$|\.)/.test(entry.name)) continue;
        const source = join(entry.parentPath, entry.name);
        if (!entry.isFile() || !LEDGER_NAMES.test(entry.name)) {
          onOther(maskTitle(relative(path, source).split(sep).join('/')));
          continue;
        }
        const { size } = await stat(source);
        found.set(source, {
          source,
          path: maskTitle(relative(path, source).split(sep).join('/')),
          bytes: size,
        });
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
 * in parallel, workbooks one after another, because each needs much memory.
 * @param onFile called before each file is read, with its index from 0
 * @throws UserError naming every file that cannot be read, unless these are left out and others remain
 */
export async function stageFiles(
  draft: Draft,
  programme: Programme,
  files: InputFile[],
  /**
   * `folder`: where Parquet files are written; `work`: for temporary files, on the same disk as the home; `hidden`: rows of
   * hidden sheets count; `preview`: the first rows are wanted; `skipUnreadable`: files that cannot be read are left out.
   */
  into: {
    batchNo: number;
    firstFileId: number;
    folder: string;
    work: string;
    hidden: boolean;
    preview: boolean;
    skipUnreadable: boolean;
  },
  onFile: (index: number) => void = () => {},
): Promise<Staged> {
  const sinks = new Map<LedgerKind, RowSink>();
  const sinkOf = (kind: LedgerKind): RowSink => {
    const sink = sinks.get(kind) ?? new RowSink(join(into.work, `raw-${kind}.csv`));
    sinks.set(kind, sink);
    return sink;
  };
  const budget = new ReadBudget(
    readLimits(),
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const read: Awaited<ReturnType<typeof stageFile>>[] = [];
  const brought: Incoming[] = [];
  const parts = new Map<LedgerKind, { fileId: number; part: RawPart }[]>();
  const unreadable = new Map<number, UserError>();
  const partPath = (kind: LedgerKind, fileId: number): string =>
    join(into.folder, `${kind}-${fileId}.parquet`);
  const stageOne = async (connection: DuckDBConnection, file: InputFile, index: number): Promise<void> => {
    onFile(index);
    try {
      await readOne(connection, file, index);
    } catch (error) {
      // The other files are read all the same: what is wrong with each is said at once.
      if (!isUnreadable(error)) throw error;
      const fileId = into.firstFileId + index;
      unreadable.set(fileId, error);
      for (const kind of parts.keys()) await rm(partPath(kind, fileId), { force: true });
    }
  };
  const readOne = async (connection: DuckDBConnection, file: InputFile, index: number): Promise<void> => {
    const incoming = await copyOriginal(into.work, file.source);
    brought[index] = incoming;
    const fileId = into.firstFileId + index;
    const direct = async (reading: SheetReading, ledger: LedgerFile) => {
      const { kind } = reading;
      if (kind === null) return null;
      const found = await readDirectly(
        connection,
        { path: incoming.path, bytes: file.bytes, scanned: incoming.scanned },
        ledger,
        reading,
        {
          batchNo: into.batchNo,
          fileId,
          noteWords: programme.noteWords,
          fields: columnsOf(programme, kind).map(({ field }) => field),
          into: partPath(kind, fileId),
          firstRows: into.preview ? PREVIEW_ROWS : 0,
        },
      );
      if (found) parts.set(kind, [...(parts.get(kind) ?? []), { fileId, part: found.part }]);
      return found;
    };
    try {
      const add = (origin: { sheetNo: number; row: LedgerRow; kind: LedgerKind }): Promise<number> =>
        sinkOf(origin.kind).add(
          `${into.batchNo},${fileId},${origin.sheetNo},${origin.row.row}`,
          origin.row.mends,
          origin.row.values,
        );
      read[index] = await stageFile(incoming.path, programme, file, into, { add, direct, budget });
    } finally {
      await incoming.scanned.catch(() => {});
    }
  };
  let workbook: string | null = null;
  const reads = files.map((file, index): Task => {
    const after = workbook === null || TEXT_NAMES.test(file.path) ? [] : [workbook];
    if (!TEXT_NAMES.test(file.path)) workbook = String(index);
    return { name: String(index), after, run: (connection) => stageOne(connection, file, index) };
  });
  // Rows are numbered by their position (`readDirectly`).
  await draft.connection.run('SET preserve_insertion_order = true');
  await draft.run(reads);
  await draft.connection.run('SET preserve_insertion_order = false');
  const left = files.flatMap(({ path }, index): UnreadableFile[] => {
    const error = unreadable.get(into.firstFileId + index);
    return error ? [{ path, text: error.text }] : [];
  });
  if (left.length === files.length || !into.skipUnreadable) {
    refuseUnreadable([...unreadable.values()], files.length);
  }
  const kinds = LedgerKind.options.filter((kind) =>
    read.some(({ sheets }) => sheets.some((sheet) => sheet.kind === kind)),
  );
  await draft.run(
    kinds.map((kind) => ({
      name: kind,
      after: [],
      run: async (connection) => {
        const whole = parts.get(kind)?.filter(({ fileId }) => !unreadable.has(fileId));
        await createRawTable(
          connection,
          programme,
          kind,
          whole?.map(({ part }) => part),
        );
        const sink = sinks.get(kind);
        if (sink) await readSink(connection, programme, kind, sink);
        if (sink && unreadable.size > 0) {
          // A file may turn out to be damaged after some of its rows were read.
          await connection.run(
            `DELETE FROM work.raw_rows_${kind} WHERE file_id IN (${[...unreadable.keys()].join(', ')})`,
          );
        }
        for (const [index, its] of read.entries()) {
          for (const table of its?.dropped ?? []) {
            if (table.kind !== kind) continue;
            await connection.run(`DELETE FROM work.raw_rows_${kind} WHERE file_id = $1 AND sheet_no = $2`, [
              into.firstFileId + index,
              table.sheetNo,
            ]);
          }
        }
      },
    })),
  );
  for (const [kind, sink] of sinks) if (!kinds.includes(kind)) await sink.close();
  const good = brought.filter((_, index) => read[index] !== undefined);
  const scans = await Promise.all(brought.map((incoming, index) => read[index] && incoming.scanned));
  return {
    files: files.flatMap(({ path }, index) => {
      const [its, scan] = [read[index], scans[index]];
      if (!its || !scan) return [];
      const { dropped: _, ...about } = its;
      return { fileId: into.firstFileId + index, path, sha256: scan.sha256, bytes: scan.bytes, ...about };
    }),
    unreadable: left,
    loose: kinds.filter((kind) => sinks.has(kind)),
    // One at a time: a flush holds one of the few libuv threads, which DuckDB's calls need too.
    keep: async (folder) => {
      for (const incoming of good) await incoming.keep(folder);
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

type Read = Pick<StagedFile, 'format' | 'encoding' | 'calendar' | 'sheets'> & {
  /** Tables whose last rows made all of their rows uncertain. */
  dropped: { kind: LedgerKind; sheetNo: number }[];
};

/** Where the rows of a file go. */
interface Readers {
  /** Returns the length of the line that was written. */
  add: (origin: { sheetNo: number; row: LedgerRow; kind: LedgerKind }) => Promise<number>;
  direct: (reading: SheetReading, ledger: LedgerFile) => Promise<DirectRows | null>;
  budget: ReadBudget;
}

async function stageFile(
  path: string,
  programme: Programme,
  file: InputFile,
  { hidden, preview }: { hidden: boolean; preview: boolean },
  { add, direct, budget }: Readers,
): Promise<Read> {
  const ledger = await openLedger(path, file.path);
  try {
    const sheets: StagedSheet[] = [];
    const dropped: Read['dropped'] = [];
    const notes = await noteSheetTexts(ledger);
    for (const source of ledger.sheets) {
      const beside = [...(source.beside ?? []), ...notes];
      const reading = await readSheet({ ...source, beside }, programme, parse(file.path).name);
      const name = maskTitle(source.name);
      const found = await direct(reading, ledger);
      const isLeftOut = source.state !== 'visible' && !hidden;
      const first = sheets.length;
      const previews = new Previews(programme, preview);
      const added = new Map<number, LedgerKind>();
      if (found) await reading.stop();
      else {
        const count = budget.sheet(file, name);
        for await (const rows of reading.rows) {
          for (const row of rows) {
            const kind = reading.kindOf(row.table);
            if (kind === null) continue;
            previews.add(kind, row);
            if (isLeftOut) continue;
            added.set(row.table, kind);
            count(await add({ sheetNo: first + row.table, row, kind }));
          }
        }
      }
      for (const row of found?.first ?? []) if (reading.kind) previews.add(reading.kind, row);
      for (const [number, kind] of added) {
        if (reading.kindOf(number) === null) dropped.push({ kind, sheetNo: first + number });
      }
      const remarks = source.remarks.map(({ text }) => text);
      for (const [number, { extra, read, ignored, kind, unread, report, ...table }] of reading
        .tables()
        .entries()) {
        const counts = found?.count ?? { read, ignored };
        sheets.push({
          ...table,
          sheetNo: sheets.length,
          name,
          kind: isLeftOut ? null : kind,
          ...counts,
          ...(isLeftOut && { ignored: counts.read }),
          ignoredColumns: extra.map(maskTitle),
          report: report && maskedReport(report),
          state: source.state,
          isLeftOut,
          remarks: unread ? [...remarks, maskedText(unread)] : remarks,
          ...(preview && { preview: previews.of(number) }),
        });
      }
    }
    const { format, encoding, calendar } = ledger;
    return { format, encoding, calendar, sheets, dropped };
  } finally {
    await ledger.close();
  }
}
