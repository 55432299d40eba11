import type { Capability } from './access.ts';
import { may, type Role } from './access.ts';
import { CaseStatus } from './case-status.ts';

/** A status that is set by a person; 数据已更正 is reached when the facts of a finding go away, and not otherwise. */
export const SettledStatus = CaseStatus.exclude(['corrected']);
export type SettledStatus = Exclude<CaseStatus, 'corrected'>;

const VERDICTS = {
  confirmed: 'findings.decide',
  dismissed: 'findings.decide',
  rectified: 'findings.decide',
} as const;

/**
 * The one table of a case's steps: from each status, the statuses that can be set and the capability this needs. What
 * is not in it cannot be done. A unit begins to look into a finding and says so; once there is a verdict, only those
 * who decide can change it or open the case again.
 */
export const CASE_TRANSITIONS: Record<CaseStatus, Partial<Record<SettledStatus, Capability>>> = {
  open: { checking: 'findings.answer', ...VERDICTS },
  checking: { open: 'findings.decide', checking: 'findings.answer', ...VERDICTS },
  confirmed: { checking: 'findings.decide', ...VERDICTS },
  dismissed: { checking: 'findings.decide', confirmed: 'findings.decide', dismissed: 'findings.decide' },
  rectified: { checking: 'findings.decide', confirmed: 'findings.decide', rectified: 'findings.decide' },
  corrected: VERDICTS,
};

/** Whether a role may take the step; `never` where no role may. */
export function judgeTransition(
  role: Role,
  from: CaseStatus,
  to: SettledStatus,
): 'allowed' | 'refused' | 'never' {
  const capability = CASE_TRANSITIONS[from][to];
  if (capability === undefined) return 'never';
  return may(role, capability) ? 'allowed' : 'refused';
}

/** Statuses a role may set from this one. */
export const transitionsFrom = (role: Role, from: CaseStatus): SettledStatus[] =>
  SettledStatus.options.filter((to) => judgeTransition(role, from, to) === 'allowed');
