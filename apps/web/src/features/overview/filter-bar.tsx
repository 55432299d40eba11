import { FILTERS, type FilterName } from '@skill-ledger/contracts';
import { useSession } from '../../access/session.tsx';
import { useChangeAddress, useFigureAddress } from '../../address/use-address.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import styles from './filter-bar.module.css';
import { useClearFilters } from './filters.ts';
import { useTexts } from './texts.ts';

/** Domains and units; selected values are shown as removable chips. */
export function FilterBar() {
  const text = useTexts();
  const names = useNames();
  const { domains, units } = useProgramme();
  const address = useFigureAddress();
  const change = useChangeAddress();
  const clear = useClearFilters();
  const { heldTo } = useSession();
  const options = (list: { name: string }[]) => list.map(({ name }) => ({ value: name, label: names(name) }));
  const group = (label: string, filter: FilterName, list: { name: string }[]) => ({
    label,
    options: options(list),
    chosen: address[filter] ?? [],
    onChange: (chosen: string[]) => change({ [filter]: chosen.length > 0 ? chosen : undefined }),
  });
  const intersects = Boolean(address.unit?.length && address.town?.length && heldTo === undefined);
  const summary = (count: number) => (count > 0 ? text.chosen(count) : text.all);
  const chips = FILTERS.filter((filter) => filter !== 'unit' || heldTo === undefined).flatMap((filter) =>
    (address[filter] ?? []).map((value) => ({ filter, value })),
  );
  return (
    <search className={styles.bar} aria-label={text.filters}>
      <MultiSelect
        label={text.domain}
        summary={summary(address.domain?.length ?? 0)}
        clearLabel={text.clear}
        groups={[group(text.domain, 'domain', domains)]}
      />
      {heldTo !== undefined ? (
        <p className={styles.held}>
          {text.unit}
          {text.colon}
          <strong>{names(heldTo)}</strong>
        </p>
      ) : (
        <MultiSelect
          label={text.unit}
          summary={summary((address.unit?.length ?? 0) + (address.town?.length ?? 0))}
          clearLabel={text.clear}
          groups={[
            group(
              text.departments,
              'unit',
              units.filter(({ kind }) => kind === 'department'),
            ),
            group(
              text.towns,
              'town',
              units.filter(({ kind }) => kind === 'town'),
            ),
          ]}
        />
      )}
      {chips.length > 0 && (
        <ul className={styles.chips}>
          {chips.map(({ filter, value }) => (
            <li key={`${filter}:${value}`}>
              <Chip
                removeLabel={text.remove(names(value))}
                onRemove={() => {
                  const rest = (address[filter] ?? []).filter((one) => one !== value);
                  change({ [filter]: rest.length > 0 ? rest : undefined });
                }}
              >
                {names(value)}
              </Chip>
            </li>
          ))}
          <li>
            <Button kind="link" size="small" onClick={clear}>
              {text.clearAll}
            </Button>
          </li>
        </ul>
      )}
      {intersects && (
        <p className={styles.held} role="status">
          {text.intersect}
        </p>
      )}
    </search>
  );
}
