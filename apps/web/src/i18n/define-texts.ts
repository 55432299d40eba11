import type { Language } from '@skill-ledger/contracts';
import { useLanguage } from './language.ts';

/**
 * The texts of a part of the interface, beside the part itself: Chinese sets the shape, English must have the same.
 * @returns the hook that gives them in the language of the page
 */
export function defineTexts<T>(texts: { zh: T; en: NoInfer<T> }): () => T {
  const byLanguage: Record<Language, T> = texts;
  return () => byLanguage[useLanguage().language];
}
