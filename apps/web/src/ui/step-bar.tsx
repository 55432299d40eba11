import type { ReactNode } from 'react';
import styles from './step-bar.module.css';

interface StepBarProps {
  /** It appears and changes by itself: is read out. */
  live?: boolean;
  children: ReactNode;
}

/** At the foot of the window, over a long list: what was chosen or changed in it, and the step that settles it. */
export function StepBar({ live = false, children }: StepBarProps) {
  return (
    <div className={styles.bar} role={live ? 'status' : undefined}>
      {children}
    </div>
  );
}
