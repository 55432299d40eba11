import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PersonalDownload, UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { isEmpty } from '../../api/queries.ts';
import { Answer } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { PageHead } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PAGE_ROWS, quarantineQuery } from './api.ts';
import { Entries } from './entries.tsx';
import { MendBar } from './mend-bar.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { QuarantineFilters } from './quarantine-filters.tsx';
import { QuarantineRow } from './quarantine-row.tsx';
import { useTexts } from './texts.ts';
import { useEdits } from './use-edits.ts';

/** 待修正: rows by reason, corrected in place; only changed rows are loaded. */
export function QuarantinePage() {
  const text = useTexts();
  const { kind, code, file, offset } = useSearch({ from: '/ledgers/quarantine' });
  const navigate = useNavigate({ from: '/ledgers/quarantine' });
  const address = { kind, code, file, offset };
  const { may, purpose } = useSession();
  const answer = useQuery(quarantineQuery(address, purpose?.text));
  const edits = useEdits();
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {(data) => (
        <>
          {data.counts.length === 0 ? (
            <PageHead title={text.quarantine.empty} lead={text.quarantine.emptyDetail} />
          ) : (
            <>
              <PageHead
                title={
                  data.total === 0 ? text.quarantine.noneHere : text.quarantine.title(formatCount(data.total))
                }
                lead={may('ledgers.load') && purpose === null ? text.quarantine.masked : text.quarantine.lead}
                actions={
                  <>
                    <UnmaskButton />
                    {may('ledgers.load') && (
                      <PersonalDownload href="/api/v1/quarantine.xlsx">
                        {text.quarantine.download}
                      </PersonalDownload>
                    )}
                  </>
                }
              />
              <QuarantineFilters address={address} counts={data.counts} />
              <Entries>
                {data.rows.map((entry) => (
                  <QuarantineRow
                    key={entry.id}
                    entry={entry}
                    columns={data.columns.filter((column) => column.kind === entry.kind)}
                    edited={edits.all[entry.id] ?? {}}
                    onEdit={
                      // A masked cell is not what would be mended.
                      may('ledgers.load') && purpose !== null
                        ? (field, value) => edits.change(entry, field, value)
                        : undefined
                    }
                  />
                ))}
              </Entries>
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
