import { KIND_LABELS, type QuarantineAnswer } from '@skill-ledger/contracts';
import { useId, useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { InlineForm } from '../../ui/form.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isOver } from './api.ts';
import { Entries, Entry } from './entries.tsx';
import { FixText } from './fix-text.tsx';
import styles from './fixes.module.css';
import { JobProgress } from './job-progress.tsx';
import { OutcomeLines } from './outcome.tsx';
import { useTexts } from './texts.ts';
import { useJob } from './use-job.ts';
import { useSuggestions } from './use-suggestions.ts';

type Fix = QuarantineAnswer['fixes'][number];

interface FixesProps {
  fixes: Fix[];
  columns: QuarantineAnswer['columns'];
  mayMend: boolean;
}

/** The faults that hold back most rows, each fixed once for all its rows. */
export function Fixes({ fixes, columns, mayMend }: FixesProps) {
  const text = useTexts();
  const watched = useJob();
  const { job, error } = watched;
  const outcome = job?.state === 'done' ? job.outcome : null;
  if (fixes.length === 0 && !job && !error) return null;
  return (
    <Section id="fixes" title={fixes.length > 0 ? text.queue.first : text.queue.result}>
      <div role="status">
        {job && !isOver(job) && (
          <JobProgress job={job} title={text.job.works.mend} onCancel={watched.cancel} />
        )}
        {outcome && <OutcomeLines outcome={outcome} />}
      </div>
      {(error || job?.state === 'failed') && (
        <ErrorNote
          error={error}
          detail={job?.problem ?? undefined}
          title={text.upload.failed}
          onRetry={watched.reset}
        />
      )}
      <Entries>
        {fixes.map((fix) => (
          <FixEntry
            key={fix.id}
            fix={fix}
            column={columns.find(({ kind, field }) => kind === fix.kind && field === fix.reason.field)}
            onMend={
              mayMend && fix.isOneCell && (job === undefined || isOver(job))
                ? (value) => void watched.start('quarantine/mend', { fixes: [{ id: fix.id, value }] })
                : undefined
            }
          />
        ))}
      </Entries>
    </Section>
  );
}

interface FixEntryProps {
  fix: Fix;
  column: QuarantineAnswer['columns'][number] | undefined;
  onMend: ((value: string) => void) | undefined;
}

function FixEntry({ fix, column, onMend }: FixEntryProps) {
  const text = useTexts();
  const words = useWords();
  const { say } = useLanguage();
  return (
    <Entry
      name={
        <strong>
          <FixText fix={fix} isMissing={fix.isMissing} isOneCell={fix.isOneCell} />
        </strong>
      }
      origin={say(KIND_LABELS[fix.kind])}
    >
      <p>
        {say(fix.reason.text)}
        {fix.value !== null && (
          <>
            {words.colon}
            <strong className={styles.value}>{fix.value}</strong>
          </>
        )}
      </p>
      {onMend && <MendAll fix={fix} column={column} onMend={onMend} />}
      <ButtonLink
        kind="link"
        to="/ledgers/quarantine"
        search={({ lang }) => ({ lang, fix: fix.id })}
        aria-label={`${text.queue.open} ${say(fix.reason.text)} ${fix.value ?? ''}`}
      >
        {text.queue.open}
      </ButtonLink>
    </Entry>
  );
}

/** The correct text for all of the cells. */
function MendAll({
  fix,
  column,
  onMend,
}: {
  fix: Fix;
  column: FixEntryProps['column'];
  onMend: (value: string) => void;
}) {
  const text = useTexts();
  const id = useId();
  const suggest = useSuggestions();
  const [value, setValue] = useState('');
  const { brackets } = useWords();
  const unit = column?.unit ? brackets(column.unit) : '';
  const label = `${text.queue.to} ${fix.reason.label ?? ''}${unit}`;
  return (
    <InlineForm
      labelledBy={id}
      className={styles.mend}
      onSubmit={() => {
        if (value.trim() !== '') onMend(value.trim());
      }}
    >
      {column && column.values.length > 0 ? (
        <Select
          label={label}
          placeholder="—"
          options={column.values.map((one) => ({ value: one, label: one }))}
          value={value}
          onValue={setValue}
        />
      ) : (
        <TextField
          label={label}
          suggestions={fix.reason.field ? suggest(fix.kind, fix.reason.field) : []}
          value={value}
          onValue={setValue}
        />
      )}
      <Actions>
        <Button id={id} type="submit" disabled={value.trim() === ''}>
          {text.queue.mendAll(formatCount(fix.rows))}
        </Button>
      </Actions>
    </InlineForm>
  );
}
