export { writeQuarantine } from './quarantine-workbook.ts';
export { type Sheet, writeSheets } from './sheets.ts';
export { tableStream, writeTable } from './table.ts';
export { writeTemplate } from './template.ts';
