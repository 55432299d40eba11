import { PersonRecord, PersonRequest } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { send } from '../../api/client.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions, PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { EvidenceTables } from './evidence-tables.tsx';
import { RecordFindings } from './record-findings.tsx';
import { useSummaryTexts } from './summary-texts.ts';

/** Lookup by id; the alternative is a row of a finding. */
const [PersonId] = PersonRequest.options;

/** 个人全部记录: by id, or as the person of a finding; the id is never in the address. */
export function PersonPage() {
  const text = useSummaryTexts();
  const { finding, row } = useSearch({ from: '/supervision/person' });
  const [asked, setAsked] = useState<string>();
  const request: PersonRequest | undefined =
    asked !== undefined
      ? { personId: asked }
      : finding !== undefined
        ? { finding, row: Number(row ?? 0) }
        : undefined;
  const form = useForm({
    schema: PersonId,
    values: { personId: '' },
    labels: { personId: text.record.personId },
    onSubmit: ({ personId }) => setAsked(personId),
  });
  return (
    <>
      <PageHead title={text.record.personTitle} lead={text.record.personLead} />
      <Form form={form.form}>
        <TextField {...form.field('personId')} help={text.record.personIdHelp} />
        <Actions>
          <Button type="submit">{text.record.search}</Button>
        </Actions>
      </Form>
      {request && <Found request={request} />}
    </>
  );
}

function Found({ request }: { request: PersonRequest }) {
  const text = useSummaryTexts();
  const { purpose } = useSession();
  const answer = useQuery({
    queryKey: ['figures', 'person', request, purpose?.text],
    queryFn: () => send('POST', 'records/person', PersonRecord, request),
    // No record is kept after the page is left.
    gcTime: 0,
  });
  return (
    <Answer query={answer} height={320}>
      {({ personId, name, rows, findings }) => (
        <>
          <h2>{[name, personId].filter(Boolean).join(' · ')}</h2>
          <p>
            <UnmaskButton />
          </p>
          <Section id="person-rows" title={text.record.rows}>
            <EvidenceTables rows={rows} marksDifferences={false} />
          </Section>
          <Section
            id="person-findings"
            label={text.findings}
            title={text.record.findings(formatCount(findings.length))}
          >
            <RecordFindings findings={findings} />
          </Section>
        </>
      )}
    </Answer>
  );
}
