import {
  TASK_ACTION_LABELS,
  TASK_STEPS,
  type Task,
  type TaskAction,
  TaskAction as TaskActions,
  TaskStepRequest,
} from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Form } from '../../ui/form.tsx';
import { Actions } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { TASKS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

const Fields = z.object({ comment: z.string(), dueOn: z.string() });
const NOTHING: z.infer<typeof Fields> = { comment: '', dueOn: '' };

interface TaskStepFormProps {
  /** The tasks; steps allowed for all of them are offered. */
  tasks: Task[];
  title: string;
  onDone?: () => void;
}

/** The steps the user may take, with the fields each needs. */
export function TaskStepForm({ tasks, title, onDone }: TaskStepFormProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const client = useQueryClient();
  const allowed = TaskActions.options.filter((action) => tasks.every(({ steps }) => steps.includes(action)));
  const [chosen, setAction] = useState<TaskAction>();
  const action = chosen !== undefined && allowed.includes(chosen) ? chosen : allowed[0];
  const [draft, setDraft] = useDraft(
    `task.${tasks.length === 1 ? tasks[0]?.id : 'many'}`,
    NOTHING,
    Fields.parse,
  );
  const [saved, setSaved] = useState(false);
  const form = useForm({
    schema: fieldsFor(action),
    values: draft,
    labels: { comment: text.comment, dueOn: text.newDueOn },
    onChange: (values) => {
      setDraft(values);
      setSaved(false);
    },
    onSubmit: async ({ comment, dueOn }) => {
      try {
        await order('POST', 'tasks/steps', {
          tasks: tasks.map(({ id, version }) => ({ id, seen: version })),
          action,
          comment,
          ...(action === 'change' && { dueOn }),
        });
        form.reset(NOTHING);
        setDraft(NOTHING);
        setSaved(true);
      } finally {
        await client.invalidateQueries({ queryKey: TASKS_KEY });
      }
      onDone?.();
    },
  });
  if (action === undefined) return null;
  const help = text.commentHelp;
  return (
    <Form form={form.form} title={title} level={3} wide framed>
      <Segmented
        label={text.step}
        options={allowed.map((value) => ({ value, label: say(TASK_ACTION_LABELS[value]) }))}
        value={action}
        onChange={setAction}
      />
      {action === 'change' && <DatePicker {...form.control('dueOn')} />}
      <TextArea
        {...form.field('comment')}
        help={action in help ? help[action as keyof typeof help] : help.other}
        rows={3}
      />
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {say(TASK_ACTION_LABELS[action])}
        </Button>
        <span role="status">{saved && `✓ ${text.saved}`}</span>
      </Actions>
    </Form>
  );
}

/** The fields required by this step. */
const fieldsFor = (action: TaskAction | undefined) => {
  const { comment, dueOn } = TaskStepRequest.shape;
  const isNeeded = action !== undefined && TASK_STEPS[action].needsComment;
  return z.object({
    comment: isNeeded ? comment.unwrap().min(1) : comment.unwrap(),
    dueOn: action === 'change' ? dueOn.unwrap() : z.string(),
  });
};
