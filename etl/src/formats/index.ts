export {
  BETWEEN_NUMBERS,
  cellText,
  hasSeveralNumbers,
  isFilled,
  moneyCellText,
  normalise,
  numericCellText,
} from './cell.ts';
export { eachChunk } from './chunks.ts';
export { DELIMITERS } from './dialect.ts';
export { EvenLines, isQuotedAbove } from './even-lines.ts';
export { LIMITS } from './limits.ts';
export { openLedger } from './open.ts';
export { notReadByName } from './refusals.ts';
export {
  type BesideText,
  type Cell,
  ExcelDate,
  type LedgerFile,
  type MergedRange,
  type SheetRow,
  type SheetSource,
  type SheetState,
  ShownCell,
} from './types.ts';
