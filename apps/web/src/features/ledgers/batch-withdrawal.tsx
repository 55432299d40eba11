import { WithdrawRequest } from '@skill-ledger/contracts';
import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { useDraft } from '../../access/use-draft.ts';
import { ErrorNote, Skeleton } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { isOver } from './api.ts';
import { Effect } from './effect.tsx';
import { JobProgress } from './job-progress.tsx';
import { useTexts } from './texts.ts';
import { useJob } from './use-job.ts';

interface BatchWithdrawalProps {
  batch: string;
  watched: ReturnType<typeof useJob>;
  onCancel: () => void;
}

/** Confirmation of the withdrawal of a batch, and its result. */
export function BatchWithdrawal({ batch, watched, onCancel }: BatchWithdrawalProps) {
  const text = useTexts();
  const { job, error, start, cancel } = watched;
  const preview = usePreview(batch);
  const [comment, setComment] = useDraft(`withdraw.${batch}`, '', z.string().parse);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) setComment('');
  }, [isDone, setComment]);
  const run = (reason: string) => start(`batches/${batch}/withdraw`, { comment: reason });
  if (job && !isOver(job))
    return <JobProgress job={job} title={text.batches.withdrawTitle(batch)} onCancel={cancel} />;
  if (job?.state === 'done') {
    return (
      <Notice tone="good" role="status">
        {text.batches.withdrawn(batch, job.snapshot ?? '')}
      </Notice>
    );
  }
  if (error || job?.state === 'failed') {
    return (
      <ErrorNote
        error={error}
        detail={job?.problem ?? undefined}
        title={text.upload.failed}
        onRetry={() => void run(comment.trim())}
      >
        <Button onClick={onCancel}>{text.close}</Button>
      </ErrorNote>
    );
  }
  return (
    <Question
      batch={batch}
      preview={preview}
      comment={comment}
      onComment={setComment}
      onRun={run}
      onCancel={() => {
        preview.cancel();
        onCancel();
      }}
    />
  );
}

/** Requests the preview of the changes once. */
function usePreview(batch: string): ReturnType<typeof useJob> {
  const preview = useJob();
  const { start } = preview;
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (asked.current === batch) return;
    asked.current = batch;
    void start(`batches/${batch}/withdrawal-preview`);
  }, [batch, start]);
  return preview;
}

interface QuestionProps {
  batch: string;
  preview: ReturnType<typeof useJob>;
  comment: string;
  onComment: (comment: string) => void;
  onRun: (comment: string) => Promise<unknown>;
  onCancel: () => void;
}

function Question({ batch, preview, comment, onComment, onRun, onCancel }: QuestionProps) {
  const text = useTexts();
  const form = useForm({
    schema: WithdrawRequest,
    values: { comment },
    labels: { comment: text.batches.comment },
    onChange: (values) => onComment(values.comment),
    onSubmit: (values) => onRun(values.comment),
  });
  const { job, error } = preview;
  const isSettled = error !== undefined || (job !== undefined && isOver(job));
  return (
    <Form form={form.form} title={text.batches.withdrawTitle(batch)} framed wide>
      <p>{text.batches.withdrawDetail}</p>
      {!isSettled &&
        (job ? <JobProgress job={job} title={text.batches.previewing} /> : <Skeleton height={80} />)}
      {(error || job?.state === 'failed') && (
        <ErrorNote
          error={error}
          detail={job?.problem ?? undefined}
          title={text.upload.failed}
          onRetry={() => void preview.start(`batches/${batch}/withdrawal-preview`)}
        />
      )}
      {job?.effect && (
        <section aria-label={text.batches.preview} data-effect>
          <Effect effect={job.effect} />
        </section>
      )}
      {/* It answers a click on "withdraw" and appears above it. */}
      <TextField {...form.field('comment')} autoFocus help={text.batches.commentHelp} />
      <Actions>
        <Button type="submit" kind="danger" disabled={!isSettled}>
          {text.batches.confirm}
        </Button>
        <Button onClick={onCancel}>{text.cancel}</Button>
      </Actions>
    </Form>
  );
}
