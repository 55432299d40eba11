import type { QuarantineEntry } from '@skill-ledger/contracts';

const thousands = (value: number): string => value.toLocaleString('en-US');

/** The required fix of a quarantined row, and its effect, for the workbook and the command line. */
export function consequence({ isWaiting, isMissing, waitsFor, fix, reasons }: QuarantineEntry): string {
  if (isWaiting) {
    const where = waitsFor
      ? [waitsFor.file, waitsFor.sheet, `第 ${waitsFor.row} 行`].filter(Boolean).join(' ')
      : '其他单位的行';
    return `等引用：${where}改好后自动通过，不必改`;
  }
  if (!fix) return '要改';
  const gain = fix.personTimes > 0 ? `、+${thousands(fix.personTimes)} 人次` : '';
  if (isMissing) return `缺引用：报送后放行 ${thousands(fix.freed)} 行${gain}，本行不必改`;
  const isCell = reasons.length === 1 && reasons[0]?.field !== null && reasons[0]?.code !== 'V10';
  const what = isCell ? '格' : '行';
  const cells =
    fix.rows > 1 && isCell ? `这 ${thousands(fix.rows)} 格同样的错误` : `这 ${thousands(fix.rows)} ${what}`;
  return fix.freed > 1 ? `要改：改${cells} → 放行 ${thousands(fix.freed)} 行${gain}` : '要改';
}
