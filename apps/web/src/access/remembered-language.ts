import { type Language, SessionAnswer } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { send } from '../api/client.ts';
import { sessionQuery, useSession } from './session.tsx';

/** Shows the pages in the language of the account, where the address names none. */
export function useRememberedLanguage(): void {
  const { language } = useSession();
  const { lang } = useSearch({ from: rootRouteId });
  const navigate = useNavigate();
  useEffect(() => {
    if (language !== 'en' || lang !== undefined) return;
    void navigate({ to: '.', search: (old) => ({ ...old, lang: 'en' }), replace: true });
  }, [language, lang, navigate]);
}

/** Saves the choice with the account, for later sessions on any machine. */
export function useRememberLanguage(): (language: Language) => void {
  const client = useQueryClient();
  return useCallback(
    (language) => {
      // Immediately: the page must not switch back while the request is under way.
      client.setQueryData(sessionQuery.queryKey, (before) => before && { ...before, language });
      send('PUT', 'session/language', SessionAnswer, { language }).catch(() => {
        // The page is in the chosen language anyway; the next choice is sent again.
      });
    },
    [client],
  );
}
