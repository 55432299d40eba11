import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useLanguage } from '../i18n/language.ts';

const Programme = createContext<ProgrammeAnswer | undefined>(undefined);

/** `undefined` while the programme is not known: only pages that ask nothing of it may stand inside then. */
export function ProgrammeProvider({
  programme,
  children,
}: {
  programme: ProgrammeAnswer | undefined;
  children: ReactNode;
}) {
  return <Programme value={programme}>{children}</Programme>;
}

/** The programme on show. @throws Error outside its provider */
export function useProgramme(): ProgrammeAnswer {
  const programme = useContext(Programme);
  if (!programme) throw new Error('useProgramme stands outside ProgrammeProvider');
  return programme;
}

/** A name of the programme – domain, unit, source … – in the language at hand; a word the programme does not list stays as it is. */
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
