export { openLedger } from './open.ts';
export type { NearestKind } from './recognise.ts';
export { readSheet } from './rows.ts';
