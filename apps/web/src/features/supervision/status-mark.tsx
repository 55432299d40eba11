import { CASE_STATUS_LABELS, type CaseStatus } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import styles from './mark.module.css';

const SHAPES: Record<CaseStatus, string> = {
  open: '○',
  checking: '◐',
  confirmed: '■',
  dismissed: '×',
  rectified: '✓',
  corrected: '✓',
};

/** A status by shape and word. */
export function StatusMark({ status }: { status: CaseStatus }) {
  const { say } = useLanguage();
  return (
    <span className={styles.status}>
      <span aria-hidden="true">{SHAPES[status]}</span>
      {'\u00a0'}
      {say(CASE_STATUS_LABELS[status])}
    </span>
  );
}
