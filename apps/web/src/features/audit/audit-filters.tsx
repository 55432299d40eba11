import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Filters } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AuditAddress, auditQueryString } from './api.ts';
import { useTexts } from './texts.ts';

interface AuditFiltersProps {
  address: AuditAddress;
  actions: string[];
  nameOf: (action: string) => string;
}

/** Filters of the log, kept in the address. */
export function AuditFilters({ address, actions, nameOf }: AuditFiltersProps) {
  const text = useTexts();
  const navigate = useNavigate({ from: '/admin/audit' });
  const [actor, setActor] = useState(address.actor ?? '');
  const choose = (change: { actor?: string; action?: string; since?: string; until?: string }): void =>
    void navigate({ search: (old) => ({ ...old, offset: undefined, ...orUndefined(change) }) });
  const download = new URLSearchParams(auditQueryString({ ...address, offset: undefined }));
  return (
    <Filters label={text.filter} onSubmit={() => choose({ actor: actor.trim() })}>
      <Select
        label={text.action}
        placeholder={text.allActions}
        options={actions.map((value) => ({ value, label: nameOf(value) }))}
        value={address.action ?? ''}
        onValue={(action) => choose({ action })}
      />
      <TextField label={text.actor} value={actor} onValue={setActor} />
      <DatePicker label={text.since} value={address.from ?? ''} onChange={(since) => choose({ since })} />
      <DatePicker label={text.until} value={address.until ?? ''} onChange={(until) => choose({ until })} />
      <Button type="submit">{text.filter}</Button>
      <ButtonAnchor href={`/api/v1/audit.csv?${download}`} download>
        {text.download}
      </ButtonAnchor>
    </Filters>
  );
}

const orUndefined = (change: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined]));
