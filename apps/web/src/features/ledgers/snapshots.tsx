import type { SnapshotInfo } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { snapshotsQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/form.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Actions, PageHead } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { compareQuery } from './api.ts';
import { Comparison } from './comparison.tsx';
import { Effect } from './effect.tsx';
import styles from './snapshots.module.css';
import { useTexts } from './texts.ts';

/** 快照: all snapshots, comparison of two, and switching to one. */
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
            header: text.snapshots.actions,
            cell: ({ id, parent, current: isCurrent }: SnapshotInfo) => (
              <span className={styles.choices}>
                {parent !== null && (
                  <Button
                    kind="link"
                    onClick={() => void navigate({ search: (old) => ({ ...old, from: parent, to: id }) })}
                  >
                    {text.snapshots.compare}
                  </Button>
                )}
                {isCurrent ? (
                  <strong>● {text.snapshots.current}</strong>
                ) : (
                  may('snapshots.use') && (
                    <Button kind="link" onClick={() => setChosen(id)}>
                      {text.snapshots.use}
                    </Button>
                  )
                )}
              </span>
            ),
          },
        ];
        return (
          <>
            <PageHead
              title={current ? text.snapshots.title(current.id) : text.snapshots.none}
              lead={text.snapshots.lead}
            />
            {chosen !== undefined && current && (
              <GoingBack key={chosen} id={chosen} now={current.id} onEnd={() => setChosen(undefined)} />
            )}
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

/** Selection of two snapshots to compare. */
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
        <Select
          key={name}
          label={label}
          placeholder={text.snapshots.pick}
          options={snapshots
            .filter(({ id }) => id !== other)
            .map(({ id, createdAt }) => ({
              value: id,
              label: `${id} · ${formatInstant(createdAt, language)}`,
            }))}
          value={value ?? ''}
          onValue={(id) =>
            void navigate({ search: (old) => ({ ...old, [name]: id || undefined }), resetScroll: false })
          }
        />
      ))}
    </fieldset>
  );
}

/** Confirmation before all users are switched to another snapshot. */
function GoingBack({ id, now, onEnd }: { id: string; now: string; onEnd: () => void }) {
  const text = useTexts();
  const client = useQueryClient();
  const effect = useQuery(compareQuery(now, id));
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
    <Panel role="alertdialog" wide title={text.snapshots.useConfirm(id)}>
      <p>{text.snapshots.useDetail}</p>
      <Answer query={effect} height={160}>
        {(comparison) => <Effect effect={comparison} />}
      </Answer>
      <Actions>
        <Button kind="danger" disabled={effect.isPending} onClick={() => void run()}>
          {text.snapshots.useConfirm(id)}
        </Button>
        <Button onClick={onEnd}>{text.cancel}</Button>
      </Actions>
    </Panel>
  );
}
