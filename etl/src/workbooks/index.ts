export { writeQuarantine } from './quarantine-workbook.ts';
export { tableStream, writeTable } from './table.ts';
export { writeTemplate } from './template.ts';
