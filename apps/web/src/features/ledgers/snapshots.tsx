import type { SnapshotInfo } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { snapshotsQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Comparison } from './comparison.tsx';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';

/** 快照: every state there was, what changed between two, and the way back. */
export function SnapshotsPage() {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const answer = useQuery(snapshotsQuery);
  const [chosen, setChosen] = useState<string>();
  const { from, to } = useSearch({ from: '/ledgers/snapshots' });
  const navigate = useNavigate({ from: '/ledgers/snapshots' });
  return (
    <Answer query={answer} height={480}>
      {({ snapshots }) => {
        const current = snapshots.find((snapshot) => snapshot.current);
        const columns = [
          { key: 'id', header: text.snapshots.snapshot, cell: ({ id }: SnapshotInfo) => id },
          {
            key: 'at',
            header: text.snapshots.at,
            align: 'start' as const,
            cell: ({ createdAt }: SnapshotInfo) => formatInstant(createdAt, language),
          },
          {
            key: 'change',
            header: text.snapshots.change,
            align: 'start' as const,
            cell: ({ change, batch, by }: SnapshotInfo) =>
              [`${text.snapshots.changes[change]} ${batch}`, by].filter(Boolean).join(' · '),
          },
          {
            key: 'rows',
            header: text.snapshots.inForce,
            cell: ({ rows }: SnapshotInfo) => formatCount(rows),
          },
          {
            key: 'quarantined',
            header: text.snapshots.quarantined,
            cell: ({ quarantined }: SnapshotInfo) => formatCount(quarantined),
          },
          {
            key: 'actions',
            header: '',
            cell: ({ id, parent, current: isCurrent }: SnapshotInfo) => (
              <span className={styles.choices}>
                {parent !== null && (
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => void navigate({ search: (old) => ({ ...old, from: parent, to: id }) })}
                  >
                    {text.snapshots.compare}
                  </button>
                )}
                {isCurrent ? (
                  <strong>● {text.snapshots.current}</strong>
                ) : (
                  may('snapshots.use') && (
                    <button type="button" className={styles.link} onClick={() => setChosen(id)}>
                      {text.snapshots.use}
                    </button>
                  )
                )}
              </span>
            ),
          },
        ];
        return (
          <>
            <h1 className={styles.title}>
              {current ? text.snapshots.title(current.id) : text.snapshots.none}
            </h1>
            <p className={styles.lead}>{text.snapshots.lead}</p>
            {chosen !== undefined && <GoingBack id={chosen} onEnd={() => setChosen(undefined)} />}
            {snapshots.length > 1 && <Pair snapshots={snapshots} from={from} to={to} />}
            <DataTable
              caption={text.tabs.snapshots}
              rows={snapshots}
              rowKey={({ id }) => id}
              columns={columns}
            />
            {from && to && <Comparison key={`${from} ${to}`} from={from} to={to} />}
          </>
        );
      }}
    </Answer>
  );
}

interface PairProps {
  snapshots: SnapshotInfo[];
  from: string | undefined;
  to: string | undefined;
}

/** Any two snapshots, to see what changed between them. */
function Pair({ snapshots, from, to }: PairProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const navigate = useNavigate({ from: '/ledgers/snapshots' });
  const sides = [
    { name: 'from', label: text.snapshots.from, value: from, other: to },
    { name: 'to', label: text.snapshots.to, value: to, other: from },
  ] as const;
  return (
    <fieldset className={styles.pair}>
      <legend>{text.snapshots.choose}</legend>
      {sides.map(({ name, label, value, other }) => (
        <label key={name} className={styles.field}>
          {label}
          <select
            value={value ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (old) => ({ ...old, [name]: target.value || undefined }),
                resetScroll: false,
              })
            }
          >
            <option value="">{text.snapshots.pick}</option>
            {snapshots
              .filter(({ id }) => id !== other)
              .map(({ id, createdAt }) => (
                <option key={id} value={id}>
                  {`${id} · ${formatInstant(createdAt, language)}`}
                </option>
              ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

/** The question before another snapshot is shown to everyone. */
function GoingBack({ id, onEnd }: { id: string; onEnd: () => void }) {
  const text = useTexts();
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const run = async () => {
    try {
      await order('POST', `snapshots/${id}/use`);
      await client.invalidateQueries();
      onEnd();
    } catch (cause) {
      setError(cause as Error);
    }
  };
  if (error) return <ErrorNote error={error} title={text.upload.failed} onRetry={() => void run()} />;
  return (
    <div className={styles.form} role="alertdialog" aria-labelledby="use-title">
      <h2 id="use-title">{text.snapshots.useConfirm(id)}</h2>
      <p>{text.snapshots.useDetail}</p>
      <p className={styles.actions}>
        {/* biome-ignore lint/a11y/noAutofocus: the question answers a click and appears above it */}
        <button type="button" autoFocus className={styles.primary} onClick={() => void run()}>
          {text.snapshots.useConfirm(id)}
        </button>
        <button type="button" className={styles.quiet} onClick={onEnd}>
          {text.cancel}
        </button>
      </p>
    </div>
  );
}
