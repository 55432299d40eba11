import type { FindingRow } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { bringToView } from '../../ui/bring-to-view.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { findingsQuery } from './api.ts';
import { FindingSummary } from './finding-summary.tsx';
import styles from './record-findings.module.css';
import { useTexts } from './texts.ts';

/** Maximum number of findings shown here. */
const FIRST = 20;

/** Moves the view to the first of the newly shown findings. */
const showFirst = (item: HTMLLIElement | null): void => bringToView(item);

/** Findings of one institution or person, each a link to the worklist. */
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
        {shown.map((finding, nth) => (
          <li
            key={finding.id}
            ref={nth === FIRST ? showFirst : undefined}
            tabIndex={nth === FIRST ? -1 : undefined}
          >
            <Link to="/supervision" search={({ lang }) => ({ lang, rule: finding.rule, open: finding.id })}>
              <FindingSummary finding={finding} rule={nameOf(finding.rule)} />
            </Link>
          </li>
        ))}
      </ul>
      {shown.length < findings.length && (
        <Actions>
          <Button onClick={() => setWhole(true)}>{text.showAll(formatCount(findings.length))}</Button>
        </Actions>
      )}
    </>
  );
}
