import type { QuarantineAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PersonalDownload, UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { isEmpty } from '../../api/queries.ts';
import { Answer } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { PageHead } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PAGE_ROWS, quarantineQuery, workbookAddress } from './api.ts';
import { Entries } from './entries.tsx';
import { Fixes } from './fixes.tsx';
import { MendBar } from './mend-bar.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { QuarantineFilters } from './quarantine-filters.tsx';
import { QuarantineRow } from './quarantine-row.tsx';
import { useTexts } from './texts.ts';
import { useEdits } from './use-edits.ts';

/** 待修正: rows by reason, corrected in place; only changed rows are loaded. */
export function QuarantinePage() {
  const text = useTexts();
  const { kind, code, file, show, fix, id, offset } = useSearch({ from: '/ledgers/quarantine' });
  const navigate = useNavigate({ from: '/ledgers/quarantine' });
  const address = { kind, code, file, show, fix, id, offset };
  const isNarrowed = [kind, code, file, show, fix, id].some((value) => value !== undefined);
  const { may, purpose } = useSession();
  const answer = useQuery(quarantineQuery(address, purpose?.text));
  const edits = useEdits();
  // A masked cell cannot be edited.
  const mayMend = may('ledgers.load') && purpose !== null;
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {(data) => {
        const nothingLeft = data.counts.length === 0;
        return (
          <>
            {nothingLeft ? (
              <PageHead title={text.quarantine.empty} lead={text.quarantine.emptyDetail} />
            ) : (
              <PageHead
                title={titleOf(data, text)}
                lead={may('ledgers.load') && purpose === null ? text.quarantine.masked : text.quarantine.lead}
                actions={
                  <>
                    <UnmaskButton />
                    {may('ledgers.load') && (
                      <PersonalDownload href={workbookAddress(address)}>
                        {isNarrowed ? text.queue.downloadSome : text.quarantine.download}
                      </PersonalDownload>
                    )}
                  </>
                }
              />
            )}
            {/* Stays when the last row is gone: it has the result of what was fixed. */}
            {!isNarrowed && <Fixes fixes={data.fixes} columns={data.columns} mayMend={mayMend} />}
            {!nothingLeft && (
              <>
                <QuarantineFilters address={address} counts={data.counts} />
                <Entries>
                  {data.rows.map((entry) => (
                    <QuarantineRow
                      key={entry.id}
                      entry={entry}
                      columns={data.columns.filter((column) => column.kind === entry.kind)}
                      edited={edits.all[entry.id] ?? {}}
                      onEdit={mayMend ? (field, value) => edits.change(entry, field, value) : undefined}
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
        );
      }}
    </Answer>
  );
}

/** 要改 22 行 · 等引用 124 行. */
function titleOf({ total, waiting }: QuarantineAnswer, text: ReturnType<typeof useTexts>): string {
  if (total === 0) return text.quarantine.noneHere;
  if (waiting === total) return text.queue.onlyWaiting(formatCount(waiting));
  return text.queue.title(formatCount(total - waiting), formatCount(waiting));
}
