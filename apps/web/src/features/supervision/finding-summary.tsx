import { type FindingRow, NO_YUAN } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { formatYuan, groupYuan } from '../../ui/money.ts';
import styles from './finding-summary.module.css';
import { formatKey } from './search.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import { useTexts } from './texts.ts';

interface FindingSummaryProps {
  finding: FindingRow;
  /** Name of its rule. */
  rule: string;
  /** Also shows units and institution, assignee and due date. */
  whole?: boolean;
}

/** A finding in a few lines, for lists. */
export function FindingSummary({ finding, rule, whole = false }: FindingSummaryProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const where = [finding.department, finding.town].flatMap((unit) => (unit === null ? [] : [names(unit)]));
  const about = [formatKey(finding.key), ...(whole ? [...where, finding.institution] : [])];
  const care = [
    finding.assignee && `${text.assignee} ${finding.assignee}`,
    finding.dueOn && `${text.due} ${finding.dueOn}`,
  ].filter(Boolean);
  return (
    <span className={styles.finding}>
      <span className={styles.what}>
        <SeverityMark severity={finding.severity} />
        <strong>{`${finding.rule} ${rule}`}</strong>
        <StatusMark status={finding.status} />
        {finding.stake !== NO_YUAN && (
          <span className={styles.amount}>{text.yuan(formatYuan(finding.stake))}</span>
        )}
      </span>
      <span>{groupYuan(say(finding.text))}</span>
      <span className={styles.about}>{about.filter(Boolean).join(' · ')}</span>
      {whole && care.length > 0 && <span className={styles.about}>{care.join(' · ')}</span>}
    </span>
  );
}
