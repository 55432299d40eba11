import type { ReactNode } from 'react';
import styles from './chip.module.css';

interface ChipProps {
  children: ReactNode;
  /** What taking it out does, in words. */
  removeLabel: string;
  onRemove: () => void;
}

/** One thing that is set, to be taken out by a click. */
export function Chip({ children, removeLabel, onRemove }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-label={removeLabel} onClick={onRemove}>
      {children} <span aria-hidden="true">×</span>
    </button>
  );
}
