import type { LedgerFile } from '../formats/index.ts';

const NOTES = /说明|须知|要求|注意|备注/;
/** Notes are short: of more texts than this, the first tell. */
const MOST_TEXTS = 500;

/** Texts of a workbook's sheets of notes, which may say what the numbers of its other sheets stand for. */
export async function noteSheetTexts({ format, sheets }: LedgerFile): Promise<string[]> {
  const texts: string[] = [];
  // A text table has one sheet, whose rows can be read once.
  if (format === 'csv') return texts;
  for (const { name, state, rows } of sheets) {
    if (!NOTES.test(name) || state !== 'visible') continue;
    for await (const chunk of rows()) {
      texts.push(...chunk.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string')));
      if (texts.length >= MOST_TEXTS) break;
    }
  }
  return texts.slice(0, MOST_TEXTS);
}
