import { LedgerFileError } from './error.ts';
import type { MergedRange } from './types.ts';

/** Cells that may be merged vertically in one sheet: sixteen columns to the last row of Excel. */
const MOST_MERGED_CELLS = 2 ** 24;

/** The ranges that span rows, held to a number that honest sheets do not come near. */
export class VerticalMerges {
  readonly ranges: MergedRange[] = [];
  private readonly file: string;
  private cells = 0;

  constructor(file: string) {
    this.file = file;
  }

  add(range: MergedRange): void {
    const { firstRow, lastRow, firstColumn } = range;
    if (!(firstRow >= 1 && lastRow > firstRow && firstColumn >= 0)) return;
    this.cells += lastRow - firstRow;
    if (this.cells > MOST_MERGED_CELLS) {
      throw new LedgerFileError('too-large', this.file, {
        zh: '合并单元格过多；请取消合并后另存，再重新报送',
        en: 'holds too many merged cells: unmerge them, save and hand it in again',
      });
    }
    this.ranges.push(range);
  }
}
