import { SaveFilterRequest } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { order } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { filtersQuery } from './api.ts';
import styles from './saved-filters.module.css';
import { NO_FILTERS, WorklistSearch } from './search.ts';
import { useTexts } from './texts.ts';

/** Filters that the user saved under a name. `query`: the current query of the address. */
export function SavedFilters({ query }: { query: string }) {
  const text = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate({ from: '/supervision/' });
  const filters = useQuery(filtersQuery).data?.filters ?? [];
  const [isNaming, setNaming] = useState(false);
  const renew = () => client.invalidateQueries({ queryKey: filtersQuery.queryKey });
  const apply = (kept: string): void =>
    void navigate({
      search: (old) => ({
        ...old,
        ...NO_FILTERS,
        ...WorklistSearch.parse(Object.fromEntries(new URLSearchParams(kept))),
      }),
    });
  return (
    <>
      {filters.length > 0 && (
        <ul className={styles.saved} aria-label={text.savedFilters}>
          {filters.map((filter) => (
            <li key={filter.id}>
              <Button
                kind="link"
                size="small"
                aria-pressed={filter.query === query}
                onClick={() => apply(filter.query)}
              >
                {filter.name}
              </Button>
              <Button
                kind="link"
                size="small"
                aria-label={text.remove(filter.name)}
                onClick={() => void order('DELETE', `findings/filters/${filter.id}`).then(renew)}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isNaming ? (
        <Naming
          query={query}
          onEnd={() => {
            setNaming(false);
            void renew();
          }}
        />
      ) : (
        query !== '' && (
          <Button kind="link" size="small" onClick={() => setNaming(true)}>
            {text.saveFilter}
          </Button>
        )
      )}
    </>
  );
}

function Naming({ query, onEnd }: { query: string; onEnd: () => void }) {
  const text = useTexts();
  const [name, setName] = useState('');
  const [failed, setFailed] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await order('POST', 'findings/filters', SaveFilterRequest.parse({ name, query }));
      onEnd();
    } catch {
      setFailed(true);
    }
  };
  return (
    <form
      className={styles.saved}
      onSubmit={(event) => void save(event)}
      onKeyDown={({ key }) => key === 'Escape' && onEnd()}
    >
      <TextField
        label={text.filterName}
        hideLabel
        // It is opened by a click on "save".
        autoFocus
        required
        maxLength={60}
        placeholder={text.filterName}
        value={name}
        onValue={setName}
        error={failed ? text.notSaved : undefined}
      />
      <Button type="submit">{text.save}</Button>
      <Button kind="link" onClick={onEnd}>
        {text.cancel}
      </Button>
    </form>
  );
}
