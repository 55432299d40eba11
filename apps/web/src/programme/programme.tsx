import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useLanguage } from '../i18n/language.ts';

const Programme = createContext<ProgrammeAnswer | undefined>(undefined);

/** `undefined` while the programme is not loaded: only pages that do not use it may be rendered then. */
export function ProgrammeProvider({
  programme,
  children,
}: {
  programme: ProgrammeAnswer | undefined;
  children: ReactNode;
}) {
  return <Programme value={programme}>{children}</Programme>;
}

/** The current programme. @throws Error outside its provider */
export function useProgramme(): ProgrammeAnswer {
  const programme = useContext(Programme);
  if (!programme) throw new Error('useProgramme must be used within ProgrammeProvider');
  return programme;
}

/** A name of the programme – domain, unit, source … – in the current language; unlisted words are returned unchanged. */
export function useNames(): (name: string) => string {
  const { domains, units, words } = useProgramme();
  const { language } = useLanguage();
  return useMemo(() => {
    const english = new Map([
      ...Object.entries(words),
      ...[...domains, ...units].map(({ name, nameEn }) => [name, nameEn] as const),
    ]);
    return (name) => (language === 'en' ? (english.get(name) ?? name) : name);
  }, [domains, units, words, language]);
}
