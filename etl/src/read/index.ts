export { CROSSED_OUT } from './beside.ts';
export { MENDS_HEADER } from './match.ts';
export { noteLook } from './notes.ts';
export { unitsMentioned } from './outside.ts';
export { HEADER_ROWS, type NearestKind, recogniseHeader } from './recognise.ts';
export { FIRST_NUMBERS, SECOND_NUMBERS } from './row-judge.ts';
export { readSheet, type SheetLayout, type SheetReading } from './rows.ts';
export type { LedgerRow } from './table.ts';
export { MAY_REMARK } from './units.ts';
