import {
  instantInShanghai,
  isEnded,
  NO_YUAN,
  type ReleaseInfo,
  toYuan,
  type Yuan,
} from '@skill-ledger/contracts';
import { decidedFindings, listCases } from './cases.ts';
import { listForms } from './evaluation-forms.ts';
import { findPeriod } from './evaluation-periods.ts';
import type { State } from './open.ts';
import type { StoredRelease } from './releases.ts';
import { findingSecret } from './settings.ts';

/** Decisions in a period: findings by their last decision, and grades if they are published. */
export async function periodDecisions(
  state: State,
  { id, from, to }: { id: string; from: string; to: string },
  asOf?: string,
): Promise<{
  decisions: { finding: string; isVerified: boolean; recovered: Yuan }[];
  secret: string;
  grades: { unit: string; total: string | null; grade: string | null }[] | null;
}> {
  const until = asOf !== undefined && asOf < to ? asOf : to;
  const decided = await decidedFindings(state, from, until);
  const evaluation = await findPeriod(state, id);
  const forms = evaluation?.publishedAt ? await listForms(state, { period: id }) : [];
  return {
    secret: await findingSecret(state),
    decisions: decided.map(({ finding, isConfirmed, recovered }) => ({
      finding,
      isVerified: isConfirmed,
      recovered: toYuan(recovered) ?? NO_YUAN,
    })),
    grades: evaluation?.publishedAt
      ? forms.map(({ unit, reviewTotal, grade }) => ({ unit, total: reviewTotal, grade }))
      : null,
  };
}

/** Facts for the checklist of a release. */
export async function checkContext(
  state: State,
  releases: StoredRelease[],
): Promise<{ secret: string; ended: string[]; published: string[] }> {
  const cases = await listCases(state);
  return {
    secret: await findingSecret(state),
    ended: cases.flatMap(({ id, status }) => (isEnded(status) ? [id] : [])),
    published: everPublished(releases),
  };
}

/** Ids of all releases ever published. */
export const everPublished = (releases: StoredRelease[]): string[] =>
  releases.flatMap(({ id, publishedAt }) => (publishedAt === null ? [] : [id])).sort();

/** Number of the next revision of a period. */
export const nextRevision = (releases: StoredRelease[], period: string): number =>
  releases.filter((one) => one.period === period && one.publishedAt !== null).length + 1;

/** The record of a draft whose bundle was built. */
export const draftOf = (
  info: ReleaseInfo,
  { digest, earlier, by }: { digest: string; earlier: string[]; by: string },
): StoredRelease => ({
  ...{ id: info.id, period: info.period, revision: info.revision, from: info.from, to: info.to },
  ...{ asOf: info.asOf, snapshot: info.snapshot, note: info.note, supersedes: info.supersedes },
  ...{ digest, earlier, builtBy: by, builtAt: instantInShanghai(), state: 'draft', version: 0 },
  ...{ acknowledged: {}, approvals: [], publishAt: null, publishedAt: null },
  ...{ withdrawal: null, withdrawnAt: null },
});
