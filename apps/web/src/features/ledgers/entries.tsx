import type { ReactNode } from 'react';
import styles from './entries.module.css';

/** What is listed with its origin beside it: rows to mend, warnings, reasons, batches. */
export function Entries({ children }: { children: ReactNode }) {
  return <ul className={styles.entries}>{children}</ul>;
}

interface EntryProps {
  /** What it is, in a word or two. */
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
