const MB = 2 ** 20;

/** What one file may cost, each beyond what honest ledgers come near. Readers say the limit in their message. */
export const LIMITS = {
  /** Bytes of an old Excel workbook, which is held whole; its rows end at 65 536 a sheet. */
  xlsBytes: 64 * MB,
  /** Cells of old sheets whose rows are out of order, and therefore held. */
  heldCells: 2_000_000,
  /** Merged ranges of one file: none is ever taken apart into cells. */
  merges: 250_000,
  /** Excel's own limit for the text of one cell, in characters. */
  cellText: 32_767,
  /** Excel's own limits for a sheet. */
  rows: 1_048_576,
  columns: 16_384,
  /** All parts of a workbook together may inflate to this much. */
  inflated: 4096 * MB,
  /** Honest workbooks shrink to a tenth or thirtieth; from `bombBytes` on, one that shrinks more is a bomb. */
  bombRatio: 200,
  bombBytes: 64 * MB,
  parts: 10_000,
  /** Parts of a workbook that are held: its list of sheets, styles and relations. */
  heldPart: 64 * MB,
  /** Characters of all shared strings, each counted with what holding it costs. */
  sharedText: 256 * MB,
  /** Characters of one record of a text table. */
  record: 1 * MB,
} as const;
