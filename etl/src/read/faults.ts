/** Texts that represent a fault of a cell: `fault_of` in checks/macros.sql recognises them by their beginning. */

/** V23: number of filled cells after the header's last column. Their content may be personal and is not repeated. */
export const surplusText = (cells: number, text: string | null): string => `#多出${cells}格!${text ?? ''}`;

/** V23: the value goes on in so many more columns below its header. */
export const splitText = (cells: number, text: string | null): string => `#分写${cells}格!${text ?? ''}`;

/** V26: the cell is covered by one of a column further left, with which it is merged. */
export const COVERED_TEXT = '#合并多列!';

/** V26: the number is merged over several rows. */
export const mergedNumberText = (text: string): string => `#合并多行!${text}`;
