import { PersonRecord, type PersonRequest } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { send } from '../../api/client.ts';
import { Answer } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { EvidenceTables } from './evidence-tables.tsx';
import { RecordFindings } from './record-findings.tsx';
import { useSummaryTexts } from './summary-texts.ts';
import styles from './supervision.module.css';

/** 个人全部记录: asked for by id, or as the person behind a finding; the id is never in the address. */
export function PersonPage() {
  const text = useSummaryTexts();
  const { finding, row } = useSearch({ from: '/supervision/person' });
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string>();
  const request: PersonRequest | undefined =
    asked !== undefined
      ? { personId: asked }
      : finding !== undefined
        ? { finding, row: Number(row ?? 0) }
        : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(typed.trim().toUpperCase());
  };
  return (
    <>
      <h1 className={styles.title}>{text.record.personTitle}</h1>
      <p className={styles.lead}>{text.record.personLead}</p>
      <form className={styles.filters} onSubmit={submit}>
        <label>
          {text.record.personId}{' '}
          <input
            required
            pattern="\s*\d{17}[\dXx]\s*"
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button type="submit" className={styles.quiet}>
          {text.record.search}
        </button>
      </form>
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
    // Nobody's record lies about once the page is left.
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
