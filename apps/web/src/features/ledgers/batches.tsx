import type { BatchInfo } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useState } from 'react';
import { z } from 'zod';
import { PersonalDownload } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { isEmpty } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { AccountTable, sumSheets } from './account-table.tsx';
import { batchesQuery, isOver } from './api.ts';
import { JobProgress } from './job-progress.tsx';
import styles from './ledgers.module.css';
import { NothingYet } from './nothing-yet.tsx';
import { useTexts } from './texts.ts';
import { useJob } from './use-job.ts';

/** 批次: who loaded what and when, each sheet's accounting, the originals, and the way to take a batch back. */
export function BatchesPage() {
  const text = useTexts();
  const { language } = useLanguage();
  const answer = useQuery(batchesQuery);
  const withdrawal = useJob();
  const [chosen, setChosen] = useState<string>();
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {({ batches, withdrawals }) => (
        <>
          <h1 className={styles.title}>
            {batches.length === 0 ? text.batches.none : text.batches.title(formatCount(batches.length))}
          </h1>
          <Withdrawing
            key={chosen}
            batch={chosen}
            watched={withdrawal}
            onCancel={() => {
              setChosen(undefined);
              withdrawal.reset();
            }}
          />
          <ul className={styles.entries}>
            {batches.map((batch) => (
              <Batch
                key={batch.batch}
                batch={batch}
                onWithdraw={() => {
                  withdrawal.reset();
                  setChosen(batch.batch);
                }}
              />
            ))}
          </ul>
          {withdrawals.length > 0 && (
            <Section id="withdrawals" title={text.batches.withdrawnList}>
              <DataTable
                caption={text.batches.withdrawnList}
                rows={withdrawals}
                rowKey={({ batch }) => batch}
                columns={[
                  { key: 'batch', header: text.batches.batch, cell: ({ batch }) => batch },
                  {
                    key: 'at',
                    header: text.batches.withdrawnAt,
                    align: 'start',
                    cell: ({ withdrawnAt }) => formatInstant(withdrawnAt, language),
                  },
                  {
                    key: 'by',
                    header: text.batches.withdrawnBy,
                    align: 'start',
                    cell: ({ by }) => by ?? text.batches.nobody,
                  },
                  {
                    key: 'comment',
                    header: text.batches.comment,
                    align: 'start',
                    cell: ({ comment }) => comment ?? '—',
                  },
                  {
                    key: 'files',
                    header: text.batches.files,
                    align: 'start',
                    cell: ({ files }) => files.join(' · '),
                  },
                ]}
              />
            </Section>
          )}
        </>
      )}
    </Answer>
  );
}

function Batch({ batch, onWithdraw }: { batch: BatchInfo; onWithdraw: () => void }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  const sum = sumSheets(batch.files);
  const counts = (['read', 'accepted', 'corrected', 'quarantined'] as const).filter((name) => sum[name] > 0);
  return (
    <li className={styles.entry}>
      <div className={styles.origin}>
        <strong>{batch.batch}</strong>
        {formatInstant(batch.loadedAt, language)}
        <br />
        {[batch.by ?? text.batches.nobody, batch.unit].filter(Boolean).join(' · ')}
      </div>
      <div>
        <ul className={styles.names}>
          {batch.files.map(({ path }) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
        <p className={styles.why}>
          {counts.map((name) => `${text.account[name]} ${formatCount(sum[name])}`).join(' · ')}
        </p>
        <p className={styles.links}>
          <button type="button" className={styles.link} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? text.close : text.batches.details}
          </button>
          {may('ledgers.withdraw') && (
            <button
              type="button"
              className={styles.link}
              aria-label={text.batches.withdrawTitle(batch.batch)}
              onClick={onWithdraw}
            >
              {text.batches.withdraw}
            </button>
          )}
        </p>
        {open && (
          <div className={styles.details}>
            <AccountTable files={batch.files} />
            {may('rows.export') && (
              <p className={styles.help}>
                {text.batches.download}
                {batch.files.map(({ path, sha256 }) => (
                  <Fragment key={path}>
                    {' · '}
                    <PersonalDownload href={`/api/v1/files/${sha256}`}>{path}</PersonalDownload>
                  </Fragment>
                ))}
              </p>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

interface WithdrawingProps {
  batch: string | undefined;
  watched: ReturnType<typeof useJob>;
  onCancel: () => void;
}

/** The question before a batch is taken back, and what came of it. */
function Withdrawing({ batch, watched: { job, error, start, cancel }, onCancel }: WithdrawingProps) {
  const text = useTexts();
  const [comment, setComment] = useDraft(`withdraw.${batch ?? ''}`, '', z.string().parse);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) setComment('');
  }, [isDone, setComment]);
  if (batch === undefined) return null;
  const run = () => void start(`batches/${batch}/withdraw`, comment.trim() ? { comment } : {});
  if (job && !isOver(job))
    return <JobProgress job={job} title={text.batches.withdrawTitle(batch)} onCancel={cancel} />;
  if (job?.state === 'done') {
    return (
      <p className={styles.good} role="status">
        ✓ {text.batches.withdrawn(batch, job.snapshot ?? '')}
      </p>
    );
  }
  if (error || job?.state === 'failed') {
    return (
      <ErrorNote error={error} detail={job?.problem ?? undefined} title={text.upload.failed} onRetry={run}>
        <button type="button" onClick={onCancel}>
          {text.close}
        </button>
      </ErrorNote>
    );
  }
  return (
    <form
      className={styles.form}
      aria-labelledby="withdraw-title"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <h2 id="withdraw-title">{text.batches.withdrawTitle(batch)}</h2>
      <p>{text.batches.withdrawDetail}</p>
      <label className={styles.field}>
        {text.batches.comment}
        <input
          // biome-ignore lint/a11y/noAutofocus: the form answers a click on "withdraw" and appears above it
          autoFocus
          value={comment}
          maxLength={500}
          onChange={({ target }) => setComment(target.value)}
        />
        <span className={styles.help}>{text.batches.commentHelp}</span>
      </label>
      <p className={styles.actions}>
        <button type="submit" className={`${styles.primary} ${styles.danger}`}>
          {text.batches.confirm}
        </button>
        <button type="button" className={styles.quiet} onClick={onCancel}>
          {text.cancel}
        </button>
      </p>
    </form>
  );
}
