import type { ReactNode } from 'react';
import styles from './bars.module.css';

interface BarsProps {
  rows: {
    key: string;
    label: ReactNode;
    /** Length of the bar, 0 to 1 of the track. */
    share: number;
    value: ReactNode;
    /** Additional information beside the value. */
    note?: ReactNode;
  }[];
}

/** A list of amounts, each with name, bar from zero, and number. */
export function Bars({ rows }: BarsProps) {
  return (
    <ul className={styles.bars}>
      {rows.map(({ key, label, share, value, note }) => (
        <li key={key} data-bar={key}>
          <span className={styles.label}>{label}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%` }} />
          </span>
          <span className={styles.value}>{value}</span>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ul>
  );
}
