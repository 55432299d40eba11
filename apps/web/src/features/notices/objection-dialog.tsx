import {
  HOLD_LABELS,
  Hold,
  NOTICE_EVENT_LABELS,
  type Objection,
  ObjectionStepRequest,
} from '@skill-ledger/contracts';
import { z } from 'zod';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Actions } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useNoticeStep } from './api.ts';
import { useTexts } from './texts.ts';

export type ObjectionDecision = ObjectionStepRequest['action'];

interface ObjectionDialogProps {
  notice: string;
  objection: Objection;
  action: ObjectionDecision;
  onClose: () => void;
}

/** Answers an objection, or sets what it holds. */
export function ObjectionDialog({ notice, objection, action, onClose }: ObjectionDialogProps) {
  const { step: text, cancel } = useTexts();
  const { say } = useLanguage();
  const take = useNoticeStep();
  const isHold = action === 'hold';
  const form = useForm({
    schema: z.object({
      comment: isHold ? z.string() : ObjectionStepRequest.shape.comment.unwrap().min(1),
      hold: Hold,
    }),
    values: { comment: '', hold: objection.hold },
    labels: { comment: text.answer, hold: text.hold },
    onSubmit: async ({ comment, hold }) => {
      await take(`${notice}/objections/${objection.id}/steps`, {
        ...{ action, seen: objection.version },
        ...(isHold ? { hold } : { comment }),
      });
      onClose();
    },
  });
  const label = say(NOTICE_EVENT_LABELS[action]);
  return (
    <Dialog title={`${notice} · ${label}`} onClose={onClose}>
      <p>{isHold ? text.holdDetail : text[action]}</p>
      <Form form={form.form}>
        {isHold ? (
          <Select
            {...form.field('hold')}
            options={Hold.options.map((value) => ({ value, label: say(HOLD_LABELS[value]) }))}
          />
        ) : (
          <TextArea {...form.field('comment')} rows={4} autoFocus />
        )}
        <Actions>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {text.run(label)}
          </Button>
          <Button onClick={onClose}>{cancel}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
