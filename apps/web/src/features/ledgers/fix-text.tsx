import type { QuarantineFix, QuarantineReason } from '@skill-ledger/contracts';
import { useWords } from '../../i18n/words.ts';
import { formatCount } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

/** Whether one cell is to be fixed. Rows of one key (V10) are resolved by choosing one of them. */
export const isOneCell = ([reason, ...others]: QuarantineReason[]): boolean =>
  reason !== undefined && others.length === 0 && reason.field !== null && reason.code !== 'V10';

interface FixTextProps {
  fix: QuarantineFix;
  /** The record that the rows refer to was never uploaded. */
  isMissing: boolean;
  isOneCell: boolean;
}

/** What to do, and what is released by it: 改这 1 格 → 放行 2,514 行、+1,197 人次. */
export function FixText({ fix, isMissing, isOneCell: isCell }: FixTextProps) {
  const text = useTexts().queue;
  const words = useWords();
  const rows = formatCount(fix.rows);
  const one = isCell ? text.one : text.oneRow;
  const several = isCell ? text.several(rows) : text.severalRows(rows);
  const what = isMissing ? text.handIn : fix.rows > 1 ? several : one;
  const gains = [
    text.frees(formatCount(fix.freed)),
    fix.personTimes > 0 && text.gain(formatCount(fix.personTimes)),
  ].filter(Boolean);
  return (
    <>
      {what} → {gains.join(words.comma)}
    </>
  );
}
