import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../access/session.tsx';
import { Button } from '../ui/button.tsx';
import { useKitTexts } from '../ui/texts.ts';
import styles from './messages.module.css';
import { useAppTexts } from './texts.ts';

/** A page with only a message. */
function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.message}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

export function NotFound() {
  const text = useAppTexts();
  return (
    <Message title={text.notFoundTitle}>
      <p>{text.notFoundDetail}</p>
      <p>
        <Link to="/" search={({ lang }) => ({ lang })}>
          {text.toOverview}
        </Link>
      </p>
    </Message>
  );
}

export function Crash() {
  const text = useAppTexts();
  const { crashDetail } = useKitTexts();
  return (
    <Message title={text.crashTitle}>
      <p>{crashDetail}</p>
      <Button onClick={() => location.reload()}>{text.reload}</Button>
    </Message>
  );
}

/** No snapshot yet: explains what the page will show, and how to load data. */
export function Empty() {
  const text = useAppTexts();
  const { may } = useSession();
  return (
    <Message title={text.emptyTitle}>
      {may('ledgers.load') ? (
        <p>
          <Link to="/ledgers" search={({ lang }) => ({ lang })}>
            {text.emptyUpload}
          </Link>
        </p>
      ) : (
        <p>{text.emptyAsk}</p>
      )}
      <p>{text.emptyDetail}</p>
      {may('accounts.manage') && (
        <>
          <p>{text.emptyServer}</p>
          <pre>
            <code>skill-ledger load {text.emptyFolder}</code>
          </pre>
          <p>{text.emptyAfter}</p>
          <pre>
            <code>skill-ledger demo --load</code>
          </pre>
        </>
      )}
    </Message>
  );
}
