import { FILTERS, type Filters } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';

/** What a total is about: the whole city, or what the filters leave. */
export function useSubject(filters: Filters): string {
  const { text } = useLanguage();
  const names = useNames();
  const chosen = FILTERS.flatMap((name) => filters[name] ?? []);
  return chosen.length > 0 ? chosen.map(names).join(text.comma) : text.city;
}
