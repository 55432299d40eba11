import { KIND_LABELS, LedgerKind, type QuarantineAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { isEmpty } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import { isOver, PAGE_ROWS, type QuarantineAddress, quarantineQuery } from './api.ts';
import { JobProgress } from './job-progress.tsx';
import styles from './ledgers.module.css';
import { NothingYet } from './nothing-yet.tsx';
import { QuarantineRow } from './quarantine-row.tsx';
import { useTexts } from './texts.ts';
import { type Edits, useEdits } from './use-edits.ts';
import { useJob } from './use-job.ts';

/** 待修正: rows by reason, mended in place; only what was changed is loaded. */
export function QuarantinePage() {
  const text = useTexts();
  const { kind, code, file, offset } = useSearch({ from: '/ledgers/quarantine' });
  const navigate = useNavigate({ from: '/ledgers/quarantine' });
  const address = { kind, code, file, offset };
  const { may, purpose } = useSession();
  const answer = useQuery(quarantineQuery(address, may('ledgers.load') ? undefined : purpose?.text));
  const edits = useEdits();
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {(data) => (
        <>
          {data.counts.length === 0 ? (
            <Empty />
          ) : (
            <>
              <h1 className={styles.title}>
                {data.total === 0 ? text.quarantine.noneHere : text.quarantine.title(formatCount(data.total))}
              </h1>
              <p className={styles.lead}>{text.quarantine.lead}</p>
              {may('ledgers.load') && (
                <p className={styles.actions}>
                  <a className={styles.quiet} href="/api/v1/quarantine.xlsx" download>
                    {text.quarantine.download}
                  </a>
                </p>
              )}
              <Filters address={address} counts={data.counts} />
              <ul className={styles.entries}>
                {data.rows.map((entry) => (
                  <QuarantineRow
                    key={entry.id}
                    entry={entry}
                    columns={data.columns.filter((column) => column.kind === entry.kind)}
                    edited={edits.all[entry.id] ?? {}}
                    onEdit={
                      may('ledgers.load') ? (field, value) => edits.change(entry, field, value) : undefined
                    }
                  />
                ))}
              </ul>
              <Pager
                offset={Number(offset ?? 0)}
                shown={data.rows.length}
                total={data.total}
                size={PAGE_ROWS}
                onGo={(to) =>
                  void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
                }
              />
            </>
          )}
          <MendBar edits={edits} />
        </>
      )}
    </Answer>
  );
}

function Empty() {
  const text = useTexts();
  return (
    <>
      <h1 className={styles.title}>{text.quarantine.empty}</h1>
      <p className={styles.lead}>{text.quarantine.emptyDetail}</p>
    </>
  );
}

/** How many rows wait for each choice; a choice of one kind narrows the others. */
function Filters({ address, counts }: { address: QuarantineAddress; counts: QuarantineAnswer['counts'] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const navigate = useNavigate({ from: '/ledgers/quarantine' });
  const choose = (change: QuarantineAddress) =>
    void navigate({ search: (previous) => ({ ...previous, offset: undefined, ...change }) });
  const options = (pick: (count: QuarantineAnswer['counts'][number]) => string) => [
    ...new Set(counts.map(pick)),
  ];
  const lists = [
    {
      name: 'code' as const,
      label: text.quarantine.allReasons,
      values: options(({ code }) => code).map((value) => ({
        value,
        label: `${value} ${text.checks[value] ?? ''} · ${text.rows(formatCount(sum(counts.filter(({ code }) => code === value))))}`,
      })),
    },
    {
      name: 'kind' as const,
      label: text.quarantine.allKinds,
      values: options(({ kind }) => kind).map((value) => ({
        value,
        label: say(KIND_LABELS[LedgerKind.parse(value)]),
      })),
    },
    {
      name: 'file' as const,
      label: text.quarantine.allFiles,
      values: options(({ file }) => file).map((value) => ({ value, label: value })),
    },
  ];
  return (
    <div className={styles.filters}>
      {lists.map(({ name, label, values }) => (
        <div key={name} className={styles.field}>
          <select
            aria-label={label}
            value={address[name] ?? ''}
            onChange={({ target }) => choose({ [name]: target.value || undefined })}
          >
            <option value="">{label}</option>
            {values.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      {lists.some(({ name }) => address[name] !== undefined) && (
        <button
          type="button"
          className={styles.link}
          onClick={() => choose({ code: undefined, kind: undefined, file: undefined })}
        >
          {text.quarantine.clearFilters}
        </button>
      )}
    </div>
  );
}

const sum = (counts: QuarantineAnswer['counts']): number =>
  counts.reduce((total, { rows }) => total + rows, 0);

/** What was changed so far, and the step that loads it. */
function MendBar({ edits }: { edits: Edits }) {
  const text = useTexts();
  const { job, error, start, cancel } = useJob();
  const [sent, setSent] = useState<string[]>([]);
  const ids = Object.keys(edits.all);
  const submit = async () => {
    setSent(ids);
    await start('quarantine/mend', { rows: ids.map((id) => ({ id, cells: edits.all[id] })) });
  };
  const outcome = job?.state === 'done' ? job.outcome : null;
  const { forget } = edits;
  useEffect(() => {
    // What was sent is in the ledgers now, or in quarantine under a new number.
    if (outcome) forget(sent);
  }, [outcome, sent, forget]);
  const rows = outcome?.files.flatMap(({ sheets }) => sheets) ?? [];
  const bad = rows.reduce((total, sheet) => total + sheet.quarantined, 0);
  const good = rows.reduce((total, sheet) => total + sheet.read - sheet.quarantined, 0);
  return (
    <div className={styles.bar} role="status">
      {job && !isOver(job) && <JobProgress job={job} title={text.job.works.mend} onCancel={cancel} />}
      {(error || job?.state === 'failed') && (
        <ErrorNote
          error={error}
          detail={job?.problem ?? undefined}
          title={text.upload.failed}
          onRetry={() => void submit()}
        />
      )}
      {outcome && good > 0 && <span>✓ {text.quarantine.mended(formatCount(good))}</span>}
      {outcome && bad > 0 && (
        <span className={styles.mark}>▲ {text.quarantine.stillBad(formatCount(bad))}</span>
      )}
      {ids.length > 0 && (job === undefined || isOver(job)) && (
        <>
          <strong>{text.quarantine.changed(formatCount(ids.length))}</strong>
          <button type="button" className={styles.primary} onClick={() => void submit()}>
            {text.quarantine.submit}
          </button>
          <button type="button" className={styles.quiet} onClick={() => edits.forget(ids)}>
            {text.quarantine.undo}
          </button>
        </>
      )}
    </div>
  );
}
