export { writeQuarantine } from './quarantine-workbook.ts';
export { writeTemplate } from './template.ts';
