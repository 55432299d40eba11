import type { FigureId, FigureUnit, FigureValues, Language } from '@skill-ledger/contracts';
import type { Words } from '../i18n/words.ts';
import { formatCount, formatPercent, formatPoints } from '../ui/format.ts';
import { formatMoney, formatYuan, subtractYuan } from '../ui/money.ts';

/** A figure as it is read: its number or word, and the unit that follows where the place does not say it. */
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
    unit:
      unit === 'persons' || unit === 'workers' || unit === 'perMonth'
        ? unitWords[unit]
        : unitWords.personTimes,
  };
}

const UNIT_WORDS = { persons: 'persons', workers: 'workers', perMonth: 'perMonth' } as const;

/** How far a figure moved, with its sign; null where no difference can be told (a word, a value that is not there). */
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
    const word = unit in UNIT_WORDS ? UNIT_WORDS[unit as keyof typeof UNIT_WORDS] : 'personTimes';
    return `${signed(after - before)} ${unitWords[word]}`;
  }
  if (isYuan(before) && isYuan(after)) {
    const moved = subtractYuan(after, before);
    const sign = moved.startsWith('-') || moved === '0.00' ? '' : '+';
    return `${sign}${formatYuan(moved)} ${unitWords.exactYuan}`;
  }
  return null;
}

const signed = (count: number): string => `${count > 0 ? '+' : ''}${formatCount(count)}`;
const isYuan = (value: unknown): value is string => typeof value === 'string' && /^-?\d+\.\d\d$/.test(value);
const isForecast = (value: unknown): value is { value: number } =>
  typeof value === 'object' && value !== null && 'value' in value;
