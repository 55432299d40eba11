import type { FigureId, FigureValues } from '@skill-ledger/contracts';
import { FIGURES } from '../figures/definitions.ts';

/** A figure's value as written in tables: yuan with two decimals, ratios with six; null if there is none. */
export function written(id: FigureId, value: FigureValues[FigureId]): string | null {
  if (value === undefined || typeof value === 'object') return null;
  const { unit } = FIGURES[id];
  if (typeof value === 'number' && unit === 'fraction') return value.toFixed(6);
  if (typeof value === 'number' && unit === 'points') return value.toFixed(4);
  return String(value);
}

/** A figure of a row, written. */
export const cellOf = (figures: FigureValues, id: FigureId): string | null => written(id, figures[id]);
