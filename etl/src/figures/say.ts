import type { FigureUnit, FigureValues } from '@skill-ledger/contracts';

const UNIT_WORDS: Partial<Record<FigureUnit, string>> = {
  personTimes: '人次',
  persons: '人',
  workers: '人',
  days: '天',
  months: '个月',
  perMonth: '人次/月',
};

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A figure's value in a Chinese sentence: 43,783 人次 · 67.4% · 1,432.95 万元 · 滞后. */
export function figureInWords(value: FigureValues[keyof FigureValues] & {}, unit: FigureUnit): string {
  if (typeof value === 'object') return `${grouped(String(value.value))} 人次`;
  if (typeof value === 'string') return /^-?\d+\.\d\d$/.test(value) ? sayYuan(value) : value;
  if (unit === 'fraction') return `${tenths(value * 100)}%`;
  if (unit === 'points') return `${value > 0 ? '+' : ''}${tenths(value)} 个百分点`;
  return `${grouped(String(value))} ${UNIT_WORDS[unit] ?? ''}`.trim();
}

/** Half up to one decimal; a tiny share is added first, as ratios carry six decimals and floats fewer. */
const tenths = (value: number): string => {
  const rounded = Math.sign(value) * Math.round(Math.abs(value) * 10 + 1e-9);
  return (rounded / 10).toFixed(1);
};

/** Decimal yuan in 万元 with two decimals, half up, without floats. */
function sayYuan(yuan: string): string {
  const fen = BigInt(yuan.replace('.', ''));
  const hundredths = String(((fen < 0n ? -fen : fen) + 5_000n) / 10_000n).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${grouped(hundredths.slice(0, -2))}.${hundredths.slice(-2)} 万元`;
}
