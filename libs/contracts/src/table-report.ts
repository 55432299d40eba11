import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { Bilingual } from './text.ts';

/** Why a row of a table is no data. */
export const NoData = z.enum(['header', 'title', 'note', 'numbers', 'units']);
export type NoData = z.infer<typeof NoData>;

/** What was understood of a table, by places and headers: it repeats nothing that a data row holds. */
export const TableReport = z.object({
  /** The kind its header says, also where its rows are not counted. */
  kind: LedgerKind,
  /** First and last row of the header. */
  headerRows: z.tuple([z.int(), z.int()]),
  /** Letters of its first and last column. */
  range: z.tuple([z.string(), z.string()]),
  columns: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      /** As it reads in the sheet, with the group above it in front. */
      header: z.string(),
      /** Letter of the sheet's column. */
      column: z.string(),
      /** The unit that header, title or the row below name; null if none does. */
      unit: z.string().nullable(),
      /** What one of the column's numbers stands for: 10000 where the unit is 万元. */
      factor: z.int(),
    }),
  ),
  /** Letters of columns that hold something and have no header: they are ignored. */
  unnamed: z.array(z.string()),
  /** Rows above the header with something in them: 1–2. */
  titles: z.string(),
  /** Rows that are no data: 4–12、20. */
  noData: z.partialRecord(NoData, z.string()),
  /** Data rows that are hidden in the workbook, by hand or by a filter; they count. */
  hiddenRows: z.int(),
  /** Data rows that are struck through or whose remark says 作废; they count. Reports of earlier versions lack it. */
  crossedOut: z.string().optional(),
  /** Letters of columns that are read although the workbook hides them. */
  hiddenColumns: z.array(z.string()),
  /** Why the rows cannot be read with certainty: all of them are ignored. */
  refused: Bilingual.nullable(),
});
export type TableReport = z.infer<typeof TableReport>;

/** A data row as it was read, before any check; personal cells are masked. */
export const PreviewRow = z.object({ row: z.int(), cells: z.record(z.string(), z.string().nullable()) });
export type PreviewRow = z.infer<typeof PreviewRow>;

/** What was understood of a sheet beside its table. */
export const SheetUnderstood = z.object({
  state: z.enum(['visible', 'hidden', 'veryHidden']),
  /** The sheet is hidden, and its rows are not counted unless asked for. */
  isLeftOut: z.boolean(),
  /** Null for a sheet of no known kind. */
  report: TableReport.nullable(),
  /** What no cell of the sheet shows: a line sep=, zero bytes … */
  remarks: z.array(Bilingual),
  /** The first rows, on a dry run. */
  preview: z.array(PreviewRow),
});
export type SheetUnderstood = z.infer<typeof SheetUnderstood>;
