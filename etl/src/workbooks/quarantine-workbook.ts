import { KIND_LABELS, LedgerKind, type QuarantineEntry } from '@skill-ledger/contracts';
import { type Cell, type CellStyle, type CellValue, writeXlsx } from 'hucre';
import { COLUMN_TYPES } from '../columns/index.ts';
import { markedId } from '../draft/mended-row.ts';
import { columnsOf } from '../draft/schema.ts';
import { consequence } from '../ledgers/consequence.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { MENDS_HEADER } from '../read/index.ts';
import { type ExportTable, footerOf, notesSheet } from './export.ts';

const ORIGIN = ['处理', '来源文件', '来源工作表', '来源行', '原因'];
const FAILING: CellStyle = {
  numFmt: '@',
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE0A3' } },
  border: {
    left: { style: 'medium', color: { rgb: 'C0301A' } },
    right: { style: 'medium', color: { rgb: 'C0301A' } },
  },
};
const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E1E5EA' } },
  alignment: { vertical: 'center', wrapText: true },
};
/** Comments make a workbook slow to open: every row has its reasons in a column, only the first rows have comments. */
const MAX_COMMENTS = 2000;

/**
 * The quarantine as a workbook to correct and upload again: one sheet per kind with the original cells as
 * text, failing cells marked and commented, origin and reasons of every row. 隔离编号 names the row each replaces, and
 * a hash of its cells: unchanged rows are not loaded.
 */
export function writeQuarantine(
  entries: QuarantineEntry[],
  programme: Programme,
  { notes, takenBy }: Pick<ExportTable, 'notes' | 'takenBy'> = { notes: [] },
): Promise<Uint8Array> {
  const kinds = LedgerKind.options.filter((kind) => entries.some((entry) => entry.kind === kind));
  const sheets = kinds.map((kind) => ({
    ...quarantineSheet(kind, entries, programme),
    ...footerOf(takenBy),
  }));
  const lines: [string, string][] = [
    ...notes,
    ['行数', String(entries.length)],
    [
      '怎样修正',
      '只改标出的单元格，隔离编号一列不要改动；改好后把整个文件重新报送，没有改动的行不会再次装载',
    ],
    ...(takenBy === undefined ? [] : [['个人信息', takenBy] as [string, string]]),
  ];
  return writeXlsx({ sheets: [...sheets, { ...notesSheet(lines), ...footerOf(takenBy) }] });
}

/** With the unit of its numbers: the file that they came from may have had another one. */
function headerOf({ label, type }: Column): string {
  const unit = COLUMN_TYPES[type].ownUnit;
  return unit === undefined ? label : `${label}（${unit}）`;
}

function quarantineSheet(kind: LedgerKind, entries: QuarantineEntry[], programme: Programme) {
  const columns = columnsOf(programme, kind);
  const header = [MENDS_HEADER, ...columns.map(headerOf), ...ORIGIN];
  const rows: CellValue[][] = [header];
  const cells = new Map<string, Partial<Cell>>(header.map((_, index) => [`0,${index}`, { style: HEADER }]));
  let comments = 0;
  for (const entry of entries) {
    if (entry.kind !== kind) continue;
    for (const [index, { field }] of columns.entries()) {
      const reasons = entry.reasons.filter((reason) => reason.field === field);
      if (reasons.length === 0) continue;
      const text = reasons.map(({ text: { zh } }) => zh).join('\n');
      const comment = comments < MAX_COMMENTS ? { comment: { text } } : {};
      comments += 1;
      cells.set(`${rows.length},${index + 1}`, { style: FAILING, ...comment });
    }
    rows.push([
      markedId(entry.id, entry.cells, columns),
      ...columns.map(({ field }) => entry.cells[field] ?? null),
      consequence(entry),
      entry.file,
      entry.sheet,
      String(entry.row),
      entry.reasons.map(({ text: { zh } }) => zh).join('；'),
    ]);
  }
  const widths = [
    16,
    ...columns.map((column) => Math.max(12, headerOf(column).length * 2 + 4)),
    44,
    28,
    16,
    10,
    80,
  ];
  return {
    name: KIND_LABELS[kind].zh,
    rows,
    cells,
    columns: widths.map((width) => ({ width, style: { numFmt: '@' } })),
    freezePane: { rows: 1, columns: 1 },
  };
}
