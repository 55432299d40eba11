import type { ReactNode } from 'react';
import styles from './entries.module.css';

/** List entries with their origin: quarantined rows, warnings, reasons, batches. */
export function Entries({ children }: { children: ReactNode }) {
  return <ul className={styles.entries}>{children}</ul>;
}

interface EntryProps {
  /** Short label. */
  name: ReactNode;
  origin: ReactNode;
  children: ReactNode;
}

export function Entry({ name, origin, children }: EntryProps) {
  return (
    <li className={styles.entry}>
      <div className={styles.origin}>
        {name}
        <div>{origin}</div>
      </div>
      <div className={styles.content}>{children}</div>
    </li>
  );
}
