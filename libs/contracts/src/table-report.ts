import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { Bilingual } from './text.ts';

/** Why a row of a table is not data. */
export const NoData = z.enum(['header', 'title', 'note', 'numbers', 'units']);
export type NoData = z.infer<typeof NoData>;

/** How a table was read, by positions and headers; contains nothing from data rows. */
export const TableReport = z.object({
  /** The kind of its header, even if its rows are not counted. */
  kind: LedgerKind,
  /** First and last row of the header. */
  headerRows: z.tuple([z.int(), z.int()]),
  /** Letters of its first and last column. */
  range: z.tuple([z.string(), z.string()]),
  columns: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      /** Text in the sheet, with the group above it in front. */
      header: z.string(),
      /** Letter of the sheet's column. */
      column: z.string(),
      /** The unit named by header, title or the row below; null if there is none. */
      unit: z.string().nullable(),
      /** Factor of the column's numbers: 10000 for 万元. */
      factor: z.int(),
    }),
  ),
  /** Letters of non-empty columns without a header: they are ignored. */
  unnamed: z.array(z.string()),
  /** Non-empty rows above the header: 1–2. */
  titles: z.string(),
  /** Rows without data: 4–12、20. */
  noData: z.partialRecord(NoData, z.string()),
  /** Data rows that are hidden in the workbook, by hand or by a filter; they count. */
  hiddenRows: z.int(),
  /** Data rows that are struck through or whose remark says 作废; they count. Reports of earlier versions lack it. */
  crossedOut: z.string().optional(),
  /** Letters of columns that are read although the workbook hides them. */
  hiddenColumns: z.array(z.string()),
  /** Why the rows cannot be read reliably: all of them are ignored. */
  refused: Bilingual.nullable(),
});
export type TableReport = z.infer<typeof TableReport>;

/** A data row as it was read, before any check; personal cells are masked. */
export const PreviewRow = z.object({ row: z.int(), cells: z.record(z.string(), z.string().nullable()) });
export type PreviewRow = z.infer<typeof PreviewRow>;

/** How a sheet was read, beside its table. */
export const SheetUnderstood = z.object({
  state: z.enum(['visible', 'hidden', 'veryHidden']),
  /** The sheet is hidden, and its rows are not counted unless asked for. */
  isLeftOut: z.boolean(),
  /** Null for a sheet of no known kind. */
  report: TableReport.nullable(),
  /** Notes on facts that no cell shows: a line sep=, zero bytes … */
  remarks: z.array(Bilingual),
  /** The first rows, on a dry run. */
  preview: z.array(PreviewRow),
});
export type SheetUnderstood = z.infer<typeof SheetUnderstood>;
