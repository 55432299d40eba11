import { z } from 'zod';
import { type Capability, may, type Role } from './access.ts';
import type { Bilingual } from './text.ts';

/** State of a task (spec 12). */
export const TaskState = z.enum(['open', 'doing', 'handedIn', 'closed']);
export type TaskState = z.infer<typeof TaskState>;

export const TASK_STATE_LABELS: Record<TaskState, Bilingual> = {
  open: { zh: '待办', en: 'to do' },
  doing: { zh: '办理中', en: 'in progress' },
  handedIn: { zh: '待验收', en: 'to be checked' },
  closed: { zh: '已销号', en: 'closed' },
};

/** A step taken by a user. */
export const TaskAction = z.enum(['start', 'reply', 'handIn', 'return', 'close', 'reopen', 'change']);
export type TaskAction = z.infer<typeof TaskAction>;

export const TASK_ACTION_LABELS: Record<TaskAction, Bilingual> = {
  start: { zh: '签收', en: 'Start' },
  reply: { zh: '回复', en: 'Reply' },
  handIn: { zh: '提请验收', en: 'Hand in' },
  return: { zh: '退回', en: 'Return' },
  close: { zh: '销号', en: 'Close' },
  reopen: { zh: '重新打开', en: 'Open again' },
  change: { zh: '调整期限', en: 'Change the due date' },
};

/** Who takes a step: the assignee, or the users who give tasks. */
type Side = 'assignee' | 'giver';

interface Step {
  from: TaskState[];
  /** Null: the state stays. */
  to: TaskState | null;
  by: Side[];
  /** A reason or an answer is required. */
  needsComment: boolean;
}

/** The single table of a task's steps: no other step is possible. */
export const TASK_STEPS: Record<TaskAction, Step> = {
  start: { from: ['open'], to: 'doing', by: ['assignee'], needsComment: false },
  reply: {
    from: ['open', 'doing', 'handedIn'],
    to: null,
    by: ['assignee', 'giver'],
    needsComment: true,
  },
  handIn: { from: ['open', 'doing'], to: 'handedIn', by: ['assignee'], needsComment: true },
  return: { from: ['handedIn'], to: 'doing', by: ['giver'], needsComment: true },
  close: { from: ['open', 'doing', 'handedIn'], to: 'closed', by: ['giver'], needsComment: false },
  reopen: { from: ['closed'], to: 'doing', by: ['giver'], needsComment: true },
  change: { from: ['open', 'doing', 'handedIn'], to: null, by: ['giver'], needsComment: false },
};

const CAPABILITY: Record<Side, Capability> = { assignee: 'tasks.answer', giver: 'tasks.give' };

/** A user's relation to a task. */
export interface TaskParty {
  role: Role;
  /** The task is assigned to the user or the user's unit. */
  isAssignee: boolean;
}

/** Whether the user may take the step from this state; `never` if no user may. */
export function judgeTaskStep(
  { role, isAssignee }: TaskParty,
  state: TaskState,
  action: TaskAction,
): 'allowed' | 'refused' | 'never' {
  const { from, by } = TASK_STEPS[action];
  if (!from.includes(state)) return 'never';
  const isAllowed = by.some((side) => may(role, CAPABILITY[side]) && (side === 'giver' || isAssignee));
  return isAllowed ? 'allowed' : 'refused';
}

/** Steps the user may take now. */
export const taskStepsOf = (party: TaskParty, state: TaskState): TaskAction[] =>
  TaskAction.options.filter((action) => judgeTaskStep(party, state, action) === 'allowed');
