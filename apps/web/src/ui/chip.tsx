import type { ReactNode } from 'react';
import styles from './chip.module.css';

interface ChipProps {
  children: ReactNode;
  /** Label of the remove button. */
  removeLabel: string;
  onRemove: () => void;
}

/** A selected value, removable by a click. */
export function Chip({ children, removeLabel, onRemove }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-label={removeLabel} onClick={onRemove}>
      {children} <span aria-hidden="true">×</span>
    </button>
  );
}
