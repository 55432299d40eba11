/**
 * One line of CSV, ended by CRLF. Text that a spreadsheet would run as a formula is prefixed with an apostrophe; negative
 * numbers are left as they are.
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
