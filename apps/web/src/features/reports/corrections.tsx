import { REPORT_ACTION_LABELS, ReportCorrectionRequest, type ReportDetail } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Actions, EmptyState } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { REPORTS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

const Fields = ReportCorrectionRequest.pick({ text: true });

/** Corrections of a final report; the next report mentions them. */
export function Corrections({ report }: { report: ReportDetail }) {
  const text = useTexts();
  const { language } = useLanguage();
  return (
    <Section id="corrections" title={text.corrections}>
      {report.corrections.length === 0 ? (
        <EmptyState>{text.noCorrections}</EmptyState>
      ) : (
        <DataTable
          caption={text.corrections}
          rows={report.corrections}
          rowKey={({ at, text: words }) => `${at} ${words}`}
          columns={[
            { key: 'at', header: text.at, cell: ({ at }) => formatInstant(at, language) },
            { key: 'text', header: text.correction, align: 'start', cell: (one) => one.text },
            { key: 'by', header: text.by, align: 'start', cell: ({ by }) => by },
          ]}
        />
      )}
      {report.steps.includes('correct') && <NoteCorrection report={report} />}
    </Section>
  );
}

function NoteCorrection({ report: { id, version } }: { report: ReportDetail }) {
  const text = useTexts();
  const { say } = useLanguage();
  const client = useQueryClient();
  const form = useForm({
    schema: Fields,
    values: { text: '' },
    labels: { text: text.correction },
    onSubmit: async (typed) => {
      await order('POST', `reports/${id}/corrections`, { seen: version, ...typed });
      await client.invalidateQueries({ queryKey: REPORTS_KEY });
    },
  });
  return (
    <Form form={form.form}>
      <TextArea {...form.field('text')} rows={3} help={text.correctionHelp} />
      <Actions>
        <Button type="submit" disabled={form.busy}>
          {say(REPORT_ACTION_LABELS.correct)}
        </Button>
      </Actions>
    </Form>
  );
}
