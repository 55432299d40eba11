import { type Cell, type CellStyle, writeXlsx } from 'hucre';
import type { Grid, GridCell } from './grid.ts';

/** Characters across the printed page of A4. */
const PAGE_WIDTH = 108;
const LINE_HEIGHT = 15;
const edge = { style: 'thin', color: { rgb: '5B6672' } } as const;
const BORDER: CellStyle['border'] = { top: edge, right: edge, bottom: edge, left: edge };

const STYLES: Record<GridCell['kind'], CellStyle> = {
  title: {
    font: { bold: true, size: 16 },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  label: {
    font: { bold: true, size: 10 },
    border: BORDER,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  text: { font: { size: 10 }, border: BORDER, alignment: { vertical: 'center', wrapText: true } },
  number: {
    font: { size: 10 },
    border: BORDER,
    alignment: { horizontal: 'right', vertical: 'center', wrapText: true },
  },
};

/** One sheet of a workbook of forms. */
export interface GridSheet {
  name: string;
  grid: Grid;
}

/**
 * Grids as a workbook, one sheet each, fit to the width of A4: merged cells are merged, numbers are numbers.
 * @param title of the file's properties
 * @param madeAt ISO time; the same grids made at the same time are the same bytes
 */
export function writeGridXlsx(sheets: GridSheet[], title: string, madeAt: string): Promise<Uint8Array> {
  const made = new Date(madeAt);
  return writeXlsx({
    properties: { title, created: made, modified: made },
    sheets: sheets.map(({ name, grid }) => {
      const height = 1 + Math.max(...grid.cells.map(({ row, rows }) => row + rows - 1));
      return {
        name,
        columns: grid.widths.map((width) => ({ width: width * PAGE_WIDTH })),
        rows: [
          ...Array.from({ length: height }, () => grid.widths.map(() => null)),
          ...grid.notes.map((note) => [note]),
        ],
        cells: cellsOf(grid, height),
        merges: [
          ...grid.cells
            .filter(({ rows, columns }) => rows > 1 || columns > 1)
            .map(({ row, column, rows, columns }) => ({
              startRow: row,
              startCol: column,
              endRow: row + rows - 1,
              endCol: column + columns - 1,
            })),
          ...grid.notes.map((_, index) => ({
            startRow: height + index,
            startCol: 0,
            endRow: height + index,
            endCol: grid.widths.length - 1,
          })),
        ],
        rowDefs: new Map(
          Array.from({ length: height }, (_, row) => [row, { height: heightOf(grid, row) }] as const),
        ),
        pageSetup: {
          paperSize: 'a4' as const,
          orientation: 'portrait' as const,
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          horizontalCentered: true,
        },
        view: { showGridLines: false },
      };
    }),
  });
}

function cellsOf(grid: Grid, height: number): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>();
  for (const { row, column, rows, columns, kind, text, value } of grid.cells) {
    const style = STYLES[kind];
    // A merged range shows its border only where each of its cells has one.
    for (let r = row; r < row + rows; r += 1) {
      for (let c = column; c < column + columns; c += 1) cells.set(`${r},${c}`, { value: null, style });
    }
    cells.set(
      `${row},${column}`,
      value
        ? { value: Number(value.number), style: { ...style, numFmt: value.format } }
        : { value: text, style },
    );
  }
  for (const [index, note] of grid.notes.entries()) {
    cells.set(`${height + index},0`, { value: note, style: { font: { size: 9 } } });
  }
  return cells;
}

/** Points of a row that shows all its text: a spreadsheet does not make merged cells taller by itself. */
function heightOf({ cells, widths }: Grid, row: number): number {
  const lines = cells
    .filter((cell) => cell.row === row && cell.rows === 1)
    .map(({ column, columns, text, kind }) => {
      const width = widths.slice(column, column + columns).reduce((sum, one) => sum + one, 0) * PAGE_WIDTH;
      const scale = kind === 'title' ? 1.6 : 1;
      return text
        .split('\n')
        .map((line) => Math.max(1, Math.ceil((widthOf(line) * scale) / (width - 1))))
        .reduce((sum, one) => sum + one * scale, 0);
    });
  return Math.max(1.4, ...lines) * LINE_HEIGHT;
}

/** Chinese characters are two wide. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1.1), 0);
