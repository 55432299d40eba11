import type { ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  id: string;
  /** Topic, the line above the title; omitted if the title is enough. */
  label?: string;
  /** Title generated from the figures; the label until they are loaded. */
  title: ReactNode;
  note?: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Section({ id, label, title, note, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`} data-section={id}>
      <header className={styles.head}>
        <div>
          {label !== undefined && <p className={styles.label}>{title === label ? '\u00a0' : label}</p>}
          <h2 id={`${id}-title`}>{title}</h2>
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
      {note && <p className={styles.note}>{note}</p>}
    </section>
  );
}
