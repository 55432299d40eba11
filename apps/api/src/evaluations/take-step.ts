import { FORM_STEPS, type FormAction, type FormEvent, type FormState } from '@skill-ledger/contracts';
import {
  type Actor,
  addFormEvent,
  type Change,
  changeForm,
  record,
  type StepAuthor,
  type StoredForm,
} from '@skill-ledger/state';

/** Who takes a step: as the form's history and as the audit log name them. */
export interface By {
  author: StepAuthor;
  actor: Actor;
}

interface Step {
  /** What changes about the form beside its state. */
  form?: Partial<StoredForm>;
  comment?: string;
  /** What the audit log is told beside the form's name and states; no words of the form. */
  detail?: Record<string, unknown>;
  /** Told in the history under another name. */
  event?: FormEvent['action'];
  /** Left out of the history. */
  quiet?: boolean;
}

/** What happened to a form, told within the change that did it. */
interface Move {
  form: Pick<StoredForm, 'id' | 'period' | 'unit' | 'dueOn'>;
  action: FormEvent['action'];
  /** Null for a form that was opened. */
  from: FormState | null;
  to: FormState;
  comment: string;
  /** For the audit log; no words of the form. */
  detail: Record<string, unknown>;
  /** Left out of the form's history: one of many saves. */
  quiet?: boolean;
}

/**
 * Called within the change of every step of a form, opening included: writes the form's history and the audit log. What
 * else a step brings about (a task when a form is opened or returned, 整改 when it is final) belongs here.
 */
export async function announce(
  within: Change,
  { author, actor }: By,
  { form, action, from, to, comment, detail, quiet = false }: Move,
): Promise<void> {
  if (!quiet) await addFormEvent(within, form.id, author, { action, to, comment: comment.trim() || null });
  await record(within, actor, {
    action: `evaluation.${action}`,
    subject: `${form.period} ${form.unit}`,
    detail: { form: form.id, from, to, commented: comment.trim() !== '', ...detail },
  });
}

/**
 * The one place where a form goes from state to state. Whether the step is allowed is judged by the caller
 * (`refusalOf`).
 * @param form as it is within the change
 */
export async function takeStep(
  within: Change,
  by: By,
  form: StoredForm,
  action: FormAction,
  { form: changes = {}, comment = '', detail = {}, event = action, quiet = false }: Step = {},
): Promise<void> {
  const to = FORM_STEPS[form.state][action]?.to ?? form.state;
  await changeForm(within, form.id, { ...changes, state: to }, form.version);
  const moved = { ...form, ...changes };
  await announce(within, by, { form: moved, action: event, from: form.state, to, comment, detail, quiet });
}
