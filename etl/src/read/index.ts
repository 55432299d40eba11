export { openLedger } from './open.ts';
export { MENDS_HEADER, type NearestKind } from './recognise.ts';
export { readSheet } from './rows.ts';
