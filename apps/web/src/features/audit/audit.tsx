import { type AuditAnswer, type AuditEntry, BINDING_PROBLEMS } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { auditQuery, PAGE_ENTRIES } from './api.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { useAuditWords } from './audit-words.ts';
import { useTexts } from './texts.ts';

/** 审计日志: who did what and when, and whether the log is intact. */
export function AuditPage() {
  const text = useTexts();
  const { language } = useLanguage();
  const { actor, action, since, until, offset } = useSearch({ from: '/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const address = { actor, action, from: since, until, offset };
  const answer = useQuery(auditQuery(address));
  const words = useAuditWords();
  const wordsOf = ({ entries, pending, head }: AuditAnswer['chain']): string =>
    pending > 0
      ? text.pending(formatCount(entries), formatCount(pending))
      : `✓ ${text.whole(formatCount(entries), head.slice(0, 16))}`;
  return (
    <Answer query={answer} height={480}>
      {({ total, rows, actions, chain }) => (
        <>
          <PageHead
            title={total === 0 ? text.none : text.title(formatCount(total))}
            lead={chain.whole && wordsOf(chain)}
          />
          {!chain.whole && (
            <Notice tone="bad" role="alert">
              {text.broken(formatCount(chain.broken ?? 0))}
            </Notice>
          )}
          {(chain.binding === 'foreign' || chain.binding === 'cut') && (
            <Notice tone="bad" role="alert">
              {BINDING_PROBLEMS[chain.binding][language]}
            </Notice>
          )}
          <AuditFilters address={address} actions={actions} nameOf={words.action} />
          <DataTable
            caption={text.title(formatCount(total))}
            rows={rows}
            rowKey={({ seq }) => String(seq)}
            columns={[
              {
                key: 'at',
                header: text.at,
                cell: ({ at, seq }: AuditEntry) => (
                  <>
                    {formatInstant(at, language)}
                    <small className={styles.seq}> #{seq}</small>
                  </>
                ),
              },
              {
                key: 'actor',
                header: text.actor,
                align: 'start',
                cell: (entry) => [entry.actor ?? text.notSignedIn, entry.unit].filter(Boolean).join(' · '),
              },
              {
                key: 'action',
                header: text.action,
                align: 'start',
                cell: (entry) => words.action(entry.action),
              },
              {
                key: 'subject',
                header: text.subject,
                align: 'start',
                cell: (entry) => (entry.subject === null ? '—' : words.subject(entry)),
              },
              {
                key: 'detail',
                header: text.detail,
                align: 'start',
                cell: (entry) => <Detail of={entry} />,
              },
              { key: 'address', header: text.address, align: 'start', cell: (entry) => entry.address ?? '—' },
            ]}
          />
          <Pager
            offset={Number(offset ?? 0)}
            shown={rows.length}
            total={total}
            size={PAGE_ENTRIES}
            onGo={(to) =>
              void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
            }
          />
        </>
      )}
    </Answer>
  );
}

/** Details of the entry. */
function Detail({ of }: { of: AuditEntry }) {
  const parts = useAuditWords().detail(of);
  return <span className={styles.detail}>{parts.length > 0 ? parts.join(' · ') : '—'}</span>;
}
