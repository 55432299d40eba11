import type { FreshPassword } from '@skill-ledger/contracts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions } from '../../ui/page.tsx';
import styles from './fresh-password.module.css';
import { useTexts } from './texts.ts';

/** A new password, shown only once. */
export function FreshPasswordNote({ fresh, onClose }: { fresh: FreshPassword; onClose: () => void }) {
  const text = useTexts().accounts;
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.fresh} role="status">
      <p>{text.fresh(fresh.account.name)}</p>
      <output>{fresh.password}</output>
      <Actions>
        {/* Over plain http the browser has no clipboard to offer. */}
        {'clipboard' in navigator && (
          <Button
            onClick={() => void navigator.clipboard.writeText(fresh.password).then(() => setCopied(true))}
          >
            {copied ? `✓ ${text.copied}` : text.copy}
          </Button>
        )}
        <Button onClick={onClose}>{text.close}</Button>
      </Actions>
    </div>
  );
}
