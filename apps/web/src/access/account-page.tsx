import { ROLE_LABELS } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { order } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { ErrorNote } from '../ui/answer.tsx';
import styles from './access.module.css';
import { ChangePassword } from './change-password.tsx';
import { useSession } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** One's own account: who one is, the password, every session, and what is settled for the units. */
export function AccountPage() {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const { account, may, signOut } = useSession();
  return (
    <div className={styles.page}>
      <h1>{account.displayName}</h1>
      <dl className={styles.facts}>
        <dt>{text.name}</dt>
        <dd>{account.name}</dd>
        <dt>{text.role}</dt>
        <dd>{say(ROLE_LABELS[account.role])}</dd>
        {account.unit !== null && (
          <>
            <dt>{text.unit}</dt>
            <dd>{account.unit}</dd>
          </>
        )}
      </dl>
      {may('figures.share') && <Sharing />}
      {!account.demo && <ChangePassword />}
      <section className={styles.form} aria-labelledby="everywhere">
        <h2 id="everywhere">{text.everywhere}</h2>
        <p>{text.everywhereDetail}</p>
        <p className={styles.actions}>
          <button type="button" className={styles.quiet} onClick={() => void signOut(true)}>
            {text.everywhere}
          </button>
        </p>
      </section>
    </div>
  );
}

function Sharing() {
  const text = useAccessTexts();
  const client = useQueryClient();
  const { figuresShared } = useSession();
  const [error, setError] = useState<Error>();
  const [saved, setSaved] = useState(false);
  const change = async (shared: boolean): Promise<void> => {
    setError(undefined);
    setSaved(false);
    try {
      await order('PUT', 'settings/figures-shared', { shared });
      await client.invalidateQueries({ queryKey: ['session'] });
      setSaved(true);
    } catch (cause) {
      setError(cause as Error);
    }
  };
  return (
    <section className={styles.form} aria-labelledby="sharing">
      <h2 id="sharing">{text.sharing}</h2>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={figuresShared}
          onChange={({ target }) => void change(target.checked)}
        />
        {text.sharingLabel}
      </label>
      <p className={styles.help}>{text.sharingDetail}</p>
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => void change(!figuresShared)} />}
      <p role="status" className={styles.good}>
        {saved && `✓ ${text.saved}`}
      </p>
    </section>
  );
}
