export {
  type ExportCells,
  type ExportColumn,
  type ExportTable,
  exportColumns,
  exportCsv,
  exportName,
  exportStream,
  exportWorkbook,
  NOTES_NAME,
} from './export.ts';
export { writeQuarantine } from './quarantine-workbook.ts';
export { DAYS, type Sheet, writeSheets } from './sheets.ts';
export { writeTemplate } from './template.ts';
