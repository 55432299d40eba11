import { KIND_LABELS, type LedgerKind } from '@skill-ledger/contracts';
import { type Cell, type CellStyle, type CellValue, writeXlsx } from 'hucre';
import { COLUMN_TYPES } from '../columns/index.ts';
import { columnsOf } from '../draft/schema.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { HEADER_ROWS } from '../read/index.ts';

/** Rows with prepared lists and formats; the writer does not support whole-column styles. */
const PREPARED_ROWS = 2000;
/** Excel accepts an inline list up to this many characters; longer ones are on the notes sheet. */
const MAX_INLINE_LIST = 255;
export const NOTES_SHEET = '填表说明';
const NOTES_HEADER = ['列名', '是否必填', '怎样填写', '可选值', '依据'];
/** The notes sheet's column where long lists begin. */
const FIRST_LIST = NOTES_HEADER.length + 1;

const INK = { rgb: '18212C' };
const HEADER: CellStyle = {
  font: { bold: true, color: INK },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E1E5EA' } },
  alignment: { vertical: 'center', wrapText: true },
};
const REQUIRED: CellStyle = {
  ...HEADER,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE0A3' } },
};
const BOLD: CellStyle = { font: { bold: true, color: INK } };
const WRAPPED: CellStyle = { alignment: { vertical: 'top', wrapText: true } };

/**
 * The blank workbook of one kind, generated from the reader's contract: headers (required ones in another colour),
 * drop-down lists, ids typed as text, and a sheet of notes with an example row.
 */
export function writeTemplate(kind: LedgerKind, programme: Programme): Promise<Uint8Array> {
  const columns = columnsOf(programme, kind);
  const notes = notesSheet(kind, columns, programme);
  return writeXlsx({
    sheets: [
      {
        name: KIND_LABELS[kind].zh,
        rows: [columns.map(({ label }) => label)],
        cells: styled([
          ...columns.map(({ required }, index): Styled => [0, index, required ? REQUIRED : HEADER]),
          ...columns.flatMap((column, index) => preparedCells(index, COLUMN_TYPES[column.type].format)),
        ]),
        columns: columns.map((column) => ({ width: Math.max(12, column.label.length * 2 + 4) })),
        freezePane: { rows: 1 },
        dataValidations: columns.flatMap((column, index) => {
          const choices = choicesOf(column, programme);
          const range = `${letters(index)}2:${letters(index)}${PREPARED_ROWS + 1}`;
          const prompt = {
            range,
            allowBlank: true,
            showInputMessage: true,
            inputTitle: column.label.slice(0, 32),
            inputMessage: `${column.required ? '必填。' : '选填。'}${COLUMN_TYPES[column.type].how}`,
          };
          if (choices.length === 0) return [];
          const list = notes.lists.get(column.field);
          return [
            {
              ...prompt,
              type: 'list' as const,
              ...(list ? { formula1: list } : { values: choices }),
              // Several uplifts and long names of units are valid too: values outside the list only raise a warning.
              showErrorMessage: true,
              errorStyle: COLUMN_TYPES[column.type].onlyChoices ? ('stop' as const) : ('warning' as const),
              errorTitle: column.label.slice(0, 32),
              errorMessage: '请从下拉列表中选择。',
            },
          ];
        }),
      },
      notes.sheet,
    ],
  });
}

/** The values a cell of this column may have, in display order; empty if any value is allowed. */
const choicesOf = (column: Column, programme: Programme): string[] => [
  ...(COLUMN_TYPES[column.type].choices?.(column, programme) ?? []),
];

/** Notes on each column, an example row, and the lists that are too long to be inline. */
function notesSheet(kind: LedgerKind, columns: Column[], programme: Programme) {
  const rows: CellValue[][] = [
    [`${KIND_LABELS[kind].zh}：填表说明`],
    ['必填列的表头为橙色底。列的顺序可以变动，多余的列会被忽略；合计行、填表人等说明行不影响装载。'],
    [],
    NOTES_HEADER,
    ...columns.map((column) => [
      column.label,
      column.required ? '必填' : '选填',
      column.key ? `${COLUMN_TYPES[column.type].how}（识别同一行的列）` : COLUMN_TYPES[column.type].how,
      choicesOf(column, programme).join('、'),
      column.clause,
    ]),
    [],
  ];
  // A header within the first rows would be recognised as a ledger.
  while (rows.length < HEADER_ROWS) rows.push([]);
  const exampleRow = rows.length;
  rows.push(['示例（填在第一张工作表中）']);
  rows.push(columns.map(({ label }) => label));
  rows.push(columns.map((column) => choicesOf(column, programme)[0] ?? COLUMN_TYPES[column.type].example));
  const lists = new Map<string, string>();
  for (const column of columns) {
    const choices = choicesOf(column, programme);
    if (choices.join(',').length <= MAX_INLINE_LIST) continue;
    const at = FIRST_LIST + columns.length + lists.size;
    for (const [index, choice] of choices.entries()) {
      const row = rows[index] ?? [];
      row[at] = choice;
      rows[index] = row;
    }
    lists.set(column.field, `'${NOTES_SHEET}'!$${letters(at)}$1:$${letters(at)}$${choices.length}`);
  }
  return {
    lists,
    sheet: {
      name: NOTES_SHEET,
      rows: rows.map((row) => Array.from(row, (value) => value ?? null)),
      cells: styled([
        [0, 0, BOLD],
        ...NOTES_HEADER.map((_, index): Styled => [3, index, HEADER]),
        ...columns.map((_, index): Styled => [4 + index, 3, WRAPPED]),
        [exampleRow, 0, BOLD],
      ]),
      columns: [22, 12, 40, 60, 14].map((width) => ({ width, style: { numFmt: '@' } })),
    },
  };
}

type Styled = [row: number, column: number, style: CellStyle];

/** Empty cells of one column that already have their format, so that what is typed into them keeps its digits. */
function preparedCells(column: number, format: string): Styled[] {
  const style: CellStyle = { numFmt: format };
  return Array.from({ length: PREPARED_ROWS }, (_, row) => [row + 1, column, style]);
}

const styled = (cells: Styled[]): Map<string, Partial<Cell>> =>
  new Map(cells.map(([row, column, style]) => [`${row},${column}`, { style }]));

/** 0 → "A", 26 → "AA". */
function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
