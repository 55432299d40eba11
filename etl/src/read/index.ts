export { normalise } from './cell.ts';
export { eachChunk } from './chunks.ts';
export { EvenLines, isQuotedAbove } from './even-lines.ts';
export { openLedger } from './open.ts';
export { HEADER_ROWS, MENDS_HEADER, type NearestKind } from './recognise.ts';
export { readSheet, type SheetReading } from './rows.ts';
export type { LedgerFile } from './types.ts';
