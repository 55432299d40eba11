import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import type { MergedRange } from './types.ts';

/** Collects the merged ranges of a file. */
export class MergedRanges {
  private readonly file: string;
  private left = LIMITS.merges;

  constructor(file: string) {
    this.file = file;
  }

  /** Adds a range to those of its sheet, unless it is empty or a single cell. */
  add(sheet: MergedRange[], range: MergedRange): void {
    const { firstRow, lastRow, firstColumn, lastColumn } = range;
    if (!(firstRow >= 1 && lastRow >= firstRow && firstColumn >= 0 && lastColumn >= firstColumn)) return;
    if (lastRow === firstRow && lastColumn === firstColumn) return;
    this.left -= 1;
    if (this.left < 0) {
      throw new LedgerFileError('too-large', this.file, {
        zh: `合并单元格过多（超过 ${LIMITS.merges} 处）；请取消合并后另存，再重新报送`,
        en: `holds more than ${LIMITS.merges} merged ranges: unmerge them, save and upload it again`,
      });
    }
    sheet.push(range);
  }
}
