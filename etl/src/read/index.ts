export { HEADER_ROWS, MENDS_HEADER, type NearestKind } from './recognise.ts';
export { readSheet, type SheetReading } from './rows.ts';
