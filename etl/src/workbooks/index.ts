export { writeQuarantine } from './quarantine-workbook.ts';
export { writeTable } from './table.ts';
export { writeTemplate } from './template.ts';
