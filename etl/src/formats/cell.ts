import { type Cell, MissingValue, ShownCell } from './types.ts';

const WIDE = /[\uFF01-\uFF5E]/g;
/**
 * What no person sees: Unicode's spaces, its line and paragraph separators, format and control characters, blank letters
 * and signs, and marks that choose a variant of the letter before them; as `unseen` in checks/macros.sql.
 */
const UNSEEN =
  '\\p{Z}\\p{Cf}\\p{Cc}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0100}-\\u{E01EF}';
const SPACE = new RegExp(`[${UNSEEN}]+`, 'gu');
const INK = new RegExp(`[^${UNSEEN}]`, 'u');

/** Marks digits as text for a spreadsheet: '0012, ="0012". */
const GUARD = /^'|^="(.*)"$/;

/** U+FF01–FF5E in half width. */
const halfWidth = (text: string): string =>
  text.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** Half width, without any white space and text guards: how values and headers are compared (张　三 = 张三). */
export function normalise(text: string): string {
  const bare = halfWidth(text).replace(SPACE, '');
  return bare.startsWith("'") || bare.startsWith('=') ? bare.replace(GUARD, '$1') : bare;
}

/**
 * Where the spaces or line ends in a cell stand between numbers, not in one: 1 500 is one, 1500 1200 are two. Source of a
 * regular expression over half-width text, for JavaScript and for DuckDB.
 */
export const BETWEEN_NUMBERS =
  '[0-9][\\p{Z}\\p{Cf}\\t]*[\\r\\n][\\r\\n\\p{Z}\\p{Cf}\\t]*[0-9]|[0-9]{4}[\\p{Z}\\t]+[0-9]{4}';
const SEVERAL = new RegExp(BETWEEN_NUMBERS, 'u');
export const hasSeveralNumbers = (text: string): boolean => SEVERAL.test(halfWidth(text));

/** Digits that Excel keeps and shows; further digits in a file are rounding noise. */
const EXCEL_DIGITS = 15;

/**
 * The number as Excel shows it: plain, or with an exponent from 10^15 on, where an id has lost digits for good.
 * 1500.1, 0.0000001, 3.30782198412121E+17
 */
function numberText(value: number): string {
  const shown = Number(value.toPrecision(EXCEL_DIGITS));
  if (Math.abs(shown) >= 10 ** EXCEL_DIGITS) return shown.toExponential().toUpperCase();
  const text = String(shown);
  const [digits = '', exponent] = text.split('e-');
  if (exponent === undefined) return text;
  const sign = digits.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
}

/** Placeholder for a missing value: it occurs in no ledger, and is no word of an enumeration. */
export const MISSING_VALUES = { formula: '#公式无结果!', text: '#内容缺失!' } as const;

/** Text of a cell as a clerk sees it; null where it is empty. */
export function cellText(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  if (cell instanceof ShownCell) return cell.shown === '' ? null : cell.shown;
  if (cell instanceof MissingValue) return MISSING_VALUES[cell.of];
  return cell.text;
}

/** Like `cellText`, for columns of numbers: 7 of a cell that is shown as 00007. */
export function numericCellText(cell: Cell | undefined): string | null {
  if (!(cell instanceof ShownCell)) return cellText(cell);
  if (cell.number !== null) return numberText(cell.number);
  // 15 for 15000: it is unknown which of the two is meant.
  const isOther = typeof cell.stored === 'number' && /^-?[\d,]+(\.\d+)?$/.test(cell.shown);
  return isOther && Number(cell.shown.replaceAll(',', '')) !== cell.stored
    ? `${cell.shown}（显示与存储不同）`
    : cellText(cell);
}

/** Above this, numbers are too coarse for a fen to mean anything. */
const COARSE = 1e12;
const NOISE = 0.000_001;

/** Like `cellText`, but a numeric cell within 0.000001 yuan of whole fen is those fen. */
export function moneyCellText(cell: Cell | undefined): string | null {
  const value = cell instanceof ShownCell ? cell.number : cell;
  if (typeof value !== 'number' || Math.abs(value) >= COARSE) return numericCellText(cell);
  const whole = Math.round(value * 100) / 100;
  // Rounded again: 1500.100001 − 1500.1 is a little more than 0.000001 in binary.
  return numberText(Number(Math.abs(value - whole).toFixed(9)) <= NOISE ? whole : value);
}

/** Whether the cell contains anything but white space. */
export const isFilled = (cell: Cell | undefined): boolean => {
  if (cell === null || cell === undefined || cell === '') return false;
  if (cell instanceof ShownCell) return cell.shown !== '' || cell.number !== null;
  return typeof cell !== 'string' || INK.test(cell);
};
