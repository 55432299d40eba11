export type { FormFormat } from './form-formats.ts';
export { readFormFunds } from './form-funds.ts';
export type { FormContent } from './official-form.ts';
export { writeResultsWorkbook } from './review-workbook.ts';
export { writeOfficialForm } from './write-form.ts';
