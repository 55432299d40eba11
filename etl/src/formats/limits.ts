const MB = 2 ** 20;

/** Limits for one file, each far above those of real ledgers. Error messages state the limit. */
export const LIMITS = {
  /** Bytes of an old Excel workbook, which is read into memory; a sheet has at most 65 536 rows. */
  xlsBytes: 64 * MB,
  /** Cells of old sheets whose rows are out of order and must be kept in memory. */
  heldCells: 2_000_000,
  /** Merged ranges of one file; they are never expanded into cells. */
  merges: 250_000,
  /** Excel's own limit for the text of one cell, in characters. */
  cellText: 32_767,
  /** Excel's own limits for a sheet. */
  rows: 1_048_576,
  columns: 16_384,
  /** All parts of a workbook together may inflate to this much. */
  inflated: 4096 * MB,
  /** Real workbooks are compressed to a tenth or thirtieth; from `bombBytes` on, one that is compressed more is a bomb. */
  bombRatio: 200,
  bombBytes: 64 * MB,
  parts: 10_000,
  /** Parts of a workbook that are read into memory: list of sheets, styles, relations. */
  heldPart: 64 * MB,
  /** Comments and drawings of a workbook together: they are only looked through for units. */
  besideParts: 16 * MB,
  /** Characters of all shared strings, each counted with its overhead in memory. */
  sharedText: 256 * MB,
  /** Characters of one record of a text table. */
  record: 1 * MB,
} as const;
