export { FIGURES } from './definitions.ts';
export { readGrouped } from './grouped.ts';
export { everyRow, readRows } from './rows.ts';
export { sayFigure } from './say.ts';
export { UnknownFilterValue } from './scope.ts';
