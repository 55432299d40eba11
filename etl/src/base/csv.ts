/**
 * One line of CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it; a negative number
 * stays one.
 */
export function csvLine(cells: (string | null)[]): string {
  return `${cells
    .map((cell) => {
      if (cell === null || cell === '') return '';
      const text = /^[=+\-@＝＋－＠\t\r\n]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}
