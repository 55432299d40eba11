/** Header of a download: its number of rows, known before the first is sent. */
export const ROWS_HEADER = 'x-skill-ledger-rows';

/** Maximum number of rows per download; larger ones are refused before anything is sent, never truncated. */
export const MAX_CSV_ROWS = 2_000_000;
/** A workbook is built in memory. */
export const MAX_XLSX_ROWS = 200_000;
