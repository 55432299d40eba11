import { type Account, type Capability, SessionAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { fetchAnswer } from '../api/client.ts';

/** Who is signed in here, and how one may sign in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => fetchAnswer('session', SessionAnswer, {}, signal, true),
  refetchOnWindowFocus: 'always',
});

export interface Session {
  account: Account;
  may: (capability: Capability) => boolean;
  /** What personal data are looked at for; null where they are masked. */
  purpose: SessionAnswer['purpose'];
  figuresShared: boolean;
  /** The language one chose last; null where one never did. */
  language: SessionAnswer['language'];
  /** The unit whose figures alone one sees. */
  heldTo: string | undefined;
  signOut: (everywhere?: boolean) => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

/** The signed-in person. @throws Error where nobody is */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside SessionGate');
  return session;
}
