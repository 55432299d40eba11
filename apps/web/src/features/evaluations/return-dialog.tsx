import { FormsStepRequest } from '@skill-ledger/contracts';
import { z } from 'zod';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { orEmpty } from '../../ui/form-schema.ts';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useTexts } from './texts.ts';

const Returning = z.object({
  comment: FormsStepRequest.shape.comment.unwrap().min(1),
  dueOn: orEmpty(FormsStepRequest.shape.dueOn.unwrap()),
});

interface ReturnDialogProps {
  count: number;
  onReturn: (comment: string, dueOn: string | undefined) => Promise<void>;
  onClose: () => void;
}

/** A return needs a comment, and may set a new due date. */
export function ReturnDialog({ count, onReturn, onClose }: ReturnDialogProps) {
  const text = useTexts();
  const form = useForm({
    schema: Returning,
    values: { comment: '', dueOn: '' },
    labels: { comment: text.returning.comment, dueOn: text.returning.dueOn },
    onSubmit: ({ comment, dueOn }) => onReturn(comment, dueOn || undefined),
  });
  return (
    <Dialog title={text.returning.title(formatCount(count))} onClose={onClose}>
      <Form form={form.form}>
        <TextArea {...form.field('comment')} rows={4} autoFocus help={text.returning.commentHelp} />
        <DatePicker {...form.control('dueOn')} />
        <Actions>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {text.returning.submit}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
