export { openLedger } from './open.ts';
export { HEADER_ROWS, MENDS_HEADER, type NearestKind } from './recognise.ts';
export { readSheet } from './rows.ts';
