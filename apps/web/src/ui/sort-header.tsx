import type { ReactNode } from 'react';
import styles from './table.module.css';
import { useKitTexts } from './texts.ts';

interface SortHeaderProps {
  atStart: boolean;
  direction?: 'asc' | 'desc' | false | undefined;
  /** Omitted if the column is not sortable. */
  onSort?: ((event: unknown) => void) | undefined;
  children: ReactNode;
}

/** The header of a column; a button if it is sortable. */
export function SortHeader({ atStart, direction, onSort, children }: SortHeaderProps) {
  const text = useKitTexts();
  const className = atStart ? styles.start : undefined;
  if (!onSort) {
    return (
      <th scope="col" className={className}>
        {children}
      </th>
    );
  }
  const sorted = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
  return (
    <th scope="col" className={className} aria-sort={sorted}>
      <button type="button" className={styles.sort} title={text.sortBy} onClick={onSort}>
        {children}
        <svg viewBox="0 0 8 10" width="8" height="10" aria-hidden="true">
          {direction !== 'desc' && <path d="M4 0l3 4H1z" fill="currentColor" />}
          {direction !== 'asc' && <path d="M4 10L1 6h6z" fill="currentColor" />}
        </svg>
      </button>
    </th>
  );
}
