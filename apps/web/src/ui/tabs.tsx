import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './tabs.module.css';

/** The pages of a section as tabs, `TabLink`s inside. For views within one page use `Segmented`. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {children}
    </nav>
  );
}

type TabProps = ComponentProps<'a'> & {
  /** Number of pending items; hidden for 0. */
  count?: string | undefined;
};

function Tab({ count, children, ...rest }: TabProps) {
  return (
    <a {...rest} className={styles.tab}>
      {children}
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </a>
  );
}

/** A page of the section; the router marks the current one. `to` and `search` as of a router's link. */
export const TabLink = createLink(Tab);
