import type { LedgerFile, SheetRow, SheetSource } from '../formats/index.ts';
import type { Programme } from '../programme/programme.ts';
import { recogniseHeader, unitsMentioned } from '../read/index.ts';

const NOTES = /说明|须知|要求|注意|备注/;
/** Notes are short: of more rows and texts than this, the first tell. */
const MAX_ROWS = 500;
const MAX_TEXTS = 500;

/** Units that a workbook's sheets of notes mention: the numbers of its other sheets may be in these. */
export async function unitsInNotes(
  { format, sheets }: LedgerFile,
  { columns }: Pick<Programme, 'columns'>,
): Promise<string[]> {
  // A text table has one sheet, whose rows can be read once.
  if (format === 'csv') return [];
  const texts: string[] = [];
  for (const sheet of sheets) {
    if (!NOTES.test(sheet.name) || sheet.state !== 'visible') continue;
    const rows = await firstRows(sheet);
    const isLedger = recogniseHeader(rows, columns, sheet.merges).tables.length > 0;
    for (const { cells } of isLedger ? [] : rows) {
      for (const cell of cells) {
        if (texts.length === MAX_TEXTS) break;
        if (typeof cell === 'string') texts.push(cell);
      }
    }
  }
  return unitsMentioned(texts);
}

async function firstRows(sheet: SheetSource): Promise<SheetRow[]> {
  let rows: SheetRow[] = [];
  for await (const chunk of sheet.rows()) {
    rows = rows.concat(chunk);
    if (rows.length >= MAX_ROWS) break;
  }
  return rows.slice(0, MAX_ROWS);
}
