import type { Language } from '@skill-ledger/contracts';
import { grouped, MINUS } from './format.ts';

function parseYuan(yuan: string): { negative: boolean; fen: bigint } {
  const fen = BigInt(yuan.replace('.', ''));
  return { negative: fen < 0n, fen: fen < 0n ? -fen : fen };
}

const hundredths = (value: bigint): string => {
  const digits = String(value).padStart(3, '0');
  return `${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
};

/** Fen in one hundredth of the displayed unit: 万元 in Chinese, million yuan in English. */
const FEN_PER_HUNDREDTH: Record<Language, bigint> = { zh: 10_000n, en: 1_000_000n };

/** "1432946.01" → "143.29" (万元) or "1.43" (million yuan), rounded half up. */
export function formatMoney(yuan: string, language: Language): string {
  const { negative, fen } = parseYuan(yuan);
  const step = FEN_PER_HUNDREDTH[language];
  return `${negative ? MINUS : ''}${hundredths((fen + step / 2n) / step)}`;
}

/** "1432946.01" → "1,432,946.01": every fen. */
export function formatYuan(yuan: string): string {
  const { negative, fen } = parseYuan(yuan);
  return `${negative ? MINUS : ''}${hundredths(fen)}`;
}

/** part ÷ whole of two amounts, for the length of a bar only; 0 where the whole is 0. */
export function shareOf(part: string, whole: string): number {
  const all = parseYuan(whole).fen;
  return all === 0n ? 0 : Number((parseYuan(part).fen * 1_000_000n) / all) / 1_000_000;
}

/** Exact difference of two amounts: "3.10", "0.20" → "2.90". */
export function subtractYuan(from: string, amount: string): string {
  const [whole, part] = [from, amount].map((yuan) => BigInt(yuan.replace('.', '')));
  const fen = (whole ?? 0n) - (part ?? 0n);
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Orders amounts exactly, the smaller first. */
export function compareYuan(a: string, b: string): number {
  const [first, second] = [a, b].map((yuan) => BigInt(yuan.replace('.', '')));
  if (first === second || first === undefined || second === undefined) return 0;
  return first < second ? -1 : 1;
}

/** Amounts within a sentence, such as "实发 43000.00 元", in the common format. */
export const groupYuan = (sentence: string): string =>
  sentence.replace(/\d{4,}(?=\.\d\d(?!\d))/g, (digits) => grouped(digits));
