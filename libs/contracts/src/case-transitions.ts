import type { Capability } from './access.ts';
import { may, type Role } from './access.ts';
import { CaseStatus } from './case-status.ts';

/** A status set by a user; 数据已更正 is set only by the system, when the finding no longer exists in the data. */
export const SettledStatus = CaseStatus.exclude(['corrected']);
export type SettledStatus = Exclude<CaseStatus, 'corrected'>;

const VERDICTS = {
  confirmed: 'findings.decide',
  dismissed: 'findings.decide',
  rectified: 'findings.decide',
} as const;

/**
 * The single table of transitions: from each status, the statuses that can be set and the capability required. A transition
 * that is not listed is invalid. A unit may start looking into a finding; once there is a verdict, only those
 * who decide can change it or reopen the case.
 */
export const CASE_TRANSITIONS: Record<CaseStatus, Partial<Record<SettledStatus, Capability>>> = {
  open: { checking: 'findings.answer', ...VERDICTS },
  checking: { open: 'findings.decide', checking: 'findings.answer', ...VERDICTS },
  confirmed: { checking: 'findings.decide', ...VERDICTS },
  dismissed: { checking: 'findings.decide', confirmed: 'findings.decide', dismissed: 'findings.decide' },
  rectified: { checking: 'findings.decide', confirmed: 'findings.decide', rectified: 'findings.decide' },
  corrected: VERDICTS,
};

/** Whether a role may make the transition; `never` if no role may. */
export function judgeTransition(
  role: Role,
  from: CaseStatus,
  to: SettledStatus,
): 'allowed' | 'refused' | 'never' {
  const capability = CASE_TRANSITIONS[from][to];
  if (capability === undefined) return 'never';
  return may(role, capability) ? 'allowed' : 'refused';
}

/** Statuses that a role may set from this one. */
export const transitionsFrom = (role: Role, from: CaseStatus): SettledStatus[] =>
  SettledStatus.options.filter((to) => judgeTransition(role, from, to) === 'allowed');
