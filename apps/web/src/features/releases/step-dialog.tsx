import {
  Day,
  dayInShanghai,
  RELEASE_ACTION_LABELS,
  RELEASE_STEPS,
  type ReleaseCheckId,
  ReleaseStepRequest,
  type ReleaseSummary,
  releaseName,
} from '@skill-ledger/contracts';
import { z } from 'zod';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { Actions } from '../../ui/page.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useTexts } from './texts.ts';
import { useStep } from './use-steps.ts';

type Action = ReleaseStepRequest['action'];

interface StepDialogProps {
  release: ReleaseSummary;
  action: Action;
  /** The warning that is acknowledged. */
  check?: ReleaseCheckId;
  onClose: () => void;
}

const NINE = '09:00';

/** Explains a step, and asks for a reason or time if the step needs one. */
export function StepDialog({ release, action, check, onClose }: StepDialogProps) {
  const { steps: text, cancel } = useTexts();
  const { say } = useLanguage();
  const take = useStep(release.id);
  const requires = RELEASE_STEPS[release.state][action]?.requires ?? [];
  const needsReason = requires.includes('comment');
  const needsTime = requires.includes('laterInstant');
  const form = useForm({
    schema: z.object({
      comment: needsReason ? ReleaseStepRequest.shape.comment.unwrap().min(1) : z.string(),
      day: needsTime ? Day : z.string(),
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    }),
    values: { comment: '', day: needsTime ? dayInShanghai() : '', time: NINE },
    labels: { comment: text.comment, day: text.at, time: text.time },
    onSubmit: async ({ comment, day, time }) => {
      await take({
        ...{ action, seen: release.version },
        ...(needsReason && { comment }),
        ...(check !== undefined && { check }),
        ...(needsTime && { publishAt: `${day}T${time}:00+08:00` }),
      });
      onClose();
    },
  });
  const label = say(RELEASE_ACTION_LABELS[action]);
  return (
    <Dialog title={`${say(releaseName(release.id))} · ${label}`} onClose={onClose}>
      <p>{text.detail[action]}</p>
      <Form form={form.form}>
        {needsReason && <TextArea {...form.field('comment')} rows={3} autoFocus />}
        {needsTime && (
          <FieldRow>
            <DatePicker {...form.control('day')} min={dayInShanghai()} />
            <TextField {...form.field('time')} inputMode="numeric" />
          </FieldRow>
        )}
        <Actions>
          <Button
            type="submit"
            kind={action === 'withdraw' || action === 'discard' ? 'danger' : 'primary'}
            disabled={form.busy}
          >
            {text.run(label)}
          </Button>
          <Button onClick={onClose}>{cancel}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
