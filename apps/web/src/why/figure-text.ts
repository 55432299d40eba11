import {
  type FigureId,
  type FigureUnit,
  type FigureValues,
  type Language,
  NO_YUAN,
  Yuan,
} from '@skill-ledger/contracts';
import type { Words } from '../i18n/words.ts';
import {
  formatCount,
  formatExactPercent,
  formatExactPoints,
  formatPercent,
  formatPoints,
} from '../ui/format.ts';
import { formatMoney, formatYuan, subtractYuan } from '../ui/money.ts';

/** A figure as text: its number or word, and its unit if the context does not show it. */
export interface FigureText {
  text: string;
  unit: string;
  /** Every digit, where the text rounds money. */
  exact?: string;
}

/** The value of a figure in the words and notation of a language. */
export function figureText(
  value: FigureValues[FigureId] & {},
  unit: FigureUnit,
  messages: Words,
  language: Language,
): FigureText {
  const { unitWords } = messages;
  if (typeof value === 'object') return { text: formatCount(value.value), unit: unitWords.personTimes };
  if (typeof value === 'string') {
    if (value in messages.pace) return { text: messages.pace[value as keyof Words['pace']], unit: '' };
    if (value in messages.reached)
      return { text: messages.reached[value as keyof Words['reached']], unit: '' };
    if (!isYuan(value)) return { text: value, unit: '' };
    return {
      text: formatMoney(value, language),
      unit: unitWords.yuan,
      exact: `${formatYuan(value)} ${unitWords.exactYuan}`,
    };
  }
  if (unit === 'fraction') return { text: formatPercent(value), unit: '' };
  if (unit === 'points') return { text: formatPoints(value), unit: unitWords.points };
  return {
    text: formatCount(value),
    unit: countedIn(unit, messages),
  };
}

/** A value in a formula: every digit, so that the formula can be computed again from what is printed. */
export function operandText(
  value: FigureValues[FigureId] & {},
  unit: FigureUnit,
  messages: Words,
  language: Language,
): string {
  if (isYuan(value)) return formatYuan(value);
  if (typeof value === 'number' && unit === 'fraction') return formatExactPercent(value);
  if (typeof value === 'number' && unit === 'points') return formatExactPoints(value);
  return figureText(value, unit, messages, language).text;
}

/** The result of a formula: every digit, and its unit. */
export function resultText(
  value: FigureValues[FigureId] & {},
  unit: FigureUnit,
  messages: Words,
  language: Language,
): string {
  const word = isYuan(value)
    ? messages.unitWords.exactYuan
    : figureText(value, unit, messages, language).unit;
  return `${operandText(value, unit, messages, language)} ${word}`.trim();
}

const countedIn = (unit: FigureUnit, { unitWords }: Words): string =>
  unit in unitWords ? unitWords[unit as keyof Words['unitWords']] : unitWords.personTimes;

/** Change of a figure, with its sign; null without a difference (words, missing values). */
export function differenceText(
  before: FigureValues[FigureId],
  after: FigureValues[FigureId],
  unit: FigureUnit,
  messages: Words,
): string | null {
  const { unitWords } = messages;
  if (isForecast(before) && isForecast(after)) {
    return `${signed(after.value - before.value)} ${unitWords.personTimes}`;
  }
  if (typeof before === 'number' && typeof after === 'number') {
    if (unit === 'fraction') return `${formatPoints((after - before) * 100)} ${unitWords.points}`;
    if (unit === 'points') return `${formatPoints(after - before)} ${unitWords.points}`;
    return `${signed(after - before)} ${countedIn(unit, messages)}`;
  }
  if (isYuan(before) && isYuan(after)) {
    const moved = subtractYuan(after, before);
    const sign = moved.startsWith('-') || moved === NO_YUAN ? '' : '+';
    return `${sign}${formatYuan(moved)} ${unitWords.exactYuan}`;
  }
  return null;
}

const signed = (count: number): string => `${count > 0 ? '+' : ''}${formatCount(count)}`;
const isYuan = (value: unknown): value is Yuan => Yuan.safeParse(value).success;
const isForecast = (value: unknown): value is { value: number } =>
  typeof value === 'object' && value !== null && 'value' in value;
