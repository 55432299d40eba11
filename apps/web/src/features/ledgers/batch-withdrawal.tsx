import { WithdrawRequest } from '@skill-ledger/contracts';
import { useEffect } from 'react';
import { z } from 'zod';
import { useDraft } from '../../access/use-draft.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { isOver } from './api.ts';
import { JobProgress } from './job-progress.tsx';
import { useTexts } from './texts.ts';
import type { useJob } from './use-job.ts';

interface BatchWithdrawalProps {
  batch: string;
  watched: ReturnType<typeof useJob>;
  onCancel: () => void;
}

/** Confirmation of the withdrawal of a batch, and its result. */
export function BatchWithdrawal({ batch, watched, onCancel }: BatchWithdrawalProps) {
  const text = useTexts();
  const { job, error, start, cancel } = watched;
  const [comment, setComment] = useDraft(`withdraw.${batch}`, '', z.string().parse);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) setComment('');
  }, [isDone, setComment]);
  const run = (reason: string) =>
    start(`batches/${batch}/withdraw`, reason === '' ? {} : { comment: reason });
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
  return <Question batch={batch} comment={comment} onComment={setComment} onRun={run} onCancel={onCancel} />;
}

interface QuestionProps {
  batch: string;
  comment: string;
  onComment: (comment: string) => void;
  onRun: (comment: string) => Promise<unknown>;
  onCancel: () => void;
}

function Question({ batch, comment, onComment, onRun, onCancel }: QuestionProps) {
  const text = useTexts();
  const form = useForm({
    schema: WithdrawRequest,
    values: { comment },
    labels: { comment: text.batches.comment },
    onChange: (values) => onComment(values.comment ?? ''),
    onSubmit: (values) => onRun(values.comment ?? ''),
  });
  return (
    <Form form={form.form} title={text.batches.withdrawTitle(batch)} framed>
      <p>{text.batches.withdrawDetail}</p>
      {/* It answers a click on "withdraw" and appears above it. */}
      <TextField {...form.field('comment')} autoFocus help={text.batches.commentHelp} />
      <Actions>
        <Button type="submit" kind="danger">
          {text.batches.confirm}
        </Button>
        <Button onClick={onCancel}>{text.cancel}</Button>
      </Actions>
    </Form>
  );
}
