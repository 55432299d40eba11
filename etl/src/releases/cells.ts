import type { PeopleCounts } from './people.ts';

/** Fewer person-times than this are not published. */
const SMALLEST_SHOWN = 5;

/** A published span of days, as the numbers of its segments. */
export interface Published {
  segments: number[];
  /** Cells that were not shown, as `cellId` names them. */
  withheld: ReadonlySet<string>;
}

/** A cell of a table; the row or column after the last holds the totals. */
export interface CellRef {
  table: number;
  row: number;
  column: number;
}

export const cellId = ({ table, row, column }: CellRef): string => `${table}:${row}:${column}`;

/** Whether a count of person-times is small enough to be withheld itself. */
export const isSmall = (value: number): boolean => value > 0 && value < SMALLEST_SHOWN;

/** Every cell of every table, totals included. */
export function allCells(counts: PeopleCounts): CellRef[] {
  return counts.flatMap((rows, table) =>
    Array.from({ length: rows.length + 1 }, (_, row) =>
      Array.from({ length: (rows[0]?.length ?? 0) + 1 }, (__, column) => ({ table, row, column })),
    ).flat(),
  );
}

/** Inner cells that a cell adds up: itself, a row, a column, or all. */
export function innerOf({ table, row, column }: CellRef, counts: PeopleCounts): CellRef[] {
  const rows = counts[table] ?? [];
  const width = rows[0]?.length ?? 0;
  const from = row === rows.length ? rows.map((_, at) => at) : [row];
  const across = column === width ? Array.from({ length: width }, (_, at) => at) : [column];
  return from.flatMap((one) => across.map((other) => ({ table, row: one, column: other })));
}

export const cellValue = (cell: CellRef, counts: PeopleCounts): number =>
  innerOf(cell, counts).reduce((sum, { row, column }) => sum + (counts[cell.table]?.[row]?.[column] ?? 0), 0);

/** The table with a column for each domain; the domains' totals are published elsewhere, with the city's. */
const BY_DOMAIN = 0;

/** Whether the cell's value is published by another table: the city's total, and those of the domains. */
export function isKnownElsewhere({ table, row, column }: CellRef, counts: PeopleCounts): boolean {
  const rows = counts[table] ?? [];
  const isTotalRow = row === rows.length;
  return isTotalRow && (table === BY_DOMAIN || column === (rows[0]?.length ?? 0));
}

/** The total of the cell's domain, if the domain has so few person-times that none of its cells is shown. */
export function smallDomain(cell: CellRef, counts: PeopleCounts): number | null {
  const { table, column } = cell;
  const rows = counts[table] ?? [];
  if (table !== BY_DOMAIN || column === (rows[0]?.length ?? 0)) return null;
  const total = cellValue({ table, row: rows.length, column }, counts);
  return isSmall(total) ? total : null;
}
