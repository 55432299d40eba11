import { BuildReleaseRequest, periodName, ReleaseBuilt, type ReleaseChoice } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Form } from '../../ui/form.tsx';
import { orEmpty } from '../../ui/form-schema.ts';
import { formatDay } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { RELEASES_KEY } from './api.ts';
import { useTexts } from './texts.ts';

/** The contract's fields as a form holds them: what is left out is an empty text. */
const Building = BuildReleaseRequest.extend({
  asOf: orEmpty(BuildReleaseRequest.shape.asOf.unwrap()),
  note: BuildReleaseRequest.shape.note.unwrap(),
});

/** Period, as-of date, and note of a revision. */
export function BuildRelease({ periods, onClose }: { periods: ReleaseChoice[]; onClose: () => void }) {
  const { build: text, cancel, revision } = useTexts();
  const { language, say } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    schema: Building,
    values: { period: '', asOf: '', note: '' },
    labels: { period: text.period, asOf: text.asOf, note: text.note },
    onSubmit: async ({ period, asOf, note }) => {
      const { id } = await send('POST', 'releases', ReleaseBuilt, {
        period,
        ...(asOf !== '' && { asOf }),
        ...(note !== '' && { note }),
      });
      await client.invalidateQueries({ queryKey: RELEASES_KEY });
      await navigate({ to: '/releases/$release', params: { release: id }, search: ({ lang }) => ({ lang }) });
    },
  });
  const chosen = periods.find(({ id }) => id === form.watch('period'));
  return (
    <Form form={form.form} title={text.title} framed>
      <Select
        {...form.field('period')}
        placeholder={text.choose}
        options={periods.map((one) => ({
          value: one.id,
          label: [say(periodName(one.id)), one.revision > 1 && revision(String(one.revision))]
            .filter(Boolean)
            .join(' · '),
        }))}
        help={chosen?.dueOn ? text.due(formatDay(chosen.dueOn, language)) : undefined}
      />
      <DatePicker {...form.control('asOf')} help={text.asOfHelp} />
      <TextArea {...form.field('note')} help={text.noteHelp} />
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {form.busy ? text.busy : text.submit}
        </Button>
        <Button onClick={onClose}>{cancel}</Button>
      </Actions>
    </Form>
  );
}
