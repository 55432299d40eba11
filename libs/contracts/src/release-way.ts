import { z } from 'zod';
import { ReleaseDifference } from './published-releases.ts';
import { Day, Instant } from './query.ts';
import { ApprovingRole, ReleaseAction, ReleaseState } from './release-steps.ts';
import { RELEASE_ID } from './releases.ts';
import { Bilingual } from './text.ts';

/** Checks before a release is published. */
export const ReleaseCheckId = z.enum([
  'bundle',
  'sums',
  'suppression',
  'scan',
  'definitions',
  'snapshot',
  'complete',
  'quarantine',
  'findings',
]);
export type ReleaseCheckId = z.infer<typeof ReleaseCheckId>;

export const RELEASE_CHECK_LABELS: Record<ReleaseCheckId, Bilingual> = {
  bundle: { zh: '数据包完整、未被改动', en: 'Bundle whole and unchanged' },
  sums: { zh: '各表合计一致', en: 'Sums agree across tables' },
  suppression: { zh: '小单元格推算不出', en: 'Small cells cannot be worked out' },
  scan: { zh: '不含个人信息', en: 'No personal data' },
  definitions: { zh: '指标口径与依据齐全', en: 'Definitions and clauses present' },
  snapshot: { zh: '数据与当前快照一致', en: 'Made from the current snapshot' },
  complete: { zh: '本期数据已到期末', en: 'Data reach the end of the period' },
  quarantine: { zh: '待修正的行', en: 'Rows in quarantine' },
  findings: { zh: '未办结的高风险线索', en: 'Open findings of high severity' },
};

/** One line of the checklist: an error blocks, a warning needs an acknowledgement with a reason. */
export const ReleaseCheck = z.object({
  id: ReleaseCheckId,
  outcome: z.enum(['ok', 'warning', 'error']),
  text: Bilingual,
  /** Page on which it can be fixed; null if there is none. */
  link: z.string().nullable(),
  /** Valid as long as the text of the warning stays the same. */
  acknowledged: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
});
export type ReleaseCheck = z.infer<typeof ReleaseCheck>;

const Named = { by: z.string(), at: z.string() };
export const ReleaseApproval = z.object({ role: ApprovingRole, account: z.string(), ...Named });
export type ReleaseApproval = z.infer<typeof ReleaseApproval>;

/** A release in lists. */
export const ReleaseSummary = z.object({
  id: z.string().regex(RELEASE_ID),
  period: z.string(),
  revision: z.int().positive(),
  from: Day,
  to: Day,
  asOf: Day,
  state: ReleaseState,
  /** Number of changes so far; sent back with each step as `seen`. */
  version: z.int(),
  snapshot: z.string(),
  /** Public note of a revision. */
  note: z.string().nullable(),
  builtAt: z.string(),
  builtBy: z.string(),
  approvals: z.array(ReleaseApproval.omit({ account: true })),
  /** Scheduled time of publication. */
  publishAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** A withdrawal that waits for the other bureau. */
  withdrawal: z.object({ reason: z.string(), role: ApprovingRole, ...Named }).nullable(),
  withdrawnAt: z.string().nullable(),
  supersedes: z.string().nullable(),
});
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;

/** A period of which a release can be built. */
export const ReleaseChoice = z.object({
  id: z.string(),
  from: Day,
  to: Day,
  /** Last day of publication; null if the programme sets none. */
  dueOn: Day.nullable(),
  /** The revision that would be built. */
  revision: z.int().positive(),
});
export type ReleaseChoice = z.infer<typeof ReleaseChoice>;

export const ReleasesAnswer = z
  .object({
    releases: z.array(ReleaseSummary),
    periods: z.array(ReleaseChoice),
    /** The releases of a demonstration are still being built. */
    isPreparing: z.boolean(),
  })
  .meta({ id: 'ReleasesAnswer' });
export type ReleasesAnswer = z.infer<typeof ReleasesAnswer>;

export const ReleaseEvent = z.object({
  nth: z.int(),
  at: z.string(),
  by: z.string(),
  action: ReleaseAction,
  to: ReleaseState,
  comment: z.string().nullable(),
});
export type ReleaseEvent = z.infer<typeof ReleaseEvent>;

export const ReleaseAnswer = z
  .object({
    release: ReleaseSummary,
    /** Empty where the release is published or over. */
    checks: z.array(ReleaseCheck),
    tables: z.array(
      z.object({
        name: z.string(),
        title: Bilingual,
        fields: z.array(z.object({ name: z.string(), title: Bilingual })),
        rows: z.int(),
        withheld: z.int(),
      }),
    ),
    /** Cells that differ from the revision before; null for a first one. */
    difference: z.array(ReleaseDifference).nullable(),
    events: z.array(ReleaseEvent),
    /** Steps that the caller's role may take from here. */
    steps: z.array(ReleaseAction),
  })
  .meta({ id: 'ReleaseAnswer' });
export type ReleaseAnswer = z.infer<typeof ReleaseAnswer>;

export const MAX_RELEASE_TEXT = 2000;
const ReleaseText = z.string().trim().max(MAX_RELEASE_TEXT);

export const BuildReleaseRequest = z.object({
  period: z.string().trim().min(1).max(20),
  asOf: Day.optional(),
  /** Required of a revision: what changed, for the public. */
  note: ReleaseText.optional(),
});
export type BuildReleaseRequest = z.infer<typeof BuildReleaseRequest>;

export const ReleaseStepRequest = z.object({
  action: ReleaseAction.exclude(['build', 'supersede']),
  /** `version` that the caller saw. */
  seen: z.int().nonnegative(),
  comment: ReleaseText.optional(),
  /** The acknowledged warning. */
  check: ReleaseCheckId.optional(),
  /** Time of publication. */
  publishAt: Instant.optional(),
});
export type ReleaseStepRequest = z.infer<typeof ReleaseStepRequest>;

export const ReleaseBuilt = z.object({ id: z.string() }).meta({ id: 'ReleaseBuilt' });
export type ReleaseBuilt = z.infer<typeof ReleaseBuilt>;
