import { KIND_LABELS, LedgerKind, type QuarantineAnswer } from '@skill-ledger/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Filters } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import type { QuarantineAddress } from './api.ts';
import { useTexts } from './texts.ts';

const NOTHING: QuarantineAddress = {
  code: undefined,
  kind: undefined,
  file: undefined,
  show: undefined,
  fix: undefined,
  id: undefined,
};

interface QuarantineFiltersProps {
  address: QuarantineAddress;
  counts: QuarantineAnswer['counts'];
}

/** Filters with the number of rows of each option; each filter narrows the options of the others. */
export function QuarantineFilters({ address, counts }: QuarantineFiltersProps) {
  const text = useTexts();
  const messages = useWords();
  const { say } = useLanguage();
  const navigate = useNavigate({ from: '/ledgers/quarantine' });
  const choose = (change: QuarantineAddress) =>
    void navigate({ search: (previous) => ({ ...previous, offset: undefined, ...change }) });
  const options = (pick: (count: QuarantineAnswer['counts'][number]) => string) => [
    ...new Set(counts.map(pick)),
  ];
  const waiting = (wanted: string): string =>
    formatCount(counts.reduce((sum, { code, rows }) => (code === wanted ? sum + rows : sum), 0));
  const lists = [
    {
      name: 'code' as const,
      label: text.quarantine.allReasons,
      options: options(({ code }) => code).map((value) => ({
        value,
        label: `${value} ${text.checks[value] ?? ''} · ${text.rows(waiting(value))}`,
      })),
    },
    {
      name: 'kind' as const,
      label: text.quarantine.allKinds,
      options: options(({ kind }) => kind).map((value) => ({
        value,
        label: say(KIND_LABELS[LedgerKind.parse(value)]),
      })),
    },
    {
      name: 'file' as const,
      label: text.quarantine.allFiles,
      options: options(({ file }) => file).map((value) => ({ value, label: value })),
    },
  ];
  const narrowed = lists.some(({ name }) => address[name] !== undefined) || address.show !== undefined;
  return (
    <Filters label={messages.filters}>
      <Select
        label={text.queue.show}
        hideLabel
        placeholder={text.queue.show}
        options={[
          { value: 'mend', label: text.queue.mend },
          { value: 'waiting', label: text.queue.waiting },
        ]}
        value={address.show ?? ''}
        onValue={(value) => choose({ show: value || undefined })}
      />
      {lists.map(({ name, label, options: choices }) => (
        <Select
          key={name}
          label={label}
          hideLabel
          placeholder={label}
          options={choices}
          value={address[name] ?? ''}
          onValue={(value) => choose({ [name]: value || undefined })}
        />
      ))}
      {address.fix !== undefined && <span>{text.queue.oneFix}</span>}
      {(narrowed || address.fix !== undefined || address.id !== undefined) && (
        <Button kind="link" onClick={() => choose(NOTHING)}>
          {text.quarantine.clearFilters}
        </Button>
      )}
    </Filters>
  );
}
