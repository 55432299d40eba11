import { type ReportDetail, ReportTextsRequest } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { order } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { REPORTS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

const Fields = z.object({
  problems: ReportTextsRequest.shape.problems.unwrap(),
  measures: ReportTextsRequest.shape.measures.unwrap(),
});
const PARTS = ['problems', 'measures'] as const;

/** Problems and measures of a draft: as the rules draft them, or as the office wrote them. */
export function ReportTexts({ report }: { report: ReportDetail }) {
  const text = useTexts();
  return (
    <Section id="texts" title={text.texts}>
      {report.steps.includes('edit') ? (
        <EditTexts report={report} />
      ) : (
        PARTS.map((part) => (
          <div key={part}>
            <h3>{text[part]}</h3>
            {(report[part] ?? report.drafted?.[part] ?? text.noSnapshot).split('\n').map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        ))
      )}
    </Section>
  );
}

function EditTexts({ report }: { report: ReportDetail }) {
  const text = useTexts();
  const client = useQueryClient();
  const draftOf = (part: (typeof PARTS)[number]): string => report.drafted?.[part] ?? '';
  const form = useForm({
    schema: Fields,
    values: {
      problems: report.problems ?? draftOf('problems'),
      measures: report.measures ?? draftOf('measures'),
    },
    labels: { problems: text.problems, measures: text.measures },
    onSubmit: async (typed) => {
      // A text that equals the draft, or is empty, continues to follow the figures.
      const own = Object.fromEntries(
        PARTS.map((part) => [
          part,
          typed[part].trim() === '' || typed[part] === draftOf(part) ? null : typed[part],
        ]),
      );
      await order('PUT', `reports/${report.id}/texts`, { seen: report.version, ...own });
      await client.invalidateQueries({ queryKey: REPORTS_KEY });
    },
  });
  return (
    <Form form={form.form} wide>
      <HelpText>{report.drafted === null ? text.noSnapshot : text.textsHelp}</HelpText>
      {PARTS.map((part) => (
        <TextArea
          key={part}
          {...form.field(part)}
          rows={8}
          {...(report[part] === null && { help: text.drafted })}
        />
      ))}
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {text.save}
        </Button>
      </Actions>
    </Form>
  );
}
