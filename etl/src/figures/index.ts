export { FIGURES } from './definitions.ts';
export { readGrouped } from './grouped.ts';
export { everyPage } from './ledger-page.ts';
export { readRows } from './rows.ts';
export { figureInWords } from './say.ts';
export { UnknownFilterValue } from './scope.ts';
