import { periodName, type ReportsAnswer, WriteReportRequest } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { orEmpty } from '../../ui/form-schema.ts';
import { formatDay } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { useForm } from '../../ui/use-form.ts';
import { REPORTS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

const Fields = z.object({
  period: WriteReportRequest.shape.period.min(1),
  asOf: orEmpty(WriteReportRequest.shape.asOf.unwrap()),
});

/** Period and as-of date of a new report. */
export function WriteReport({ periods }: Pick<ReportsAnswer, 'periods'>) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const form = useForm({
    schema: Fields,
    values: { period: '', asOf: '' },
    labels: { period: text.period, asOf: text.asOf },
    onSubmit: async ({ period, asOf }) => {
      await order('POST', 'reports', { period, ...(asOf !== '' && { asOf }) });
      await client.invalidateQueries({ queryKey: REPORTS_KEY });
    },
  });
  return (
    <Form form={form.form} title={text.write} framed>
      <HelpText>{text.writeHelp}</HelpText>
      <Select
        {...form.field('period')}
        placeholder={text.choose}
        options={periods.map(({ period, from, to }) => ({
          value: period,
          label: `${say(periodName(period))} · ${formatDay(from, language)} – ${formatDay(to, language)}`,
        }))}
      />
      <DatePicker {...form.control('asOf')} help={text.asOfHelp} />
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {text.write}
        </Button>
      </Actions>
    </Form>
  );
}
