import { type Cell, ExcelDate } from './types.ts';

const WIDE = /[\uFF01-\uFF5E]/g;
const SPACE = /[\s\u200B-\u200D\u2060\uFEFF]+/g;
const INK = /[^\s\u200B-\u200D\u2060\uFEFF]/;

/** Half width, without any white space: how values and headers are compared (张　三 = 张三). */
export const normalise = (text: string): string =>
  text.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(SPACE, '');

/** Digits that Excel keeps and shows; what a file holds behind them is noise of its arithmetic. */
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

/** Text of a cell as a clerk sees it; null where it is empty. */
export function cellText(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return numberText(cell);
  return cell instanceof ExcelDate ? cell.text : cell;
}

/** Above this, numbers are too coarse for a fen to mean anything. */
const COARSE = 1e12;
const NOISE = 0.000_001;

/** Like `cellText`, but a numeric cell within 0.000001 yuan of whole fen is those fen. */
export function moneyCellText(cell: Cell | undefined): string | null {
  if (typeof cell !== 'number' || Math.abs(cell) >= COARSE) return cellText(cell);
  const whole = Math.round(cell * 100) / 100;
  // Rounded again: 1500.100001 − 1500.1 is a little more than 0.000001 in binary.
  return numberText(Number(Math.abs(cell - whole).toFixed(9)) <= NOISE ? whole : cell);
}

/** Whether there is anything in the cell but white space. */
export const isFilled = (cell: Cell | undefined): boolean => {
  if (cell === null || cell === undefined || cell === '') return false;
  return typeof cell !== 'string' || INK.test(cell);
};
