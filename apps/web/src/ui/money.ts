import { fenOf, type Language, toYuan, type Yuan } from '@skill-ledger/contracts';
import { grouped, MINUS } from './format.ts';

const hundredths = (value: bigint): string => {
  const digits = String(value).padStart(3, '0');
  return `${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
};

const sizeOf = (fen: bigint): bigint => (fen < 0n ? -fen : fen);
const signOf = (fen: bigint): string => (fen < 0n ? MINUS : '');

/** Fen in one hundredth of the displayed unit: 万元 in Chinese, million yuan in English. */
const FEN_PER_HUNDREDTH: Record<Language, bigint> = { zh: 10_000n, en: 1_000_000n };

/** "1432946.01" → "143.29" (万元) or "1.43" (million yuan), rounded half up. */
export function formatMoney(yuan: Yuan, language: Language): string {
  const fen = fenOf(yuan);
  const step = FEN_PER_HUNDREDTH[language];
  return `${signOf(fen)}${hundredths((sizeOf(fen) + step / 2n) / step)}`;
}

/** "1432946.01" → "1,432,946.01": every fen. */
export function formatYuan(yuan: Yuan): string {
  const fen = fenOf(yuan);
  return `${signOf(fen)}${hundredths(sizeOf(fen))}`;
}

/** part ÷ whole of two amounts, for the length of a bar only; 0 where the whole is 0. */
export function shareOf(part: Yuan, whole: Yuan): number {
  const all = sizeOf(fenOf(whole));
  return all === 0n ? 0 : Number((sizeOf(fenOf(part)) * 1_000_000n) / all) / 1_000_000;
}

/** Exact difference of two amounts: "3.10", "0.20" → "2.90". */
export function subtractYuan(from: Yuan, amount: Yuan): Yuan {
  const fen = fenOf(from) - fenOf(amount);
  const digits = String(sizeOf(fen)).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as Yuan;
}

/** Orders amounts exactly, the smaller first. */
export function compareYuan(a: Yuan, b: Yuan): number {
  const difference = fenOf(a) - fenOf(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Formats a text that may be an amount, such as in log entries of an earlier version; other texts stay unchanged. */
export const formatAnyYuan = (text: string): string => {
  const yuan = toYuan(text);
  return yuan === undefined ? text : formatYuan(yuan);
};

/** Amounts within a sentence, such as "实发 43000.00 元", in the common format. */
export const groupYuan = (sentence: string): string =>
  sentence.replace(/\d{4,}(?=\.\d\d(?!\d))/g, (digits) => grouped(digits));
