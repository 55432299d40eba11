import type { Language } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { en } from './texts.en.ts';
import { type LedgerTexts, zh } from './texts.zh.ts';

const TEXTS: Record<Language, LedgerTexts> = { zh, en };

/** The texts of this feature; they come with its own chunk. */
export const useTexts = (): LedgerTexts => TEXTS[useLanguage().language];
