import type { FindingRow } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { formatCount } from '../../ui/format.ts';
import { formatYuan, groupYuan } from '../../ui/money.ts';
import { findingsQuery } from './api.ts';
import { formatKey } from './search.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

/** Enough to see what kind of findings they are. */
const FIRST = 20;

/** Findings of one institution or person, each a way into the worklist. */
export function RecordFindings({ findings }: { findings: FindingRow[] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const rules = useQuery(findingsQuery({})).data?.rules ?? [];
  const nameOf = (rule: string): string => {
    const found = rules.find((one) => one.rule === rule);
    return found ? say(found.name) : '';
  };
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, FIRST);
  return (
    <>
      <ul className={styles.list}>
        {shown.map((finding) => (
          <li key={finding.id} className={styles.finding}>
            <Link
              to="/supervision"
              search={({ lang }) => ({ lang, rule: finding.rule, open: finding.id })}
              className={styles.open}
            >
              <span className={styles.what}>
                <SeverityMark severity={finding.severity} />
                <strong>{`${finding.rule} ${nameOf(finding.rule)}`}</strong>
                <StatusMark status={finding.status} />
                {finding.stake !== '0.00' && (
                  <span className={styles.amount}>{text.yuan(formatYuan(finding.stake))}</span>
                )}
              </span>
              <span className={styles.line}>{groupYuan(say(finding.text))}</span>
              <span className={styles.about}>{formatKey(finding.key)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {shown.length < findings.length && (
        <p className={styles.ways}>
          <button type="button" className={styles.quiet} onClick={() => setWhole(true)}>
            {text.showAll(formatCount(findings.length))}
          </button>
        </p>
      )}
    </>
  );
}
