import { FILTERS, type Filters } from '@skill-ledger/contracts';
import { useNames } from '../../programme/programme.tsx';
import { useTexts } from './texts.ts';

/** Subject of a total: the whole city, or the selected filters. */
export function useSubject(filters: Filters): string {
  const text = useTexts();
  const names = useNames();
  const chosen = FILTERS.flatMap((name) => filters[name] ?? []);
  return chosen.length > 0 ? chosen.map(names).join(text.comma) : text.city;
}
