/** Header of a download: how many rows it has, known before the first is sent. */
export const ROWS_HEADER = 'x-skill-ledger-rows';

/** Most rows of one download; what is larger is refused before anything is written, never cut off. */
export const MOST_CSV_ROWS = 2_000_000;
/** A workbook is built in memory. */
export const MOST_XLSX_ROWS = 200_000;
