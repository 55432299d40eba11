import { Fragment, type ReactNode } from 'react';
import styles from './facts.module.css';

interface FactsProps {
  /** Label and value; facts without a value are left out. */
  facts: [label: string, value: ReactNode][];
  size?: 'small';
}

/** Labels and values in two columns. */
export function Facts({ facts, size }: FactsProps) {
  return (
    <dl className={size === 'small' ? `${styles.facts} ${styles.small}` : styles.facts}>
      {facts.map(
        ([label, value]) =>
          value !== null &&
          value !== undefined &&
          value !== false && (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
