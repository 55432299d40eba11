import type { FindingRow, RuleSummary } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { formatYuan } from '../../ui/money.ts';
import { judgementQuery } from './api.ts';
import { SeverityMark } from './severity-mark.tsx';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

/** One finding: what, whom, how much; opened: clause, derivation, ledger rows. */
export function Finding({ finding, rules }: { finding: FindingRow; rules: RuleSummary[] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const rule = rules.find((one) => one.rule === finding.rule);
  const where = [finding.department, finding.town].flatMap((unit) => (unit === null ? [] : [names(unit)]));
  return (
    <li className={styles.finding} data-rule={finding.rule}>
      <div className={styles.what}>
        <SeverityMark severity={finding.severity} />
        <strong>
          {finding.rule} {rule && say(rule.name)}
        </strong>
        {finding.stake !== '0.00' && (
          <span className={styles.amount}>{text.yuan(formatYuan(finding.stake))}</span>
        )}
      </div>
      <p>{say(finding.text)}</p>
      <p className={styles.about}>
        {[finding.key, ...where, finding.institution].filter(Boolean).join(' · ')}
      </p>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? text.hide : text.show}
      </button>
      {open && (
        <dl className={styles.facts}>
          <dt>{text.clause}</dt>
          <dd>{rule?.clause}</dd>
          {finding.payoutId !== null && <Derivation payoutId={finding.payoutId} />}
          <dt>{text.evidence}</dt>
          <dd>
            <ul>
              {finding.evidence.map(({ kind, file, sheet, row }) => (
                <li key={`${kind} ${file} ${sheet} ${row}`}>
                  {[file, sheet, text.row(row)].filter(Boolean).join(' · ')}
                </li>
              ))}
            </ul>
          </dd>
        </dl>
      )}
    </li>
  );
}

/** How the payout was judged, the way a clerk would do it by hand. */
function Derivation({ payoutId }: { payoutId: string }) {
  const text = useTexts();
  const { say } = useLanguage();
  const answer = useQuery(judgementQuery(payoutId));
  return (
    <>
      <dt>{text.derivation}</dt>
      <dd>
        <Answer query={answer} height={80}>
          {({ derivation }) => (
            <ol>
              {derivation.map((step) => (
                <li key={step.zh}>{say(step)}</li>
              ))}
            </ol>
          )}
        </Answer>
      </dd>
    </>
  );
}
