/** Texts that represent a fault of a cell: `fault_of` in checks/macros.sql recognises them by their beginning. */

/** V23: number of filled cells after the header's last column. Their content may be personal and is not repeated. */
export const surplusText = (cells: number, text: string | null): string => `#多出${cells}格!${text ?? ''}`;

/** V26: the number is merged over several rows. */
export const mergedNumberText = (text: string): string => `#合并多行!${text}`;
