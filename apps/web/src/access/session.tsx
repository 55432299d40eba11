import { type Account, type Capability, SessionAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { fetchAnswer } from '../api/client.ts';

/** The signed-in account, and the available ways to sign in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => fetchAnswer('session', SessionAnswer, {}, signal, true),
  refetchOnWindowFocus: 'always',
});

export interface Session {
  account: Account;
  may: (capability: Capability) => boolean;
  /** Purpose of access to personal data; null if they are masked. */
  purpose: SessionAnswer['purpose'];
  figuresShared: boolean;
  /** The language that the user chose last; null if none was chosen. */
  language: SessionAnswer['language'];
  /** The only unit whose figures the user sees. */
  heldTo: string | undefined;
  signOut: (everywhere?: boolean) => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

/** The signed-in user. @throws Error without one */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession must be used within SessionGate');
  return session;
}
