import { CASE_STATUS_LABELS, CaseStatus, type FindingsAnswer } from '@skill-ledger/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { formatCount } from '../../ui/format.ts';
import { Filters } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { SavedFilters } from './saved-filters.tsx';
import { NO_FILTERS, type WorklistSearch } from './search.ts';
import { useTexts } from './texts.ts';

interface WorklistFiltersProps {
  address: Omit<WorklistSearch, 'open'>;
  rules: FindingsAnswer['rules'];
  statuses: FindingsAnswer['statuses'];
  /** Name of the institution the list is filtered by; its code if no row has the name. */
  institution: string | undefined;
}

/** Filters of the list, kept in the address so that it can be shared and saved. */
export function WorklistFilters({ address, rules, statuses, institution }: WorklistFiltersProps) {
  const text = useTexts();
  const messages = useWords();
  const { say } = useLanguage();
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
  ] as const;
  const { offset: _, ...rest } = address;
  const set = Object.entries(rest).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return (
    <Filters label={text.filters}>
      {lists.map(({ name, label, options }) => (
        <Select
          key={name}
          label={label}
          hideLabel
          placeholder={label}
          options={[...options]}
          value={address[name] ?? ''}
          onValue={(value) => choose({ [name]: value || undefined })}
        />
      ))}
      {account.role !== 'unit' && (
        <Combobox
          label={text.allUnits}
          hideLabel
          placeholder={text.allUnits}
          emptyText={text.noUnit}
          options={units.map(({ name }) => ({ value: name, label: names(name) }))}
          value={address.of ?? ''}
          onChange={(of) => choose({ of: of || undefined })}
        />
      )}
      {(['mine', 'overdue'] as const).map((name) => (
        <Checkbox
          key={name}
          checked={address[name] === 'yes'}
          onChange={(checked) => choose({ [name]: checked ? 'yes' : undefined })}
        >
          {text[name]}
        </Checkbox>
      ))}
      {institution !== undefined && (
        <Chip
          removeLabel={messages.remove(text.byInstitution(institution))}
          onRemove={() => choose({ institution: undefined })}
        >
          {text.byInstitution(institution)}
        </Chip>
      )}
      {set.length > 0 && (
        <Button
          kind="link"
          size="small"
          onClick={() => void navigate({ search: (old) => ({ ...old, ...NO_FILTERS }), resetScroll: false })}
        >
          {text.clearFilters}
        </Button>
      )}
      <SavedFilters query={new URLSearchParams(set).toString()} />
    </Filters>
  );
}
