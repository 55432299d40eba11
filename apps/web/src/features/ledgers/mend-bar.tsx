import { useEffect, useState } from 'react';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { StepBar } from '../../ui/step-bar.tsx';
import { isOver } from './api.ts';
import { JobProgress } from './job-progress.tsx';
import { OutcomeLines } from './outcome.tsx';
import { useTexts } from './texts.ts';
import type { Edits } from './use-edits.ts';
import { useJob } from './use-job.ts';

/** The number of changed rows, and the button that loads them. */
export function MendBar({ edits }: { edits: Edits }) {
  const text = useTexts();
  const { job, error, start, cancel } = useJob();
  const [sent, setSent] = useState<string[]>([]);
  const ids = Object.keys(edits.all);
  const submit = async () => {
    setSent(ids);
    await start('quarantine/mend', { rows: ids.map((id) => ({ id, cells: edits.all[id] })) });
  };
  const outcome = job?.state === 'done' ? job.outcome : null;
  const { forget } = edits;
  useEffect(() => {
    // The sent rows are in the ledgers now, or in quarantine with a new number.
    if (outcome) forget(sent);
  }, [outcome, sent, forget]);
  return (
    <StepBar live>
      {job && !isOver(job) && <JobProgress job={job} title={text.job.works.mend} onCancel={cancel} />}
      {(error || job?.state === 'failed') && (
        <ErrorNote
          error={error}
          detail={job?.problem ?? undefined}
          title={text.upload.failed}
          onRetry={() => void submit()}
        />
      )}
      {outcome && <OutcomeLines outcome={outcome} />}
      {ids.length > 0 && (job === undefined || isOver(job)) && (
        <>
          <strong>{text.quarantine.changed(formatCount(ids.length))}</strong>
          <Button kind="primary" onClick={() => void submit()}>
            {text.quarantine.submit}
          </Button>
          <Button onClick={() => edits.forget(ids)}>{text.quarantine.undo}</Button>
        </>
      )}
    </StepBar>
  );
}
