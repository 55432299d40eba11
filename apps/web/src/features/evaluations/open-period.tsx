import { dayInShanghai, OpenPeriodRequest, periodName } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Form } from '../../ui/form.tsx';
import { orEmpty } from '../../ui/form-schema.ts';
import { formatCount } from '../../ui/format.ts';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { choicesQuery } from './api.ts';
import { useTexts } from './texts.ts';

/** The contract's fields as a form holds them: what is left out is an empty text; units are chosen beside it. */
const Opening = OpenPeriodRequest.omit({ units: true }).extend({
  scheme: orEmpty(OpenPeriodRequest.shape.scheme.unwrap()),
  opensOn: orEmpty(OpenPeriodRequest.shape.opensOn.unwrap()),
  closesOn: orEmpty(OpenPeriodRequest.shape.closesOn.unwrap()),
});

const today = (): string => dayInShanghai();

interface OpenPeriodProps {
  /** @param plan period and day, where it opens later */
  onOpened: (plan: { period: string; opensOn: string } | undefined) => Promise<void>;
  onClose: () => void;
}

/** Which period, until when, by which scheme, for which units. */
export function OpenPeriod({ onOpened, onClose }: OpenPeriodProps) {
  const text = useTexts();
  const { opening } = text;
  const { say } = useLanguage();
  const answer = useQuery(choicesQuery);
  const names = useNames();
  const [units, setUnits] = useState<string[]>([]);
  const form = useForm({
    schema: Opening,
    values: { period: '', dueOn: '', opensOn: '', closesOn: '', scheme: '', note: '' },
    labels: {
      period: opening.period,
      opensOn: opening.opensOn,
      dueOn: opening.dueOn,
      closesOn: opening.closesOn,
      scheme: opening.scheme,
      note: opening.note,
    },
    onSubmit: async ({ scheme, opensOn, closesOn, ...rest }) => {
      await order('POST', 'evaluations/periods', {
        ...rest,
        ...(opensOn !== '' && { opensOn }),
        ...(closesOn !== '' && { closesOn }),
        ...(scheme !== '' && { scheme }),
        ...(units.length > 0 && { units }),
      });
      await onOpened(opensOn > today() ? { period: rest.period, opensOn } : undefined);
    },
  });
  return (
    <Answer query={answer} height={320}>
      {(choices) => (
        <Form form={form.form} title={opening.button} framed>
          <Select
            {...form.field('period')}
            placeholder={opening.choose}
            options={choices.periods.map(({ id, opened }) => ({
              value: id,
              label: `${say(periodName(id))}${opened ? opening.opened : ''}`,
            }))}
          />
          <DatePicker {...form.control('opensOn')} help={opening.opensHelp} />
          <DatePicker {...form.control('dueOn')} help={opening.dueHelp} />
          <DatePicker {...form.control('closesOn')} help={opening.closesHelp} />
          <Select
            {...form.field('scheme')}
            placeholder={opening.schemeInForce}
            options={choices.schemes.map(({ id, name }) => ({ value: id, label: `${say(name)} ${id}` }))}
          />
          <MultiSelect
            label={opening.units}
            summary={units.length === 0 ? opening.allUnits : opening.someUnits(formatCount(units.length))}
            clearLabel={text.clear}
            groups={(['department', 'town'] as const).map((kind) => {
              const own = choices.units.filter((unit) => unit.kind === kind).map(({ name }) => name);
              return {
                label: kind === 'department' ? text.departments : text.towns,
                options: own.map((name) => ({ value: name, label: names(name) })),
                chosen: units.filter((name) => own.includes(name)),
                onChange: (chosen) =>
                  setUnits((old) => [...old.filter((name) => !own.includes(name)), ...chosen]),
              };
            })}
          />
          <TextArea {...form.field('note')} />
          <Actions>
            <Button type="submit" kind="primary" disabled={form.busy}>
              {String(form.watch('opensOn')) > today() ? opening.submitPlan : opening.submit}
            </Button>
            <Button onClick={onClose}>{text.cancel}</Button>
          </Actions>
        </Form>
      )}
    </Answer>
  );
}
