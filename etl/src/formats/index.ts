export { cellText, isFilled, moneyCellText, normalise } from './cell.ts';
export { eachChunk } from './chunks.ts';
export { EvenLines, isQuotedAbove } from './even-lines.ts';
export { openLedger } from './open.ts';
export {
  type Cell,
  ExcelDate,
  type LedgerFile,
  type MergedRange,
  type SheetRow,
  type SheetSource,
} from './types.ts';
