import { FILTERS, type Filters } from '@skill-ledger/contracts';
import { useNames } from '../../programme/programme.tsx';
import { useTexts } from './texts.ts';

/** What a total is about: the whole city, or what the filters leave. */
export function useSubject(filters: Filters): string {
  const text = useTexts();
  const names = useNames();
  const chosen = FILTERS.flatMap((name) => filters[name] ?? []);
  return chosen.length > 0 ? chosen.map(names).join(text.comma) : text.city;
}
