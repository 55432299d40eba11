import { SessionAnswer } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { RequestError, send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { formatInstant } from '../ui/format.ts';
import styles from './access.module.css';
import { sessionQuery, useSession } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** Something that shows personal values as they are. */
interface Wish {
  run: () => void;
  isDownload: boolean;
}

const PurposeContext = createContext<(wish: Wish) => void>(() => {});

/** Asks what personal values are looked at for, once in a while, before something shows them as they are. */
export function PurposeProvider({ children }: { children: ReactNode }) {
  const { purpose } = useSession();
  const [wish, setWish] = useState<Wish>();
  const ask = useCallback(
    (next: Wish) => {
      if (purpose !== null && Date.parse(purpose.until) > Date.now()) next.run();
      else setWish(next);
    },
    [purpose],
  );
  return (
    <PurposeContext value={ask}>
      {children}
      {wish && <PurposeDialog wish={wish} onClose={() => setWish(undefined)} />}
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

function PurposeDialog({ wish, onClose }: { wish: Wish; onClose: () => void }) {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [purpose, setPurpose] = useState('');
  const [problem, setProblem] = useState<string>();
  const change = usePurposeChange();
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await change(purpose.trim());
      onClose();
      wish.run();
    } catch (error) {
      setProblem(error instanceof RequestError ? say(error.detail) : text.failed);
    }
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="purpose-title" onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <h2 id="purpose-title">{text.purposeTitle}</h2>
        <p>{text.purposeDetail}</p>
        <p role="alert" className={styles.problem} hidden={problem === undefined}>
          {problem}
        </p>
        <label className={styles.field}>
          {text.purpose}
          <input
            required
            minLength={2}
            maxLength={200}
            pattern=".*\S.*\S.*"
            value={purpose}
            onChange={({ target }) => setPurpose(target.value)}
          />
          <span className={styles.help}>{text.purposeExample}</span>
        </label>
        <p className={styles.actions}>
          <button type="submit" className={styles.primary}>
            {wish.isDownload ? text.purposeGoOn : text.purposeGo}
          </button>
          <button type="button" className={styles.quiet} onClick={onClose}>
            {text.cancel}
          </button>
        </p>
      </form>
    </dialog>
  );
}

/** A download that holds personal values. */
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

/** By a link of its own: what was clicked may be gone once the purpose is known and the rows are read anew. */
function startDownload(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}

/** Shows personal values as they are, where one may. */
export function UnmaskButton() {
  const text = useAccessTexts();
  const { may, purpose } = useSession();
  const ask = useContext(PurposeContext);
  if (!may('rows.unmask') || purpose !== null) return null;
  return (
    <button type="button" className={styles.quiet} onClick={() => ask({ isDownload: false, run: () => {} })}>
      {text.unmask}
    </button>
  );
}

/** Says on every page that personal values are shown, and masks them again. */
export function PurposeNotice() {
  const text = useAccessTexts();
  const { language } = useLanguage();
  const { purpose } = useSession();
  const change = usePurposeChange();
  return (
    <div role="status">
      {purpose && (
        <p className={styles.notice}>
          {text.unmasked(purpose.text, formatInstant(purpose.until, language))}
          <button type="button" onClick={() => void change('')}>
            {text.mask}
          </button>
        </p>
      )}
    </div>
  );
}
