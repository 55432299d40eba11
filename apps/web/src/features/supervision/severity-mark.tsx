import type { Severity } from '@skill-ledger/contracts';
import styles from './mark.module.css';
import { useTexts } from './texts.ts';

const SHAPES: Record<Severity, string> = { high: '■', medium: '▼', low: '●' };

/** A severity by shape, colour and word. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const text = useTexts();
  return (
    <span className={styles[severity]}>
      <span aria-hidden="true">{SHAPES[severity]}</span>
      {'\u00a0'}
      {text.severities[severity]}
    </span>
  );
}
