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
import { actorOf, authorOf, type Caller } from '../http/caller.ts';
import { syncFormTask } from './form-tasks.ts';

/** The user who takes a step, for the form's history and for the audit log. */
export interface By {
  author: StepAuthor;
  actor: Actor;
}

export const byOf = (caller: Caller): By => ({ author: authorOf(caller), actor: actorOf(caller) });

interface Step {
  /** Changes of the form beside its state. */
  form?: Partial<StoredForm>;
  comment?: string;
  /** Details for the audit log beside the form's name and states, without texts of the form. */
  detail?: Record<string, unknown>;
  /** Other name of the step in the history. */
  event?: FormEvent['action'];
  /** Omitted from the history. */
  quiet?: boolean;
}

/** A step of a form, announced within its transaction. */
interface Move {
  form: Pick<StoredForm, 'id' | 'period' | 'unit' | 'dueOn'>;
  action: FormEvent['action'];
  /** Null for a form that has just been opened. */
  from: FormState | null;
  to: FormState;
  comment: string;
  /** For the audit log, without texts of the form. */
  detail: Record<string, unknown>;
  /** Omitted from the form's history: one of many saves. */
  quiet?: boolean;
}

/**
 * Called within the change of every step of a form, opening included: writes the form's history and the audit log, and
 * keeps the task beside the form.
 */
export async function announce(
  within: Change,
  { author, actor }: By,
  { form, action, from, to, comment, detail, quiet = false }: Move,
): Promise<void> {
  if (!quiet) await addFormEvent(within, form.id, author, { action, to, comment: comment.trim() || null });
  await syncFormTask(within, author, form, action);
  await record(within, actor, {
    action: `evaluation.${action}`,
    subject: `${form.period} ${form.unit}`,
    detail: { form: form.id, from, to, commented: comment.trim() !== '', ...detail },
  });
}

/**
 * The one place where a form goes from state to state. The caller checks whether the step is allowed (`refusalOf`).
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
