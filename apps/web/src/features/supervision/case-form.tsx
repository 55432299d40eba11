import { CASE_STATUS_LABELS, type FindingRow, NO_YUAN } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { formatYuan } from '../../ui/money.ts';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { assigneesQuery, FINDINGS_KEY } from './api.ts';
import { CaseFields, caseSchema, changeOf, NOTHING } from './case-fields.ts';
import { useTexts } from './texts.ts';

interface CaseFormProps {
  /** Findings that are changed together. */
  ids: string[];
  /** All displayed findings, including these. */
  shown: Pick<FindingRow, 'id' | 'version' | 'stake' | 'paid' | 'closedAt'>[];
  title: string;
  onDone?: () => void;
}

/** The actions on findings in one form: comment; decide and assign if the role may. */
export function CaseForm({ ids, shown, title, onDone }: CaseFormProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const { may } = useSession();
  const { dismissals } = useProgramme();
  const client = useQueryClient();
  const [draft, setDraft] = useDraft(`case.${ids.length === 1 ? ids[0] : 'many'}`, NOTHING, CaseFields.parse);
  const [saved, setSaved] = useState(false);
  const people = useQuery({ ...assigneesQuery, enabled: may('findings.assign') }).data?.accounts ?? [];
  const [begun, setBegun] = useState<Record<string, number> | null>(null);
  // Concurrent changes of other users must not be overwritten unseen.
  const seen =
    begun ??
    Object.fromEntries(shown.flatMap(({ id, version }) => (ids.includes(id) ? [[id, version]] : [])));
  const one =
    ids.length === 1 ? shown.find(({ id, closedAt }) => id === ids[0] && closedAt === null) : undefined;
  const mayDecide = may('findings.decide');
  const form = useForm({
    schema: useMemo(() => caseSchema(dismissals, one, text), [dismissals, one, text]),
    values: draft,
    labels: {
      status: mayDecide ? text.status : text.progress,
      reason: text.reason,
      recovered: text.recoveredField,
      assign: text.assign,
      dueOn: text.due,
      comment: mayDecide ? text.comment : text.answer,
    },
    onChange: (values) => {
      setDraft(values);
      setSaved(false);
      setBegun(seen);
    },
    onSubmit: async (values) => {
      try {
        await order('POST', 'findings/changes', { ids, change: changeOf(values), seen });
        form.reset(NOTHING);
        setDraft(NOTHING);
        setSaved(true);
      } finally {
        setBegun(null);
        await client.invalidateQueries({ queryKey: FINDINGS_KEY });
      }
      onDone?.();
    },
  });
  const statuses = mayDecide
    ? (['open', 'checking', 'confirmed', 'dismissed', 'rectified'] as const)
    : may('findings.answer')
      ? (['checking'] as const)
      : [];
  const isEmpty = Object.values(draft).every((value) => value === '');
  return (
    <Form form={form.form} title={title} level={3} wide framed>
      <FieldRow>
        <Select
          {...form.field('status')}
          placeholder={text.keep}
          options={statuses.map((value) => ({ value, label: say(CASE_STATUS_LABELS[value]) }))}
        />
        {form.watch('status') === 'dismissed' && (
          <Select
            {...form.field('reason')}
            placeholder={text.chooseReason}
            options={dismissals.map(({ code, label }) => ({ value: code, label: say(label) }))}
          />
        )}
        {mayDecide && one?.paid !== NO_YUAN && (
          <TextField
            {...form.field('recovered')}
            inputMode="decimal"
            help={one ? text.recoverable(formatYuan(one.paid), formatYuan(one.stake)) : text.recoveredHelp}
          />
        )}
        {may('findings.assign') && (
          <>
            <Select
              {...form.field('assign')}
              placeholder={text.keep}
              options={[
                { value: 'department', label: text.toDepartment },
                { value: 'town', label: text.toTown },
                { value: 'unassigned', label: text.unassign },
                {
                  label: text.people,
                  options: people.map(({ name, displayName, unit }) => ({
                    value: `account:${name}`,
                    label: [displayName, unit].filter(Boolean).join(' · '),
                  })),
                },
              ]}
            />
            <DatePicker {...form.control('dueOn')} />
          </>
        )}
      </FieldRow>
      <TextArea {...form.field('comment')} placeholder={text.commentExample} />
      <Actions>
        <Button type="submit" kind="primary" disabled={isEmpty || form.busy}>
          {text.submit}
        </Button>
        <span role="status">{saved && `✓ ${text.saved}`}</span>
      </Actions>
    </Form>
  );
}
