import { type EvidenceRow, NO_YUAN, type RuleSummary } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatInstant } from '../../ui/format.ts';
import { formatYuan, groupYuan } from '../../ui/money.ts';
import { Actions } from '../../ui/page.tsx';
import { findingQuery, judgementQuery } from './api.ts';
import { CaseForm } from './case-form.tsx';
import { CaseHistory } from './case-history.tsx';
import { EvidenceTables } from './evidence-tables.tsx';
import styles from './finding-detail.module.css';
import { FindingFiles } from './finding-files.tsx';
import { formatKey } from './search.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import { useSummaryTexts } from './summary-texts.ts';
import { useTexts } from './texts.ts';

interface FindingDetailProps {
  id: string;
  rules: RuleSummary[];
  /** Ids of the previous and next finding in the list. */
  beside: { previous?: string; next?: string };
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One finding: clause, computation, ledger rows side by side, history and actions. */
export function FindingDetail({ id, rules, beside, onOpen, onClose }: FindingDetailProps) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const names = useNames();
  const { account, may, purpose } = useSession();
  const answer = useQuery(findingQuery(id, purpose?.text));
  const heading = useRef<HTMLHeadingElement>(null);
  const there = answer.data !== undefined;
  useEffect(() => {
    if (!there) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [there]);
  return (
    <Answer query={answer} height={480}>
      {({ finding, rows, events, files }) => {
        const rule = rules.find((one) => one.rule === finding.rule);
        const where = [finding.department, finding.town].flatMap((unit) => (unit ? [names(unit)] : []));
        return (
          // Esc closes, unless the focus is in an input.
          <article
            className={styles.detail}
            data-finding={finding.id}
            onKeyDown={({ key, target }) => {
              const isField = target instanceof HTMLElement && target.matches('input, select, textarea');
              if (key === 'Escape' && !isField) onClose();
            }}
          >
            <div className={styles.head}>
              <SeverityMark severity={finding.severity} />
              <StatusMark status={finding.status} />
              <span className={styles.atEnd} />
              {(['previous', 'next'] as const).map((way) => {
                const other = beside[way];
                return (
                  <Button
                    key={way}
                    kind="link"
                    size="small"
                    disabled={other === undefined}
                    onClick={() => other !== undefined && onOpen(other)}
                  >
                    {text[way]}
                  </Button>
                );
              })}
              <Button kind="link" size="small" onClick={onClose}>
                {text.close}
              </Button>
            </div>
            <h2 ref={heading} tabIndex={-1}>
              {finding.rule} {rule && say(rule.name)}
            </h2>
            <p>{groupYuan(say(finding.text))}</p>
            <Facts
              size="small"
              facts={[
                [
                  text.key,
                  [formatKey(finding.key), ...where, finding.institution].filter(Boolean).join(' · '),
                ],
                [withoutUnit(text.stake), finding.stake !== NO_YUAN && text.yuan(formatYuan(finding.stake))],
                [
                  text.paid,
                  finding.closedAt === null &&
                    finding.stake !== NO_YUAN &&
                    (finding.paid === NO_YUAN ? text.notPaid : text.yuan(formatYuan(finding.paid))),
                ],
                [
                  withoutUnit(text.recoveredField),
                  finding.recovered !== NO_YUAN && text.yuan(formatYuan(finding.recovered)),
                ],
                [
                  text.assignee,
                  finding.assignee !== null &&
                    [finding.assignee, finding.dueOn && `${text.due} ${finding.dueOn}`]
                      .filter(Boolean)
                      .join(' · '),
                ],
                [text.clause, rule?.clause],
                [text.derivation, finding.payoutId !== null && <Derivation payoutId={finding.payoutId} />],
              ]}
            />
            {finding.closedAt !== null && (
              <HelpText>{text.closedAt(formatInstant(finding.closedAt, language))}</HelpText>
            )}
            <section aria-label={text.evidence}>
              <h3>{text.evidence}</h3>
              {rows.length === 0 ? <HelpText>{text.noEvidence}</HelpText> : <EvidenceTables rows={rows} />}
              <Actions>
                <UnmaskButton />
                {may('records.person') && <PersonLinks finding={finding.id} rows={rows} />}
                {may('records.institution') && finding.institutionCode !== null && (
                  <ButtonLink
                    kind="link"
                    to="/supervision/institutions/$code"
                    params={{ code: finding.institutionCode }}
                    search={({ lang }) => ({ lang })}
                  >
                    {text.institutionRecord}
                  </ButtonLink>
                )}
              </Actions>
            </section>
            <section aria-label={text.history}>
              <h3>{text.history}</h3>
              <CaseHistory events={events} />
            </section>
            <FindingFiles id={id} files={files} />
            {may('findings.comment') && (
              <CaseForm
                ids={[id]}
                shown={[finding]}
                title={may('findings.decide') || account.role !== 'unit' ? text.handle : text.handleAsUnit}
              />
            )}
          </article>
        );
      }}
    </Answer>
  );
}

/** Links to the records of the persons in the rows, each once. */
function PersonLinks({ finding, rows }: { finding: string; rows: EvidenceRow[] }) {
  const { record } = useSummaryTexts();
  const people = new Map<string, number>();
  for (const [index, { kind, cells }] of rows.entries()) {
    const id = kind === 'institutions' ? null : cells.find(({ label }) => label === '证件号码')?.value;
    if (id && !people.has(id)) people.set(id, index);
  }
  return [...people].map(([id, index]) => (
    <ButtonLink
      key={id}
      kind="link"
      to="/supervision/person"
      search={({ lang }) => ({ lang, finding, row: String(index) })}
    >
      {record.thisPerson(id)}
    </ButtonLink>
  ));
}

/** How the payout was judged, step by step as a clerk would do it. */
function Derivation({ payoutId }: { payoutId: string }) {
  const { say } = useLanguage();
  const answer = useQuery(judgementQuery(payoutId));
  return (
    <Answer query={answer} height={80}>
      {({ derivation }) => (
        <ol>
          {derivation.map((step) => (
            <li key={step.zh}>{groupYuan(say(step))}</li>
          ))}
        </ol>
      )}
    </Answer>
  );
}

/** A label of a field or column without its unit. */
const withoutUnit = (label: string): string => label.replace(/（.*|\(.*/, '');
