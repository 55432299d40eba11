import {
  TASK_LIGHT_LABELS,
  TASK_ORIGIN_LABELS,
  TASK_STATE_LABELS,
  TaskLight,
  type TaskOrigin,
  TaskState,
} from '@skill-ledger/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Filters } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { NO_TASK_FILTERS, type TasksSearch } from './search.ts';
import { useTexts } from './texts.ts';

const SCOPES = ['all', 'mine', 'given'] as const;
const VIEWS = ['list', 'calendar', 'units'] as const;

/** Filters of the list, kept in the address. */
export function TaskFilters({ address }: { address: TasksSearch }) {
  const text = useTexts();
  const { say } = useLanguage();
  const { account, may } = useSession();
  const { units } = useProgramme();
  const names = useNames();
  const navigate = useNavigate({ from: '/tasks/' });
  const [typed, setTyped] = useState(address.search ?? '');
  const choose = (change: Partial<TasksSearch>): void =>
    void navigate({ search: (old) => ({ ...old, open: undefined, ...change }), resetScroll: false });
  const { view: _, open: __, ...filters } = address;
  const scopes = SCOPES.filter((scope) => scope !== 'given' || may('tasks.give'));
  return (
    <Filters label={text.filters}>
      {scopes.length > 1 && (
        <Segmented
          label={text.scopes.label}
          options={scopes.map((value) => ({ value, label: text.scopes[value] }))}
          value={SCOPES.find((scope) => scope === address.scope) ?? 'all'}
          onChange={(scope) => choose({ scope: scope === 'all' ? undefined : scope })}
        />
      )}
      <Select
        label={text.allStates}
        hideLabel
        placeholder={text.allStates}
        options={TaskState.options.map((value) => ({ value, label: say(TASK_STATE_LABELS[value]) }))}
        value={address.state ?? ''}
        onValue={(state) => choose({ state: state || undefined })}
      />
      <Select
        label={text.allLights}
        hideLabel
        placeholder={text.allLights}
        options={TaskLight.options.map((value) => ({ value, label: say(TASK_LIGHT_LABELS[value]) }))}
        value={address.light ?? ''}
        onValue={(light) => choose({ light: light || undefined })}
      />
      <Select
        label={text.allOrigins}
        hideLabel
        placeholder={text.allOrigins}
        options={(Object.keys(TASK_ORIGIN_LABELS) as TaskOrigin['kind'][]).map((value) => ({
          value,
          label: say(TASK_ORIGIN_LABELS[value]),
        }))}
        value={address.origin ?? ''}
        onValue={(origin) => choose({ origin: origin || undefined })}
      />
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
      <TextField
        label={text.search}
        hideLabel
        type="search"
        placeholder={text.search}
        value={typed}
        onValue={setTyped}
        onBlur={() => typed !== (address.search ?? '') && choose({ search: typed || undefined })}
        onKeyDown={({ key }) => key === 'Enter' && choose({ search: typed || undefined })}
      />
      {account.role !== 'unit' && (
        <Segmented
          label={text.views.label}
          options={VIEWS.map((value) => ({ value, label: text.views[value] }))}
          value={VIEWS.find((view) => view === address.view) ?? 'list'}
          onChange={(view) => choose({ view: view === 'list' ? undefined : view })}
        />
      )}
      {Object.values(filters).some(Boolean) && (
        <Button
          kind="link"
          size="small"
          onClick={() => {
            setTyped('');
            choose({ ...NO_TASK_FILTERS, view: address.view });
          }}
        >
          {text.clear}
        </Button>
      )}
    </Filters>
  );
}
