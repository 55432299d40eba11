import type { Bilingual, LedgerKind, PreviewRow, TableReport, UnreadableFile } from '@skill-ledger/contracts';
import type { SheetState } from '../formats/index.ts';
import type { NearestKind } from '../read/index.ts';

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
  /** For a sheet of unknown kind: the nearest kind and the missing labels. */
  nearest: NearestKind | null;
  /** Records of earlier versions lack the rest. */
  state?: SheetState;
  /** Whether the sheet is hidden and its rows are not counted for that: all of them are ignored. */
  isLeftOut?: boolean;
  /** How the table was read; null for a sheet of unknown kind. */
  report?: TableReport | null;
  /** Notes on facts that no cell of the sheet shows. */
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
  /** Skipped files. */
  unreadable: UnreadableFile[];
  /** Kinds with rows in `raw_rows_<kind>`; those of the others are in Parquet already. */
  loose: LedgerKind[];
  /** Moves the original files into `folder`, named by hash; resolves when they are flushed to disk. */
  keep(folder: string): Promise<void>;
}
