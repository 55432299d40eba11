import type { FreshPassword } from '@skill-ledger/contracts';
import { useState } from 'react';
import styles from './admin.module.css';
import { useTexts } from './texts.ts';

/** A password that is shown this once. */
export function FreshPasswordNote({ fresh, onClose }: { fresh: FreshPassword; onClose: () => void }) {
  const text = useTexts().accounts;
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.fresh} role="status">
      <p>{text.fresh(fresh.account.name)}</p>
      <output>{fresh.password}</output>
      <p className={styles.buttons}>
        {/* Over plain http the browser has no clipboard to offer. */}
        {'clipboard' in navigator && (
          <button
            type="button"
            className={styles.quiet}
            onClick={() => void navigator.clipboard.writeText(fresh.password).then(() => setCopied(true))}
          >
            {copied ? `✓ ${text.copied}` : text.copy}
          </button>
        )}
        <button type="button" className={styles.quiet} onClick={onClose}>
          {text.close}
        </button>
      </p>
    </div>
  );
}
