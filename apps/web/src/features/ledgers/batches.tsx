import type { BatchInfo } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { PersonalDownload, UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { isEmpty } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Actions, PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { AccountTable, sumSheets } from './account-table.tsx';
import { batchesQuery } from './api.ts';
import { BatchWithdrawal } from './batch-withdrawal.tsx';
import styles from './batches.module.css';
import { Entries, Entry } from './entries.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { useTexts } from './texts.ts';
import { useJob } from './use-job.ts';

/** 批次: who loaded what and when, each sheet's accounting, the originals, and the withdrawal of batches. */
export function BatchesPage() {
  const text = useTexts();
  const { language } = useLanguage();
  const { purpose } = useSession();
  const answer = useQuery(batchesQuery(purpose?.text));
  const withdrawal = useJob();
  const [chosen, setChosen] = useState<string>();
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {({ batches, withdrawals }) => (
        <>
          <PageHead
            title={batches.length === 0 ? text.batches.none : text.batches.title(formatCount(batches.length))}
            actions={withdrawals.some(({ comment }) => comment !== null) && <UnmaskButton />}
          />
          {chosen !== undefined && (
            <BatchWithdrawal
              key={chosen}
              batch={chosen}
              watched={withdrawal}
              onCancel={() => {
                setChosen(undefined);
                withdrawal.reset();
              }}
            />
          )}
          <Entries>
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
          </Entries>
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
                    cell: ({ by }) => by ?? text.batches.unknownUser,
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

/** Every row read, by what became of it: read is the sum of the others. */
function Balance({ batch: { files } }: { batch: BatchInfo }) {
  const text = useTexts();
  const words = useWords();
  const { read, ...parts } = sumSheets(files);
  const listed = (['accepted', 'unchanged', 'corrected', 'quarantined', 'ignored'] as const).filter(
    (name) => parts[name] > 0,
  );
  const waiting = files.flatMap(({ sheets }) => sheets).reduce((sum, sheet) => sum + sheet.waiting, 0);
  const since = parts.quarantined - waiting;
  return (
    <p>
      {text.account.read} {formatCount(read)}
      {listed.length > 0 && ' = '}
      {listed.map((name) => `${text.account[name]} ${formatCount(parts[name])}`).join(' + ')}
      {parts.quarantined > 0 &&
        words.brackets(
          [
            since > 0 && text.balance.since(formatCount(since)),
            waiting > 0 && text.balance.still(formatCount(waiting)),
          ]
            .filter(Boolean)
            .join(text.balance.and),
        )}
    </p>
  );
}

function Batch({ batch, onWithdraw }: { batch: BatchInfo; onWithdraw: () => void }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <Entry
      name={<strong>{batch.batch}</strong>}
      origin={
        <>
          {formatInstant(batch.loadedAt, language)}
          <br />
          {[batch.by ?? text.batches.unknownUser, batch.unit].filter(Boolean).join(' · ')}
        </>
      }
    >
      <ul className={styles.names}>
        {batch.files.map(({ path }) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      <Balance batch={batch} />
      <Actions>
        <Button kind="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.close : text.batches.details}
        </Button>
        {may('ledgers.withdraw') && (
          <Button kind="link" aria-label={text.batches.withdrawTitle(batch.batch)} onClick={onWithdraw}>
            {text.batches.withdraw}
          </Button>
        )}
      </Actions>
      {open && (
        <div className={styles.details}>
          <AccountTable files={batch.files} />
          {may('rows.export') && (
            <HelpText>
              {text.batches.download}
              {batch.files.map(({ path, sha256 }) => (
                <Fragment key={path}>
                  {' · '}
                  <PersonalDownload href={`/api/v1/files/${sha256}`}>{path}</PersonalDownload>
                </Fragment>
              ))}
            </HelpText>
          )}
        </div>
      )}
    </Entry>
  );
}
