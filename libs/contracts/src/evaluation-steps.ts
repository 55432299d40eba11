import { z } from 'zod';
import { type Capability, may, type Role } from './access.ts';
import type { Bilingual } from './text.ts';

/** State of a self-evaluation form (spec 4, "The way of a self-evaluation"). */
export const FormState = z.enum([
  'notStarted',
  'filling',
  'confirming',
  'submitted',
  'reviewing',
  'final',
  'published',
]);
export type FormState = z.infer<typeof FormState>;

export const FORM_STATE_LABELS: Record<FormState, Bilingual> = {
  notStarted: { zh: '未开始', en: 'not started' },
  filling: { zh: '填报中', en: 'being filled in' },
  confirming: { zh: '待负责人确认', en: 'to be confirmed by the unit' },
  submitted: { zh: '已提交', en: 'submitted' },
  reviewing: { zh: '复核中', en: 'under review' },
  final: { zh: '已定稿', en: 'final' },
  published: { zh: '已公布', en: 'published' },
};

/** Steps of a form. */
export const FormAction = z.enum([
  'save',
  'handIn',
  'takeBack',
  'confirm',
  'accept',
  'return',
  'review',
  'finalise',
  'publish',
  'unpublish',
]);
export type FormAction = z.infer<typeof FormAction>;

export const FORM_ACTION_LABELS: Record<FormAction, Bilingual> = {
  save: { zh: '填报', en: 'fill in' },
  handIn: { zh: '送负责人确认', en: 'hand in for confirmation' },
  takeBack: { zh: '撤回修改', en: 'take back' },
  confirm: { zh: '确认并提交', en: 'confirm and submit' },
  accept: { zh: '受理', en: 'accept' },
  return: { zh: '退回', en: 'return' },
  review: { zh: '复核', en: 'review' },
  finalise: { zh: '定稿', en: 'finalise' },
  publish: { zh: '公布', en: 'publish' },
  unpublish: { zh: '撤回公布', en: 'withdraw from publication' },
};

/** Conditions beside the state and the capability. */
export type StepRequirement =
  /** No check of the form is open: nothing refused, nothing missing. */
  | 'complete'
  /** Another account of the unit than the one that handed the form in. */
  | 'secondPerson'
  /** The step is explained. */
  | 'comment'
  /** Every reviewing bureau has finished its own indicators. */
  | 'reviewed';

interface FormStep {
  to: FormState;
  capability: Capability;
  requires: StepRequirement[];
}

const save: FormStep = { to: 'filling', capability: 'evaluations.fill', requires: [] };
const handIn: FormStep = { to: 'confirming', capability: 'evaluations.fill', requires: ['complete'] };

/** The single table of a form's steps: no other step is possible. */
export const FORM_STEPS: Record<FormState, Partial<Record<FormAction, FormStep>>> = {
  notStarted: { save, handIn },
  filling: { save, handIn },
  confirming: {
    takeBack: { to: 'filling', capability: 'evaluations.fill', requires: [] },
    confirm: {
      to: 'submitted',
      capability: 'evaluations.confirm',
      requires: ['complete', 'secondPerson'],
    },
  },
  submitted: {
    accept: { to: 'reviewing', capability: 'evaluations.accept', requires: [] },
    return: { to: 'filling', capability: 'evaluations.accept', requires: ['comment'] },
  },
  reviewing: {
    review: { to: 'reviewing', capability: 'evaluations.review', requires: [] },
    return: { to: 'filling', capability: 'evaluations.review', requires: ['comment'] },
    finalise: { to: 'final', capability: 'evaluations.finalise', requires: ['reviewed'] },
  },
  final: { publish: { to: 'published', capability: 'evaluations.publish', requires: [] } },
  published: { unpublish: { to: 'final', capability: 'evaluations.publish', requires: [] } },
};

/** Whether a role may take the step from this state; `never` if no role may. */
export function judgeStep(role: Role, from: FormState, action: FormAction): 'allowed' | 'refused' | 'never' {
  const step = FORM_STEPS[from][action];
  if (step === undefined) return 'never';
  return may(role, step.capability) ? 'allowed' : 'refused';
}

/** Steps a role may take from this state. */
export const stepsFrom = (role: Role, from: FormState): FormAction[] =>
  FormAction.options.filter((action) => judgeStep(role, from, action) === 'allowed');

/** States in which the unit still has its form. */
export const isWithUnit = (state: FormState): boolean =>
  state === 'notStarted' || state === 'filling' || state === 'confirming';

/** Marks in the list of forms, beside the state. */
export const FormFlag = z.enum(['overdue', 'late', 'returned', 'returnedTwice']);
export type FormFlag = z.infer<typeof FormFlag>;

export const FORM_FLAG_LABELS: Record<FormFlag, Bilingual> = {
  overdue: { zh: '逾期未报', en: 'overdue' },
  late: { zh: '逾期提交', en: 'submitted late' },
  returned: { zh: '已退回', en: 'returned' },
  returnedTwice: { zh: '两次以上退回', en: 'returned twice or more' },
};

interface Dated {
  state: FormState;
  dueOn: string;
  /** Whether it was last submitted after its due date. */
  late: boolean;
  returns: number;
}

/** Late, missing and returned forms, from a form and the day it is today. */
export function flagsOf({ state, dueOn, late, returns }: Dated, today: string): FormFlag[] {
  const flags: FormFlag[] = [];
  if (isWithUnit(state) && today > dueOn) flags.push('overdue');
  if (!isWithUnit(state) && late) flags.push('late');
  if (returns >= 2) flags.push('returnedTwice');
  else if (returns === 1) flags.push('returned');
  return flags;
}
