import {
  CHOOSE_RECIPIENTS,
  FigureValues,
  GivenTasks,
  GiveTaskRequest,
  IMPORTANCE_LABELS,
  Importance,
  KIND_LABELS,
  LedgerKind,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { useDraft } from '../../access/use-draft.ts';
import { send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Actions, PageHead } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { TASKS_KEY, taskAccountsQuery } from './api.ts';
import { originOf, readFilters, scoreOf } from './given-origin.ts';
import { GivenScore } from './given-score.tsx';
import { useTexts } from './texts.ts';
import { UnitChoice } from './unit-choice.tsx';

const Fields = z.object({
  ledger: z.string(),
  account: z.string(),
  text: GiveTaskRequest.shape.text,
  dueOn: GiveTaskRequest.shape.dueOn,
  importance: Importance,
});
const NOTHING: z.input<typeof Fields> = {
  ledger: '',
  account: '',
  text: '',
  dueOn: '',
  importance: 'normal',
};
const Draft = z.object({
  ledger: z.string(),
  account: z.string(),
  text: z.string(),
  dueOn: z.string(),
  importance: Importance,
});

/** 下达督办: text, assignee and due date of a new task about a figure, a ledger, or anything else. */
export function GivePage() {
  const text = useTexts();
  const { give } = text;
  const { say } = useLanguage();
  const names = useNames();
  const { figures } = useProgramme();
  const search = useSearch({ from: '/tasks/give' });
  const figure = FigureValues.keyof().safeParse(search.figure).data;
  const definition = figure && figures[figure];
  const score = scoreOf(search);
  const filters = Object.values(readFilters(search.filters)).flat();
  const client = useQueryClient();
  // A score is its unit's own: the task goes to that unit, or to an account of no other unit.
  const accounts = (useQuery(taskAccountsQuery).data?.accounts ?? []).filter(
    ({ unit }) => !score || unit === null || unit === score.unit,
  );
  /** A draft may hold an account that is no choice here: what is not shown is not sent. */
  const shownAccount = (account: string): string =>
    accounts.some(({ name }) => name === account) ? account : '';
  const [units, setUnits] = useState<string[]>([]);
  const [given, setGiven] = useState<number>();
  const [draft, setDraft] = useDraft('task.give', NOTHING, Draft.parse);
  const recipients = score ? [score.unit] : units;
  const form = useForm({
    schema: Fields.refine(
      ({ account }) => score !== undefined || units.length > 0 !== (shownAccount(account) !== ''),
      { path: ['account'], message: CHOOSE_RECIPIENTS },
    ),
    values: draft,
    labels: {
      ledger: give.ledger,
      account: give.account,
      text: give.text,
      dueOn: give.dueOn,
      importance: text.importance,
    },
    onChange: (values) => {
      setDraft(values);
      setGiven(undefined);
    },
    onSubmit: async ({ ledger, account: kept, ...rest }) => {
      const account = shownAccount(kept);
      const { ids } = await send('POST', 'tasks', GivenTasks, {
        ...rest,
        origin: originOf(figure, search, ledger),
        ...(account === '' ? { units: recipients } : { account }),
      });
      form.reset(NOTHING);
      setDraft(NOTHING);
      setUnits([]);
      setGiven(ids.length);
      await client.invalidateQueries({ queryKey: TASKS_KEY });
    },
  });
  const { onChange: chooseAccount, ...account } = form.control('account');
  return (
    <>
      <PageHead title={give.title} lead={give.lead} />
      <div role="status">
        {given !== undefined && (
          <Notice tone="good">
            {give.done(formatCount(given))}{' '}
            <ButtonLink kind="link" to="/tasks" search={({ lang }) => ({ lang, scope: 'given' })}>
              {give.see}
            </ButtonLink>
          </Notice>
        )}
      </div>
      <Form form={form.form} wide>
        {score && <GivenScore score={score} />}
        {score ? null : definition ? (
          <p>
            {give.figure} <strong>{[say(definition.label), ...filters.map(names)].join(' · ')}</strong>
          </p>
        ) : (
          <Select
            {...form.field('ledger')}
            label={give.about}
            placeholder={give.kinds.other}
            options={LedgerKind.options.map((value) => ({
              value,
              label: `${give.kinds.handIn} · ${say(KIND_LABELS[value])}`,
            }))}
          />
        )}
        <FieldRow>
          {!score && <UnitChoice chosen={units} onChange={setUnits} />}
          <Select
            {...account}
            value={shownAccount(account.value)}
            onValue={chooseAccount}
            placeholder={give.noAccount}
            options={accounts.map(({ name, displayName, unit }) => ({
              value: name,
              label: [displayName, unit && names(unit)].filter(Boolean).join(' · '),
            }))}
          />
        </FieldRow>
        <TextArea {...form.field('text')} help={give.textHelp} rows={4} />
        <FieldRow>
          <DatePicker {...form.control('dueOn')} />
          <Select
            {...form.field('importance')}
            options={Importance.options.map((value) => ({ value, label: say(IMPORTANCE_LABELS[value]) }))}
          />
        </FieldRow>
        <Actions>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {give.submit}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
