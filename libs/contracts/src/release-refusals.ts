import type { Role } from './access.ts';
import { releaseName } from './period-names.ts';
import {
  APPROVING_BUREAUS,
  ApprovingRole,
  judgeReleaseStep,
  RELEASE_ACTION_LABELS,
  RELEASE_STATE_LABELS,
  RELEASE_STEPS,
  type ReleaseAction,
  type ReleaseRequirement,
  type ReleaseState,
} from './release-steps.ts';
import { RELEASE_CHECK_LABELS, type ReleaseApproval, type ReleaseCheck } from './release-way.ts';
import type { Bilingual } from './text.ts';

/** Why a step of a release is refused, with problems by field. */
export interface ReleaseRefusal {
  status: 403 | 409 | 422;
  text: Bilingual;
  errors?: { field: string; zh: string; en: string }[];
}

/** Facts that decide about a step. */
export interface ReleaseStepFacts {
  role: Role;
  /** Account of the caller. */
  account: string;
  release: {
    id: string;
    state: ReleaseState;
    approvals: Pick<ReleaseApproval, 'role' | 'account'>[];
    withdrawal: { role: ApprovingRole; account: string } | null;
  };
  comment?: string | undefined;
  publishAt?: string | undefined;
  now: Date;
  /** The checklist, for steps that need it. */
  checks: ReleaseCheck[];
}

/** Maximum number of days ahead for which a release is scheduled. */
const MAX_DAYS_AHEAD = 366;
const DAY_MS = 86_400_000;

/** Whether a step needs the checklist. */
export const needsChecks = (from: ReleaseState, action: ReleaseAction): boolean =>
  (RELEASE_STEPS[from][action]?.requires ?? []).some((one) => one === 'sound' || one === 'acknowledged');

/** Why the step cannot be taken now; null if it can. */
export function refusalOfRelease(action: ReleaseAction, facts: ReleaseStepFacts): ReleaseRefusal | null {
  const { release, role } = facts;
  const judged = judgeReleaseStep(role, release.state, action);
  const [state, wish] = [RELEASE_STATE_LABELS[release.state], RELEASE_ACTION_LABELS[action]];
  if (judged === 'never') {
    return conflict(
      `${releaseName(release.id).zh}现为“${state.zh}”，不能${wish.zh}；请刷新后再看`,
      `${releaseName(release.id).en} is ${state.en}: you cannot ${wish.en} it now; reload to see its current state`,
    );
  }
  if (judged === 'refused') {
    return {
      status: 403,
      text: { zh: `您的角色不能${wish.zh}公开数据`, en: `your role may not ${wish.en} a release` },
    };
  }
  for (const requirement of RELEASE_STEPS[release.state][action]?.requires ?? []) {
    const missing = REQUIREMENTS[requirement](facts);
    if (missing) return missing;
  }
  return null;
}

const conflict = (zh: string, en: string): ReleaseRefusal => ({ status: 409, text: { zh, en } });
const invalid = (field: string, zh: string, en: string): ReleaseRefusal => ({
  status: 422,
  text: { zh, en },
  errors: [{ field, zh, en }],
});

const listed = (checks: ReleaseCheck[], language: 'zh' | 'en'): string =>
  checks
    .map(({ id, text }) => `${RELEASE_CHECK_LABELS[id][language]} – ${text[language]}`)
    .join(language === 'zh' ? '；' : '; ');

const REQUIREMENTS: Record<ReleaseRequirement, (facts: ReleaseStepFacts) => ReleaseRefusal | null> = {
  comment: ({ comment = '' }) =>
    comment.trim() === ''
      ? invalid('comment', '请写明理由，会留在记录中', 'give a reason: it is kept in the history')
      : null,
  sound: ({ checks, release }) => {
    const failed = checks.filter(({ outcome }) => outcome === 'error');
    if (failed.length === 0) return null;
    return conflict(
      `${releaseName(release.id).zh}有 ${failed.length} 项检查未通过：${listed(failed, 'zh')}`,
      `${releaseName(release.id).en} fails ${failed.length} checks: ${listed(failed, 'en')}`,
    );
  },
  acknowledged: ({ checks, release }) => {
    const open = checks.filter(({ outcome, acknowledged }) => outcome === 'warning' && acknowledged === null);
    if (open.length === 0) return null;
    return conflict(
      `${releaseName(release.id).zh}有 ${open.length} 项提示须先写明理由确认：${listed(open, 'zh')}`,
      `${releaseName(release.id).en} has ${open.length} warnings to acknowledge with a reason first: ${listed(open, 'en')}`,
    );
  },
  newApprover: ({ release, role, account }) => {
    const same = release.approvals.find((one) => one.account === account || one.role === role);
    if (!same) return null;
    const bureau = APPROVING_BUREAUS[same.role];
    return conflict(
      `${bureau.zh}已批准${releaseName(release.id).zh}；还须另一部门的另一人批准`,
      `${releaseName(release.id).en} was approved by the ${bureau.en} already: another person of the other bureau must approve`,
    );
  },
  laterInstant: ({ publishAt, now }) => {
    const at = publishAt === undefined ? Number.NaN : Date.parse(publishAt);
    const isLater = at > now.getTime() && at <= now.getTime() + MAX_DAYS_AHEAD * DAY_MS;
    return isLater
      ? null
      : invalid(
          'publishAt',
          `公布时间须晚于现在、在 ${MAX_DAYS_AHEAD} 天以内`,
          `the time of publication must lie ahead, within ${MAX_DAYS_AHEAD} days`,
        );
  },
  asked: ({ release }) =>
    release.withdrawal === null
      ? conflict(
          `${releaseName(release.id).zh}没有提出撤回`,
          `no withdrawal of ${releaseName(release.id).en} was asked for`,
        )
      : null,
  notAsked: ({ release }) =>
    release.withdrawal === null
      ? null
      : conflict(
          `${releaseName(release.id).zh}已提出撤回，等另一部门同意`,
          `the withdrawal of ${releaseName(release.id).en} waits for the other bureau already`,
        ),
  otherBureau: ({ release: { withdrawal, id }, role, account }) =>
    withdrawal !== null && (withdrawal.role === role || withdrawal.account === account)
      ? conflict(
          `撤回${releaseName(id).zh}须由另一部门的另一人同意`,
          `another person of the other bureau must agree to withdraw ${releaseName(id).en}`,
        )
      : null,
};

/** The bureau that a role approves for; undefined for all others. */
export const approvingRole = (role: Role): ApprovingRole | undefined => ApprovingRole.safeParse(role).data;
