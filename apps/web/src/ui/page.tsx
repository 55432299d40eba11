import type { ReactNode, Ref } from 'react';
import styles from './page.module.css';

/** Layout of section pages: tabs of the section, then the page. */
export function SectionPage({ tabs, children }: { tabs?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.page}>
      {tabs}
      {children}
    </div>
  );
}

interface PageHeadProps {
  /** Title generated from the figures. */
  title: ReactNode;
  /** Purpose of the page, in a sentence or two. */
  lead?: ReactNode;
  /** Actions of the whole page. */
  actions?: ReactNode;
  /** To focus the title when loading is done. */
  titleRef?: Ref<HTMLHeadingElement>;
}

export function PageHead({ title, lead, actions, titleRef }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <h1 ref={titleRef} tabIndex={titleRef ? -1 : undefined}>
        {title}
      </h1>
      {lead && <p className={styles.lead}>{lead}</p>}
      {actions && <Actions>{actions}</Actions>}
    </header>
  );
}

/** Buttons side by side. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

interface FiltersProps {
  label: string;
  /** For filters that are typed: called on Enter and by a button of type `submit`. */
  onSubmit?: () => void;
  children: ReactNode;
}

/** Filters of the page, side by side. */
export function Filters({ label, onSubmit, children }: FiltersProps) {
  if (!onSubmit)
    return (
      <search className={styles.filters} aria-label={label}>
        {children}
      </search>
    );
  return (
    <search aria-label={label}>
      <form
        className={styles.filters}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </search>
  );
}

/** Empty state: explains what will be shown, and offers the action. */
export function EmptyState({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}
