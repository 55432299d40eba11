import type { Bilingual, Language } from '@skill-ledger/contracts';
import { rootRouteId, useSearch } from '@tanstack/react-router';

/** The language of the address, and the choice from a bilingual text. */
export function useLanguage(): { language: Language; say: (both: Bilingual) => string } {
  const language: Language = useSearch({ from: rootRouteId }).lang ?? 'zh';
  return { language, say: (both) => both[language] };
}
