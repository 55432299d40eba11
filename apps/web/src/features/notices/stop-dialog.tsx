import { NoticeStepRequest, type NoticeSummary } from '@skill-ledger/contracts';
import { z } from 'zod';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Actions } from '../../ui/page.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useNoticeStep } from './api.ts';
import { useTexts } from './texts.ts';

const Stopping = z.object({ comment: NoticeStepRequest.shape.comment.unwrap().min(1) });

/** Removes a list from the public site, with a public reason. */
export function StopDialog({ notice, onClose }: { notice: NoticeSummary; onClose: () => void }) {
  const { stop: text, cancel } = useTexts();
  const take = useNoticeStep();
  const form = useForm({
    schema: Stopping,
    values: { comment: '' },
    labels: { comment: text.comment },
    onSubmit: async ({ comment }) => {
      await take(`${notice.id}/steps`, { action: 'stop', seen: notice.version, comment });
      onClose();
    },
  });
  return (
    <Dialog title={`${notice.id} · ${text.button}`} onClose={onClose}>
      <p>{text.detail}</p>
      <Form form={form.form}>
        <TextArea {...form.field('comment')} rows={3} autoFocus />
        <Actions>
          <Button type="submit" kind="danger" disabled={form.busy}>
            {text.button}
          </Button>
          <Button onClick={onClose}>{cancel}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
