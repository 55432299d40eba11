import type { FindingDetail as Detail, EvidenceRow, RuleSummary } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { upload } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { formatYuan, groupYuan } from '../../ui/money.ts';
import { FINDINGS_KEY, findingQuery, judgementQuery } from './api.ts';
import { CaseForm } from './case-form.tsx';
import { CaseHistory } from './case-history.tsx';
import { EvidenceTables } from './evidence-tables.tsx';
import { formatKey } from './search.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import { useSummaryTexts } from './summary-texts.ts';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

interface FindingDetailProps {
  id: string;
  rules: RuleSummary[];
  /** Ids of those before and after it in the list. */
  beside: { previous?: string; next?: string };
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One finding whole: clause, computation, ledger rows side by side, what was done, and what one may do. */
export function FindingDetail({ id, rules, beside, onOpen, onClose }: FindingDetailProps) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const names = useNames();
  const { may, purpose } = useSession();
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
          // Esc closes, from wherever inside nothing is typed.
          <article
            className={styles.detail}
            data-finding={finding.id}
            onKeyDown={({ key, target }) => {
              const isField = target instanceof HTMLElement && target.matches('input, select, textarea');
              if (key === 'Escape' && !isField) onClose();
            }}
          >
            <p className={styles.listHead}>
              <SeverityMark severity={finding.severity} />
              <StatusMark status={finding.status} />
              <span className={styles.atEnd} />
              {(['previous', 'next'] as const).map((way) => {
                const other = beside[way];
                return (
                  <button
                    key={way}
                    type="button"
                    className={styles.toggle}
                    disabled={other === undefined}
                    onClick={() => other !== undefined && onOpen(other)}
                  >
                    {text[way]}
                  </button>
                );
              })}
              <button type="button" className={styles.toggle} onClick={onClose}>
                {text.close}
              </button>
            </p>
            <h2 ref={heading} tabIndex={-1}>
              {finding.rule} {rule && say(rule.name)}
            </h2>
            <p>{groupYuan(say(finding.text))}</p>
            <dl className={styles.facts}>
              <dt>{text.key}</dt>
              <dd>{[formatKey(finding.key), ...where, finding.institution].filter(Boolean).join(' · ')}</dd>
              {finding.stake !== '0.00' && (
                <>
                  <dt>{text.stake.replace(/（.*|\(.*/, '')}</dt>
                  <dd>{text.yuan(formatYuan(finding.stake))}</dd>
                </>
              )}
              {finding.recovered !== '0.00' && (
                <>
                  <dt>{text.recoveredField.replace(/（.*|\(.*/, '')}</dt>
                  <dd>{text.yuan(formatYuan(finding.recovered))}</dd>
                </>
              )}
              {finding.assignee !== null && (
                <>
                  <dt>{text.assignee}</dt>
                  <dd>
                    {[finding.assignee, finding.dueOn && `${text.due} ${finding.dueOn}`]
                      .filter(Boolean)
                      .join(' · ')}
                  </dd>
                </>
              )}
              <dt>{text.clause}</dt>
              <dd>{rule?.clause}</dd>
              {finding.payoutId !== null && <Derivation payoutId={finding.payoutId} />}
            </dl>
            {finding.closedAt !== null && (
              <p className={styles.about}>{text.closedAt(formatInstant(finding.closedAt, language))}</p>
            )}
            <section aria-label={text.evidence}>
              <h3>{text.evidence}</h3>
              {rows.length === 0 ? (
                <p className={styles.about}>{text.noEvidence}</p>
              ) : (
                <EvidenceTables rows={rows} />
              )}
              <p className={styles.ways}>
                <UnmaskButton />
                {may('records.person') && <PersonLinks finding={finding.id} rows={rows} />}
                {may('records.institution') && finding.institutionCode !== null && (
                  <Link
                    to="/supervision/institutions/$code"
                    params={{ code: finding.institutionCode }}
                    search={({ lang }) => ({ lang })}
                    className={styles.link}
                  >
                    {text.institutionRecord}
                  </Link>
                )}
              </p>
            </section>
            <section aria-label={text.history}>
              <h3>{text.history}</h3>
              <CaseHistory events={events} />
            </section>
            <Files id={id} files={files} />
            {may('findings.comment') && <CaseForm ids={[id]} shown={[finding]} title={text.handle} />}
          </article>
        );
      }}
    </Answer>
  );
}

/** The whole record of whoever the rows are about, each person once. */
function PersonLinks({ finding, rows }: { finding: string; rows: EvidenceRow[] }) {
  const { record } = useSummaryTexts();
  const people = new Map<string, number>();
  for (const [index, { kind, cells }] of rows.entries()) {
    const id = kind === 'institutions' ? null : cells.find(({ label }) => label === '证件号码')?.value;
    if (id && !people.has(id)) people.set(id, index);
  }
  return [...people].map(([id, index]) => (
    <Link
      key={id}
      to="/supervision/person"
      search={({ lang }) => ({ lang, finding, row: String(index) })}
      className={styles.link}
    >
      {record.thisPerson(id)}
    </Link>
  ));
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
                <li key={step.zh}>{groupYuan(say(step))}</li>
              ))}
            </ol>
          )}
        </Answer>
      </dd>
    </>
  );
}

function Files({ id, files }: { id: string; files: Detail['files'] }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File[]): Promise<void> => {
    if (chosen.length === 0) return;
    setError(undefined);
    setBusy(true);
    try {
      await upload(`findings/${id}/files`, chosen);
    } catch (cause) {
      setError(cause as Error);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: FINDINGS_KEY });
  };
  return (
    <section aria-label={text.files}>
      <h3>{text.files}</h3>
      {files.length === 0 && <p className={styles.about}>{text.noFiles}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/findings/${id}/files/${file.id}`} download>
              {file.name}
            </a>{' '}
            <span className={styles.about}>
              {formatCount(Math.ceil(file.bytes / 1024))} KB · {file.by} · {formatInstant(file.at, language)}
            </span>
          </li>
        ))}
      </ul>
      {may('findings.answer') && (
        <label className={styles.attach}>
          {text.attach}
          <span className={styles.quiet}>{text.chooseFiles}</span>
          <input
            type="file"
            multiple
            className="visually-hidden"
            disabled={busy}
            onChange={({ target }) => {
              const chosen = [...(target.files ?? [])];
              target.value = '';
              void send(chosen);
            }}
          />
        </label>
      )}
      <p role="status" className={styles.about}>
        {busy && text.attaching}
      </p>
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
    </section>
  );
}
