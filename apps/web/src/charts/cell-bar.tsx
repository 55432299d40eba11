import type { ReactNode } from 'react';
import styles from './cell-bar.module.css';

interface CellBarProps {
  value: number | undefined;
  max: number;
  /** A line to compare with, on the same scale. */
  mark?: number | undefined;
  children: ReactNode;
}

const percent = (value: number, max: number): string => `${Math.min(100, (value / max) * 100).toFixed(2)}%`;

/** A number with its bar from zero, to compare rows of a column. The bar is hidden from assistive technology. */
export function CellBar({ value, max, mark, children }: CellBarProps) {
  return (
    <span className={styles.cell}>
      {children}
      {value !== undefined && (
        <span className={styles.track} aria-hidden="true">
          <span className={styles.bar} style={{ width: percent(value, max) }} />
          {mark !== undefined && (
            <span className={styles.mark} style={{ insetInlineStart: percent(mark, max) }} />
          )}
        </span>
      )}
    </span>
  );
}

/** A gap as a bar from the middle: behind to the left, ahead to the right. */
export function GapBar({ points, widest }: { points: number | undefined; widest: number }) {
  if (points === undefined) return null;
  const half = `${Math.min(50, (Math.abs(points) / widest) * 50).toFixed(2)}%`;
  return (
    <span className={styles.gap} aria-hidden="true">
      <span
        className={points < 0 ? styles.behind : styles.ahead}
        style={points < 0 ? { width: half, insetInlineEnd: '50%' } : { width: half, insetInlineStart: '50%' }}
      />
    </span>
  );
}
