import { SessionAnswer } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import { send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { sessionQuery, useSession } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** An action that shows unmasked personal values. */
interface PendingAction {
  run: () => void;
  isDownload: boolean;
}

const PurposeContext = createContext<(pending: PendingAction) => void>(() => {});

const PurposeDialog = lazy(() => import('./purpose-dialog.tsx'));

/** Asks for the purpose of access to personal values before an action shows them, unless a purpose is in effect. */
export function PurposeProvider({ children }: { children: ReactNode }) {
  const { purpose } = useSession();
  const [pending, setPending] = useState<PendingAction>();
  const change = usePurposeChange();
  const ask = useCallback(
    (next: PendingAction) => {
      if (purpose !== null && Date.parse(purpose.until) > Date.now()) next.run();
      else setPending(next);
    },
    [purpose],
  );
  return (
    <PurposeContext value={ask}>
      {children}
      {pending && (
        <Suspense>
          <PurposeDialog
            isDownload={pending.isDownload}
            onState={async (text) => {
              await change(text);
              setPending(undefined);
              pending.run();
            }}
            onClose={() => setPending(undefined)}
          />
        </Suspense>
      )}
    </PurposeContext>
  );
}

function usePurposeChange(): (text: string) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (text) => {
      client.setQueryData(
        sessionQuery.queryKey,
        await send('PUT', 'session/purpose', SessionAnswer, { text }),
      );
    },
    [client],
  );
}

/** A download that contains personal values. */
export function PersonalDownload({ href, children }: { href: string; children: ReactNode }) {
  const ask = useContext(PurposeContext);
  return (
    <a
      href={href}
      download
      onClick={(event) => {
        event.preventDefault();
        ask({ isDownload: true, run: () => startDownload(href) });
      }}
    >
      {children}
    </a>
  );
}

/** Through a new link: the clicked one may be unmounted once the purpose is stated and the rows are refetched. */
function startDownload(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}

/** Shows unmasked personal values, if permitted. */
export function UnmaskButton() {
  const text = useAccessTexts();
  const { may, purpose } = useSession();
  const ask = useContext(PurposeContext);
  if (!may('rows.unmask') || purpose !== null) return null;
  return (
    <Button size="small" onClick={() => ask({ isDownload: false, run: () => {} })}>
      {text.unmask}
    </Button>
  );
}

/** A notice on every page that personal values are shown, with a button to mask them again. */
export function PurposeNotice() {
  const text = useAccessTexts();
  const { language } = useLanguage();
  const { purpose } = useSession();
  const change = usePurposeChange();
  return (
    <div role="status">
      {purpose && (
        <Notice tone="warn" bar>
          {text.unmasked(purpose.text, formatInstant(purpose.until, language))}
          <Button size="small" onClick={() => void change('')}>
            {text.mask}
          </Button>
        </Notice>
      )}
    </div>
  );
}
