import type { SessionAnswer } from '@skill-ledger/contracts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { forgetWaiting, onSignedOut, order, resumeWaiting } from '../api/client.ts';
import { ErrorNote, Skeleton } from '../ui/answer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PageHead } from '../ui/page.tsx';
import { isEntrance, landingOf } from './landing.ts';
import { PurposeProvider } from './purpose.tsx';
import { type Session, SessionProvider, sessionQuery } from './session.tsx';
import styles from './session-gate.module.css';
import { useAccessTexts } from './texts.ts';
import { forgetDrafts } from './use-draft.ts';

const MustChange = lazy(() => import('./must-change.tsx'));
/** Forms and what validates them are no part of the first script. */
const SignInForm = lazy(() => import('./sign-in-form.tsx'));

interface SessionGateProps {
  /** Header of the sign-in page. */
  head: ReactNode;
  children: ReactNode;
}

/**
 * Shows the pages to signed-in users. If a session ends while the page is in use, the page stays, with what was
 * typed into it, and a dialog over it asks to sign in again.
 */
export function SessionGate({ head, children }: SessionGateProps) {
  const client = useQueryClient();
  const answer = useQuery(sessionQuery);
  const [held, setHeld] = useState<SessionAnswer>();
  const now = answer.data;
  useEffect(() => {
    if (now?.account) setHeld(now);
  }, [now]);
  useEffect(() => {
    onSignedOut(() => void client.invalidateQueries({ queryKey: ['session'] }));
  }, [client]);
  const until = now?.purpose?.until;
  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(
      () => void client.invalidateQueries({ queryKey: ['session'] }),
      Date.parse(until) - Date.now() + 500,
    );
    return () => clearTimeout(timer);
  }, [until, client]);
  const shown = now?.account ? now : held;
  const signOut = useCallback(
    async (everywhere = false) => {
      await order('DELETE', everywhere ? 'session/everywhere' : 'session');
      setHeld(undefined);
      forgetDrafts();
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
      forgetAll(client);
    },
    [client],
  );
  const session = useMemo((): Session | undefined => {
    if (!shown?.account) return undefined;
    const { account, capabilities, purpose, figuresShared, language } = shown;
    return {
      account,
      may: (capability) => capabilities.includes(capability),
      purpose,
      figuresShared,
      language,
      heldTo: account.role === 'unit' && !figuresShared ? (account.unit ?? '') : undefined,
      signOut,
    };
  }, [shown, signOut]);
  if (!now) {
    return (
      <main id="main" className={styles.alone}>
        {answer.isError ? (
          <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton height={480} />
        )}
      </main>
    );
  }
  if (!session) {
    return (
      <>
        {head}
        <SignInPage session={now} />
      </>
    );
  }
  if (session.account.mustChange) {
    return (
      <main id="main" className={styles.alone}>
        <Suspense fallback={<Skeleton height={480} />}>
          <MustChange />
        </Suspense>
      </main>
    );
  }
  return (
    <SessionProvider value={session}>
      <PurposeProvider>
        {children}
        {!now.account && <SignInAgain session={now} before={session} onLeave={() => setHeld(undefined)} />}
      </PurposeProvider>
    </SessionProvider>
  );
}

/** Answers for one user must not be shown to the next. */
const forgetAll = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });

function SignInPage({ session }: { session: SessionAnswer }) {
  const text = useAccessTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = text.title;
  }, [text]);
  return (
    <main id="main" className={styles.alone}>
      <PageHead title={text.title} />
      <Suspense fallback={<Skeleton height={320} />}>
        <SignInForm
          session={session}
          onSignedIn={(answer) => {
            forgetAll(client);
            if (answer.account && isEntrance(location)) {
              void navigate({
                to: landingOf(answer.account),
                search: ({ lang }) => ({ lang }),
                replace: true,
              });
            }
            client.setQueryData(sessionQuery.queryKey, answer);
          }}
        />
      </Suspense>
    </main>
  );
}

interface SignInAgainProps {
  session: SessionAnswer;
  before: Session;
  onLeave: () => void;
}

function SignInAgain({ session, before, onLeave }: SignInAgainProps) {
  const text = useAccessTexts();
  const client = useQueryClient();
  return (
    <Dialog title={text.again}>
      <p>{text.againDetail}</p>
      <Suspense fallback={<Skeleton height={320} />}>
        <SignInForm
          session={session}
          name={before.account.demo ? '' : before.account.name}
          onSignedIn={(answer) => {
            // Another user must not see what the previous one had open.
            if (answer.account?.id !== before.account.id) {
              forgetWaiting();
              location.reload();
            }
            client.setQueryData(sessionQuery.queryKey, answer);
            resumeWaiting();
            void client.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
          }}
        />
      </Suspense>
      <Button
        onClick={() => {
          onLeave();
          forgetWaiting();
          forgetDrafts();
          forgetAll(client);
        }}
      >
        {text.leave}
      </Button>
    </Dialog>
  );
}
