import { CASE_STATUS_LABELS, CaseStatus, type FindingsAnswer } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { formatCount } from '../../ui/format.ts';
import { filtersQuery } from './api.ts';
import { WorklistSearch } from './search.ts';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

interface WorklistFiltersProps {
  address: Omit<WorklistSearch, 'open'>;
  rules: FindingsAnswer['rules'];
  statuses: FindingsAnswer['statuses'];
  /** Name of the institution the list is narrowed to; its code where no row tells it. */
  institution: string | undefined;
}

/** What narrows the list; each choice stands in the address, so that it can be sent on and kept. */
export function WorklistFilters({ address, rules, statuses, institution }: WorklistFiltersProps) {
  const text = useTexts();
  const { text: messages, say } = useLanguage();
  const { units } = useProgramme();
  const names = useNames();
  const { account } = useSession();
  const navigate = useNavigate({ from: '/supervision/' });
  const choose = (change: Partial<WorklistSearch>): void =>
    void navigate({
      search: (old) => ({ ...old, offset: undefined, open: undefined, ...change }),
      resetScroll: false,
    });
  const countOf = (status: CaseStatus): string =>
    formatCount(statuses.find((one) => one.status === status)?.findings ?? 0);
  const lists = [
    {
      name: 'status',
      label: text.allStatuses,
      options: CaseStatus.options.map((value) => ({
        value,
        label: `${say(CASE_STATUS_LABELS[value])} · ${countOf(value)}`,
      })),
    },
    {
      name: 'rule',
      label: text.allRules,
      options: rules.map(({ rule, name, findings }) => ({
        value: rule,
        label: `${rule} ${say(name)} · ${formatCount(findings)}`,
      })),
    },
    {
      name: 'severity',
      label: text.allSeverities,
      options: (['high', 'medium', 'low'] as const).map((value) => ({
        value,
        label: text.severities[value],
      })),
    },
    ...(account.role === 'unit'
      ? []
      : [
          {
            name: 'of' as const,
            label: text.allUnits,
            options: units.map(({ name }) => ({ value: name, label: names(name) })),
          },
        ]),
  ] as const;
  return (
    <search className={styles.filters} aria-label={text.filters}>
      {lists.map(({ name, label, options }) => (
        <label key={name}>
          <span className="visually-hidden">{label}</span>
          <select
            value={address[name] ?? ''}
            onChange={({ target }) => choose({ [name]: target.value || undefined })}
          >
            <option value="">{label}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      {(['mine', 'overdue'] as const).map((name) => (
        <label key={name} className={styles.check}>
          <input
            type="checkbox"
            checked={address[name] === 'yes'}
            onChange={({ target }) => choose({ [name]: target.checked ? 'yes' : undefined })}
          />
          {text[name]}
        </label>
      ))}
      {institution !== undefined && (
        <button
          type="button"
          className={styles.quiet}
          aria-label={messages.remove(text.byInstitution(institution))}
          onClick={() => choose({ institution: undefined })}
        >
          {text.byInstitution(institution)}&nbsp;<span aria-hidden="true">×</span>
        </button>
      )}
      {Object.entries(address).some(([name, value]) => name !== 'offset' && Boolean(value)) && (
        <button
          type="button"
          className={styles.toggle}
          onClick={() => void navigate({ search: (old) => ({ ...old, ...EMPTY }), resetScroll: false })}
        >
          {text.clearFilters}
        </button>
      )}
      <SavedFilters address={address} />
    </search>
  );
}

const EMPTY: WorklistSearch = WorklistSearch.parse({});

function SavedFilters({ address }: { address: WorklistFiltersProps['address'] }) {
  const text = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/supervision/' });
  const filters = useQuery(filtersQuery).data?.filters ?? [];
  const [name, setName] = useState<string>();
  const [failed, setFailed] = useState(false);
  const renew = () => client.invalidateQueries({ queryKey: filtersQuery.queryKey });
  const { offset: _, ...rest } = address;
  const query = new URLSearchParams(
    Object.entries(rest).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await order('POST', 'findings/filters', { name, query });
      setName(undefined);
      setFailed(false);
    } catch {
      setFailed(true);
    }
    await renew();
  };
  return (
    <>
      {filters.length > 0 && (
        <ul className={styles.saved} aria-label={text.savedFilters}>
          {filters.map((filter) => (
            <li key={filter.id}>
              <button
                type="button"
                className={styles.toggle}
                aria-pressed={filter.query === query}
                onClick={() =>
                  void navigate({
                    search: (old) => ({
                      ...old,
                      ...EMPTY,
                      ...WorklistSearch.parse(Object.fromEntries(new URLSearchParams(filter.query))),
                    }),
                  })
                }
              >
                {filter.name}
              </button>
              <button
                type="button"
                className={styles.toggle}
                aria-label={text.remove(filter.name)}
                onClick={() => void order('DELETE', `findings/filters/${filter.id}`).then(renew)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {name === undefined ? (
        query !== '' && (
          <button type="button" className={styles.toggle} onClick={() => setName('')}>
            {text.saveFilter}
          </button>
        )
      ) : (
        <form
          onSubmit={(event) => void save(event)}
          onKeyDown={({ key }) => key === 'Escape' && setName(undefined)}
          className={styles.saved}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: the field answers a click on "save"
            autoFocus
            required
            maxLength={60}
            aria-label={text.filterName}
            placeholder={text.filterName}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className={styles.quiet}>
            {text.save}
          </button>
          <button type="button" className={styles.toggle} onClick={() => setName(undefined)}>
            {text.cancel}
          </button>
          {failed && <span role="alert">{text.notSaved}</span>}
        </form>
      )}
    </>
  );
}
