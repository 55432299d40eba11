import { FILTERS, type FigureId, type Filters, type GivenOrigin, LedgerKind } from '@skill-ledger/contracts';
import { z } from 'zod';
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

/** The origin of a new task. */
export function originOf(
  figure: FigureId | undefined,
  { day, filters }: Pick<GiveSearch, 'day' | 'filters'>,
  ledger: string,
): GivenOrigin {
  if (figure !== undefined) {
    return { kind: 'figure', figure, filters: readFilters(filters), ...(day !== undefined && { asOf: day }) };
  }
  const kind = LedgerKind.safeParse(ledger);
  return kind.success ? { kind: 'handIn', ledger: kind.data } : { kind: 'other' };
}
