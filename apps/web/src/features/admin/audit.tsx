import type { AuditAnswer, AuditEntry } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import styles from './admin.module.css';
import { type AuditAddress, auditQuery, auditQueryString, PAGE_ENTRIES } from './api.ts';
import { useAuditWords } from './audit-words.ts';
import { useTexts } from './texts.ts';

/** 审计日志: who did what and when, and whether the log is as it was written. */
export function AuditPage() {
  const texts = useTexts();
  const text = texts.audit;
  const { language } = useLanguage();
  const { actor, action, since, until, offset } = useSearch({ from: '/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const address = { actor, action, from: since, until, offset };
  const answer = useQuery(auditQuery(address));
  const words = useAuditWords();
  const nameOf = (one: string): string => texts.actions[one] ?? one;
  return (
    <Answer query={answer} height={480}>
      {({ total, rows, actions, chain }) => (
        <>
          <h1 className={styles.title}>{total === 0 ? text.none : text.title(formatCount(total))}</h1>
          <Chain chain={chain} />
          <Filters address={address} actions={actions} nameOf={nameOf} />
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
                    <span className={styles.help}> #{seq}</span>
                  </>
                ),
              },
              {
                key: 'actor',
                header: text.actor,
                align: 'start',
                cell: (entry) => [entry.actor ?? text.nobody, entry.unit].filter(Boolean).join(' · '),
              },
              { key: 'action', header: text.action, align: 'start', cell: (entry) => nameOf(entry.action) },
              {
                key: 'subject',
                header: text.subject,
                align: 'start',
                cell: ({ subject }) => (subject === null ? '—' : words.subject(subject)),
              },
              {
                key: 'detail',
                header: text.detail,
                align: 'start',
                cell: ({ detail }) => <Detail of={detail} />,
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

function Chain({ chain }: { chain: AuditAnswer['chain'] }) {
  const text = useTexts().audit;
  if (chain.whole && chain.pending > 0) {
    return (
      <p className={styles.lead}>{text.pending(formatCount(chain.entries), formatCount(chain.pending))}</p>
    );
  }
  if (chain.whole) {
    return <p className={styles.lead}>✓ {text.whole(formatCount(chain.entries), chain.head.slice(0, 16))}</p>;
  }
  return (
    <p className={styles.broken} role="alert">
      ▲ {text.broken(formatCount(chain.broken ?? 0))}
    </p>
  );
}

/** What the entry tells beside. */
function Detail({ of }: { of: AuditEntry['detail'] }) {
  const parts = useAuditWords().detail(of);
  return <span className={styles.detail}>{parts.length > 0 ? parts.join(' · ') : '—'}</span>;
}

interface FiltersProps {
  address: AuditAddress;
  actions: string[];
  nameOf: (action: string) => string;
}

function Filters({ address, actions, nameOf }: FiltersProps) {
  const text = useTexts().audit;
  const navigate = useNavigate({ from: '/admin/audit' });
  const [actor, setActor] = useState(address.actor ?? '');
  const choose = (change: { actor?: string; action?: string; since?: string; until?: string }): void =>
    void navigate({ search: (old) => ({ ...old, offset: undefined, ...orUndefined(change) }) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    choose({ actor: actor.trim() });
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      <label className={styles.field}>
        {text.action}
        <select value={address.action ?? ''} onChange={({ target }) => choose({ action: target.value })}>
          <option value="">{text.allActions}</option>
          {actions.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {text.actor}
        <input value={actor} onChange={({ target }) => setActor(target.value)} />
      </label>
      {(['since', 'until'] as const).map((name) => (
        <label key={name} className={styles.field}>
          {text[name]}
          <input
            type="date"
            value={address[name === 'since' ? 'from' : 'until'] ?? ''}
            onChange={({ target }) => choose({ [name]: target.value })}
          />
        </label>
      ))}
      <button type="submit" className={styles.quiet}>
        {text.filter}
      </button>
      <a
        className={styles.quiet}
        href={`/api/v1/audit.csv?${new URLSearchParams(auditQueryString({ ...address, offset: undefined }))}`}
        download
      >
        {text.download}
      </a>
    </form>
  );
}

const orUndefined = (change: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined]));
