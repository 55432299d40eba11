import { type Account, CreateAccountRequest, ROLE_LABELS, Role } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Form } from '../../ui/form.tsx';
import { orEmpty } from '../../ui/form-schema.ts';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useTexts } from './texts.ts';

/** The contract's fields as a form holds them: a unit is a text, and is required for the role `unit` only. */
const NewAccount = CreateAccountRequest.extend({
  unit: orEmpty(CreateAccountRequest.shape.unit.unwrap().unwrap()),
}).refine(({ role, unit }) => role !== 'unit' || unit !== '', { path: ['unit'] });
export type AccountValues = z.output<typeof NewAccount>;

interface AccountFormProps {
  /** The account to change, whose name is fixed; omitted for a new one. */
  account: Account | undefined;
  onSave: (values: AccountValues) => Promise<void>;
  onCancel: () => void;
}

export function AccountForm({ account, onSave, onCancel }: AccountFormProps) {
  const text = useTexts().accounts;
  const { say } = useLanguage();
  const programme = useQuery(programmeQuery);
  const units = programme.data?.units ?? [];
  const form = useForm({
    schema: NewAccount,
    values: {
      name: account?.name ?? '',
      displayName: account?.displayName ?? '',
      role: account?.role ?? 'unit',
      unit: account?.unit ?? '',
    },
    labels: { name: text.name, displayName: text.displayName, role: text.role, unit: text.unit },
    onSubmit: onSave,
  });
  return (
    <Form form={form.form} title={account ? text.edit(account.name) : text.add} framed>
      {!account && <TextField {...form.field('name')} autoFocus autoCapitalize="none" help={text.nameHelp} />}
      <TextField {...form.field('displayName')} />
      <Select
        {...form.field('role')}
        options={Role.options.map((value) => ({ value, label: say(ROLE_LABELS[value]) }))}
      />
      {form.watch('role') === 'unit' && (
        <Combobox
          {...form.control('unit')}
          required
          options={units.map(({ name }) => ({ value: name, label: name }))}
          placeholder={text.chooseUnit}
          // Before the first load the pages have no programme; the server has, and its error lists the units.
          allowsOther={programme.isError}
          emptyText={text.noUnit}
        />
      )}
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {account ? text.save : text.create}
        </Button>
        <Button onClick={onCancel}>{text.cancel}</Button>
      </Actions>
    </Form>
  );
}
