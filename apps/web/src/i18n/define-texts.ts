import type { Language } from '@skill-ledger/contracts';
import { useLanguage } from './language.ts';

/**
 * The texts of a part of the interface, kept next to it: Chinese defines the shape, English must match.
 * @returns the hook that returns them in the language of the page
 */
export function defineTexts<T>(texts: { zh: T; en: NoInfer<T> }): () => T {
  const byLanguage: Record<Language, T> = texts;
  return () => byLanguage[useLanguage().language];
}
