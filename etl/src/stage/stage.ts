import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type UnreadableFile } from '@skill-ledger/contracts';
import type { UserError } from '../base/errors.ts';
import type { Draft } from '../draft/draft.ts';
import { columnsOf, createRawTable, type RawPart } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import type { LedgerFile } from '../formats/index.ts';
import type { Programme } from '../programme/programme.ts';
import type { SheetReading } from '../read/index.ts';
import { type DirectRows, readDirectly } from './direct.ts';
import type { InputFile } from './find-files.ts';
import { copyOriginal, type Incoming } from './originals.ts';
import { PREVIEW_ROWS } from './previews.ts';
import { ReadBudget, readLimits } from './read-limits.ts';
import { RowSink } from './row-sink.ts';
import { type Readers, type ReadFile, stageFile } from './stage-file.ts';
import type { Staged } from './staged.ts';
import { isUnreadable, refuseUnreadable } from './unreadable.ts';

/** How files are staged. */
interface Into {
  batchNo: number;
  firstFileId: number;
  /** Folder of the Parquet files. */
  folder: string;
  /** Folder of temporary files, on the same disk as the home. */
  work: string;
  /** Rows of hidden sheets count. */
  hidden: boolean;
  /** Returns the first rows. */
  preview: boolean;
  /** Skips files that cannot be read. */
  skipUnreadable: boolean;
}

/** Bytes of the longest line of staged CSV; DuckDB reserves sixteen times its own default for reading it otherwise. */
const LINE_BYTES = 64_000_000;

const TEXT_NAMES = /\.(csv|txt|tsv)$/i;

/**
 * Reads the files into `raw_<kind>`: the origin, and the original text of each contract column. Text tables are read
 * in parallel, workbooks one after another, because each needs much memory.
 * @param onFile called before each file is read, with its index from 0
 * @throws UserError naming every file that cannot be read, unless these are skipped and others remain
 */
export async function stageFiles(
  draft: Draft,
  programme: Programme,
  files: InputFile[],
  into: Into,
  onFile: (index: number) => void = () => {},
): Promise<Staged> {
  const staging = new Staging(programme, files, into);
  await staging.read(draft, onFile);
  const unreadable = staging.unreadableFiles();
  const kinds = await staging.fill(draft);
  return { unreadable, ...(await staging.result(kinds)) };
}

/** Files on their way into `raw_<kind>`; arrays are indexed like the files. */
class Staging {
  private readonly budget: ReadBudget;
  private readonly incoming: Incoming[] = [];
  private readonly files: (ReadFile | undefined)[] = [];
  /** Rows read by the scanner. */
  private readonly sinks = new Map<LedgerKind, RowSink>();
  /** Rows that DuckDB has written to Parquet itself. */
  private readonly parts = new Map<LedgerKind, { fileId: number; part: RawPart }[]>();
  /** By id of the file. */
  private readonly unreadable = new Map<number, UserError>();

  constructor(
    private readonly programme: Programme,
    private readonly inputs: InputFile[],
    private readonly into: Into,
  ) {
    const bytes = inputs.reduce((sum, file) => sum + file.bytes, 0);
    this.budget = new ReadBudget(readLimits(), bytes);
  }

  /** Reads all files; those that cannot be read are kept for `unreadableFiles`. */
  async read(draft: Draft, onFile: (index: number) => void): Promise<void> {
    let workbook: string | null = null;
    const reads = this.inputs.map((file, index): Task => {
      const after = workbook === null || TEXT_NAMES.test(file.path) ? [] : [workbook];
      if (!TEXT_NAMES.test(file.path)) workbook = String(index);
      return {
        name: String(index),
        after,
        run: (one) => {
          onFile(index);
          return this.readOne(one, file, index);
        },
      };
    });
    // Rows are numbered by their position (`readDirectly`).
    await draft.connection.run('SET preserve_insertion_order = true');
    await draft.run(reads);
    await draft.connection.run('SET preserve_insertion_order = false');
  }

  /** The other files are still read, so that all problems are reported at once. */
  private async readOne(connection: DuckDBConnection, file: InputFile, index: number): Promise<void> {
    const fileId = this.idOf(index);
    try {
      const incoming = await copyOriginal(this.into.work, file.source);
      this.incoming[index] = incoming;
      try {
        const readers = this.readers(connection, file, incoming, fileId);
        this.files[index] = await stageFile(incoming.path, this.programme, file, this.into, readers);
      } finally {
        await incoming.scanned.catch(() => {});
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.unreadable.set(fileId, error);
      for (const kind of this.parts.keys()) await rm(this.partPath(kind, fileId), { force: true });
    }
  }

  private readers(
    connection: DuckDBConnection,
    file: InputFile,
    incoming: Incoming,
    fileId: number,
  ): Readers {
    const { batchNo } = this.into;
    return {
      budget: this.budget,
      add: ({ sheetNo, row, kind }) =>
        this.sinkOf(kind).add(`${batchNo},${fileId},${sheetNo},${row.row}`, row.mends, row.values),
      direct: (reading, ledger) => this.readDirect(connection, file, incoming, fileId, reading, ledger),
    };
  }

  /** Lets DuckDB read a plain text table; null if the scanner has to. */
  private async readDirect(
    connection: DuckDBConnection,
    { bytes }: InputFile,
    { path, scanned }: Incoming,
    fileId: number,
    reading: SheetReading,
    ledger: LedgerFile,
  ): Promise<DirectRows | null> {
    const { kind } = reading;
    if (kind === null) return null;
    const found = await readDirectly(connection, { path, bytes, scanned }, ledger, reading, {
      batchNo: this.into.batchNo,
      fileId,
      noteWords: this.programme.noteWords,
      fields: columnsOf(this.programme, kind).map(({ field }) => field),
      into: this.partPath(kind, fileId),
      firstRows: this.into.preview ? PREVIEW_ROWS : 0,
    });
    if (found) this.parts.set(kind, [...(this.parts.get(kind) ?? []), { fileId, part: found.part }]);
    return found;
  }

  /** The skipped files. @throws UserError as `stageFiles` does */
  unreadableFiles(): UnreadableFile[] {
    const found = this.inputs.flatMap(({ path }, index): UnreadableFile[] => {
      const error = this.unreadable.get(this.idOf(index));
      return error ? [{ path, text: error.text }] : [];
    });
    if (found.length === this.inputs.length || !this.into.skipUnreadable) {
      refuseUnreadable([...this.unreadable.values()], this.inputs.length);
    }
    return found;
  }

  /** Creates `raw_<kind>`. @returns the kinds with tables */
  async fill(draft: Draft): Promise<LedgerKind[]> {
    const tables = this.files.flatMap((file) => file?.sheets ?? []);
    const kinds = LedgerKind.options.filter((kind) => tables.some((table) => table.kind === kind));
    await draft.run(kinds.map((kind) => ({ name: kind, after: [], run: (one) => this.fillKind(one, kind) })));
    for (const [kind, sink] of this.sinks) if (!kinds.includes(kind)) await sink.close();
    return kinds;
  }

  private async fillKind(connection: DuckDBConnection, kind: LedgerKind): Promise<void> {
    const whole = this.parts.get(kind)?.filter(({ fileId }) => !this.unreadable.has(fileId));
    const parts = whole?.map(({ part }) => part);
    await createRawTable(connection, this.programme, kind, parts);
    const sink = this.sinks.get(kind);
    if (sink) await readSink(connection, this.programme, kind, sink);
    if (sink && this.unreadable.size > 0) {
      // A file may be found damaged after some of its rows were read.
      const ids = [...this.unreadable.keys()].join(', ');
      await connection.run(`DELETE FROM work.raw_rows_${kind} WHERE file_id IN (${ids})`);
    }
    for (const [index, file] of this.files.entries()) {
      for (const table of file?.dropped ?? []) {
        if (table.kind !== kind) continue;
        await connection.run(`DELETE FROM work.raw_rows_${kind} WHERE file_id = $1 AND sheet_no = $2`, [
          this.idOf(index),
          table.sheetNo,
        ]);
      }
    }
  }

  async result(kinds: LedgerKind[]): Promise<Omit<Staged, 'unreadable'>> {
    const scans = await Promise.all(
      this.incoming.map((incoming, index) => this.files[index] && incoming.scanned),
    );
    const good = this.incoming.filter((_, index) => this.files[index] !== undefined);
    return {
      files: this.inputs.flatMap(({ path }, index) => {
        const [file, scan] = [this.files[index], scans[index]];
        if (!file || !scan) return [];
        const { dropped: _, ...about } = file;
        return { fileId: this.idOf(index), path, sha256: scan.sha256, bytes: scan.bytes, ...about };
      }),
      loose: kinds.filter((kind) => this.sinks.has(kind)),
      // One at a time: a flush holds one of the few libuv threads, which DuckDB's calls need too.
      keep: async (folder) => {
        for (const incoming of good) await incoming.keep(folder);
      },
    };
  }

  private sinkOf(kind: LedgerKind): RowSink {
    const sink = this.sinks.get(kind) ?? new RowSink(join(this.into.work, `raw-${kind}.csv`));
    this.sinks.set(kind, sink);
    return sink;
  }

  private idOf(index: number): number {
    return this.into.firstFileId + index;
  }

  private partPath(kind: LedgerKind, fileId: number): string {
    return join(this.into.folder, `${kind}-${fileId}.parquet`);
  }
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
