import type { FigureId, FigureUnit, FigureValues, Language } from '@skill-ledger/contracts';
import type { Messages } from '../i18n/zh.ts';
import { formatCount, formatPercent, formatPoints } from '../ui/format.ts';
import { formatMoney, formatYuan } from '../ui/money.ts';

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
  messages: Messages,
  language: Language,
): FigureText {
  const { unitWords } = messages;
  if (typeof value === 'object') return { text: formatCount(value.value), unit: unitWords.personTimes };
  if (typeof value === 'string') {
    if (value in messages.pace) return { text: messages.pace[value as keyof Messages['pace']], unit: '' };
    if (value in messages.reached)
      return { text: messages.reached[value as keyof Messages['reached']], unit: '' };
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
