import { type Bilingual, periodName } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { useNames } from '../../programme/programme.tsx';
import { useTexts } from './texts.ts';

/** Words about a score that a task is about: which one it is, and its points. */
export function useScoreWords() {
  const text = useTexts();
  const { absence } = useWords();
  const { say } = useLanguage();
  const names = useNames();
  return {
    title: ({ unit, period, name }: { unit: string; period: string; name?: Bilingual | undefined }): string =>
      [names(unit), say(periodName(period)), name && say(name)].filter(Boolean).join(' · '),
    /** @param value null where the score does not apply */
    points: (value: string | null, weight: string): string =>
      value === null ? absence.不适用 : text.points(value, weight),
  };
}
