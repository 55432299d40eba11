import type { Bilingual, Language } from '@skill-ledger/contracts';
import { rootRouteId, useSearch } from '@tanstack/react-router';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

const MESSAGES: Record<Language, Messages> = { zh, en };

/** The language of the address, its texts, and the choice from a bilingual text. */
export function useLanguage(): { language: Language; text: Messages; say: (both: Bilingual) => string } {
  const language: Language = useSearch({ from: rootRouteId }).lang ?? 'zh';
  return { language, text: MESSAGES[language], say: (both) => both[language] };
}
