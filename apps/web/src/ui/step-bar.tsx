import type { ReactNode } from 'react';
import styles from './step-bar.module.css';

interface StepBarProps {
  /** It appears and changes dynamically: announce it. */
  live?: boolean;
  children: ReactNode;
}

/** A bar at the bottom of the window, over a long list: the selected or changed rows, and the action on them. */
export function StepBar({ live = false, children }: StepBarProps) {
  return (
    <div className={styles.bar} role={live ? 'status' : undefined}>
      {children}
    </div>
  );
}
