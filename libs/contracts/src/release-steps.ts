import { z } from 'zod';
import { type Capability, may, type Role } from './access.ts';
import type { Bilingual } from './text.ts';

/** State of a release (spec 11, "From draft to public"). */
export const ReleaseState = z.enum([
  'draft',
  'submitted',
  'approved',
  'published',
  'superseded',
  'withdrawn',
  'discarded',
]);
export type ReleaseState = z.infer<typeof ReleaseState>;

export const RELEASE_STATE_LABELS: Record<ReleaseState, Bilingual> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '待批准', en: 'submitted' },
  approved: { zh: '已批准', en: 'approved' },
  published: { zh: '已公布', en: 'published' },
  superseded: { zh: '已被修订替代', en: 'superseded' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  discarded: { zh: '已作废', en: 'discarded' },
};

/** Steps of a release by users; `supersede` follows from the publication of its revision. */
export const ReleaseAction = z.enum([
  'build',
  'acknowledge',
  'submit',
  'return',
  'approve',
  'schedule',
  'unschedule',
  'publish',
  'supersede',
  'askWithdrawal',
  'keep',
  'withdraw',
  'discard',
]);
export type ReleaseAction = z.infer<typeof ReleaseAction>;

export const RELEASE_ACTION_LABELS: Record<ReleaseAction, Bilingual> = {
  build: { zh: '生成草稿', en: 'build' },
  acknowledge: { zh: '确认提示', en: 'acknowledge' },
  submit: { zh: '提交批准', en: 'submit' },
  return: { zh: '退回', en: 'return' },
  approve: { zh: '批准', en: 'approve' },
  schedule: { zh: '定时公布', en: 'schedule' },
  unschedule: { zh: '取消定时', en: 'unschedule' },
  publish: { zh: '公布', en: 'publish' },
  supersede: { zh: '由修订替代', en: 'supersede' },
  askWithdrawal: { zh: '提出撤回', en: 'ask to withdraw' },
  keep: { zh: '不撤回', en: 'keep' },
  withdraw: { zh: '同意撤回', en: 'withdraw' },
  discard: { zh: '作废', en: 'discard' },
};

/** Conditions beside the state and the capability. */
export type ReleaseRequirement =
  /** A comment, kept as the reason. */
  | 'comment'
  /** No check fails. */
  | 'sound'
  /** Every warning is acknowledged. */
  | 'acknowledged'
  /** Neither the caller nor the caller's bureau has approved it. */
  | 'newApprover'
  /** An instant to come. */
  | 'laterInstant'
  /** A withdrawal was asked for, or was not. */
  | 'asked'
  | 'notAsked'
  /** Another person of the other bureau asked for the withdrawal. */
  | 'otherBureau';

interface ReleaseStep {
  to: ReleaseState;
  capability: Capability;
  requires: ReleaseRequirement[];
}

const build: ReleaseStep = { to: 'draft', capability: 'releases.prepare', requires: [] };
const giveBack: ReleaseStep = { to: 'draft', capability: 'releases.approve', requires: ['comment'] };
const discard: ReleaseStep = { to: 'discarded', capability: 'releases.prepare', requires: ['comment'] };
const askWithdrawal = (to: ReleaseState): ReleaseStep => ({
  to,
  capability: 'releases.approve',
  requires: ['comment', 'notAsked'],
});
const keep = (to: ReleaseState): ReleaseStep => ({
  to,
  capability: 'releases.approve',
  requires: ['comment', 'asked'],
});
const withdraw: ReleaseStep = {
  to: 'withdrawn',
  capability: 'releases.approve',
  requires: ['asked', 'otherBureau'],
};

/** The single table of a release's steps: no other step is possible. */
export const RELEASE_STEPS: Record<ReleaseState, Partial<Record<ReleaseAction, ReleaseStep>>> = {
  draft: {
    build,
    acknowledge: { to: 'draft', capability: 'releases.prepare', requires: ['comment'] },
    submit: { to: 'submitted', capability: 'releases.prepare', requires: ['sound', 'acknowledged'] },
    discard,
  },
  submitted: {
    // The second approval makes it approved (`stateAfter`).
    approve: { to: 'submitted', capability: 'releases.approve', requires: ['newApprover', 'sound'] },
    return: giveBack,
    discard,
  },
  approved: {
    schedule: { to: 'approved', capability: 'releases.publish', requires: ['laterInstant', 'sound'] },
    unschedule: { to: 'approved', capability: 'releases.publish', requires: [] },
    publish: { to: 'published', capability: 'releases.publish', requires: ['sound'] },
    return: giveBack,
    discard,
  },
  published: {
    supersede: { to: 'superseded', capability: 'releases.publish', requires: [] },
    askWithdrawal: askWithdrawal('published'),
    keep: keep('published'),
    withdraw,
  },
  superseded: {
    askWithdrawal: askWithdrawal('superseded'),
    keep: keep('superseded'),
    withdraw,
  },
  withdrawn: {},
  discarded: { build },
};

/** The bureaus that must both approve, each by an account of its role. */
export const APPROVING_BUREAUS = {
  office: { zh: '人社局', en: 'Human resources bureau' },
  finance: { zh: '财政局', en: 'Finance bureau' },
} as const satisfies Partial<Record<Role, Bilingual>>;
export const ApprovingRole = z.enum(['office', 'finance']);
export type ApprovingRole = z.infer<typeof ApprovingRole>;

/** Whether a role may take the step from this state; `never` if no role may. */
export function judgeReleaseStep(
  role: Role,
  from: ReleaseState,
  action: ReleaseAction,
): 'allowed' | 'refused' | 'never' {
  const step = RELEASE_STEPS[from][action];
  if (step === undefined || action === 'supersede') return 'never';
  return may(role, step.capability) ? 'allowed' : 'refused';
}

/** The state that a step leads to: the approval of the last bureau makes a release approved. */
export function stateAfter(
  from: ReleaseState,
  action: ReleaseAction,
  approvals: readonly { role: ApprovingRole }[],
): ReleaseState {
  const all = ApprovingRole.options.every((role) => approvals.some((one) => one.role === role));
  if (action === 'approve' && all) return 'approved';
  return RELEASE_STEPS[from][action]?.to ?? from;
}
