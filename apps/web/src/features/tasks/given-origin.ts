import { FILTERS, type FigureId, type Filters, type GivenOrigin, LedgerKind } from '@skill-ledger/contracts';
import { z } from 'zod';
import type { ScoreAddress } from '../../api/scores.ts';
import type { GiveSearch } from './search.ts';

const FrozenFilters = z.partialRecord(z.enum(FILTERS), z.array(z.string()));

/** Filters in the address of the page; none if they cannot be parsed. */
export function readFilters(text: string | undefined): Filters {
  try {
    return FrozenFilters.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

/** What a new task is about. */
export function originOf(figure: FigureId | undefined, search: GiveSearch, ledger: string): GivenOrigin {
  const { day, filters } = search;
  const score = scoreOf(search);
  if (score !== undefined) return score;
  if (figure !== undefined) {
    return { kind: 'figure', figure, filters: readFilters(filters), ...(day !== undefined && { asOf: day }) };
  }
  const kind = LedgerKind.safeParse(ledger);
  return kind.success ? { kind: 'handIn', ledger: kind.data } : { kind: 'other' };
}

/** A score that a new task is about. */
export interface GivenScoreOrigin extends ScoreAddress {
  kind: 'score';
  unit: string;
  /** The total, where it is left out. */
  indicator?: string;
}

/** The score that a new task is about, on the day of the address, if it is about one. */
export function scoreOf({
  scored,
  period,
  scheme,
  indicator,
  day,
}: GiveSearch): GivenScoreOrigin | undefined {
  if (scored === undefined || period === undefined) return undefined;
  return {
    ...{ kind: 'score', unit: scored, period },
    ...(scheme !== undefined && { scheme }),
    ...(indicator !== undefined && { indicator }),
    ...(day !== undefined && { asOf: day }),
  };
}
