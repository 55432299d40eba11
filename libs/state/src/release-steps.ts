import {
  type ApprovingRole,
  approvingRole,
  instantInShanghai,
  needsChecks,
  type ReleaseAction,
  type ReleaseCheck,
  type ReleaseRefusal,
  type ReleaseStepRequest,
  type Role,
  refusalOfRelease,
  stateAfter,
} from '@skill-ledger/contracts';
import { type Actor, record } from './audit.ts';
import { type Change, change } from './change.ts';
import type { State } from './open.ts';
import {
  addReleaseEvent,
  findRelease,
  keepRelease,
  type ReleaseAuthor,
  StaleRelease,
  type StoredRelease,
} from './releases.ts';
import { addRun } from './scheduled-runs.ts';

/** The user who takes a step, for the history and for the audit log. */
export interface ReleaseBy {
  role: Role;
  author: ReleaseAuthor;
  actor: Actor;
}

/** A step that cannot be taken. */
export class ReleaseRefused extends Error {
  readonly refusal: ReleaseRefusal;
  constructor(refusal: ReleaseRefusal) {
    super(`${refusal.text.zh}\n${refusal.text.en}`);
    this.refusal = refusal;
  }
}

/** Stores a built draft, new or replacing the previous one, with the digest of its bundle. */
export async function keepDraft(state: State, by: ReleaseBy, draft: StoredRelease): Promise<void> {
  await change(state, async (within) => {
    const before = await findRelease(within, draft.id);
    refuseStep('build', by, before ?? { ...draft, state: 'draft' }, {}, []);
    await keepRelease(within, draft, before?.version ?? 0);
    await tell(within, by, draft, 'build', { digest: draft.digest });
  });
}

/**
 * The one place where a release goes from state to state: checked and stored in one transaction, with its history and the audit
 * log. The public folder follows from the stored state (`settlePublic` of the library).
 * @param look reads the current checklist; called only by steps that need it
 * @throws ReleaseRefused, StaleRelease
 */
export async function takeReleaseStep(
  state: State,
  by: ReleaseBy,
  id: string,
  request: ReleaseStepRequest,
  look: (release: StoredRelease) => Promise<ReleaseCheck[]>,
): Promise<void> {
  const before = await findRelease(state, id);
  if (!before) throw unknownRelease(id);
  const { action } = request;
  const isAsked = needsChecks(before.state, action) || action === 'acknowledge';
  const checks = isAsked ? await look(before) : [];
  await change(state, async (within) => {
    const release = await findRelease(within, id);
    if (release?.version !== request.seen) throw new StaleRelease(id);
    refuseStep(action, by, release, request, checks);
    await keepRelease(within, changed(release, by, request, checks), release.version);
    await tell(within, by, release, action, detailOf(request), request.comment);
    if (action === 'publish') await supersede(within, by, release);
  });
  if (action === 'schedule' && request.publishAt) {
    // Recorded as requested by a user, separate from the daily run.
    await addRun(state, 'releases', inShanghai(request.publishAt), by.author.displayName);
  }
}

const inShanghai = (instant: string): string => instantInShanghai(new Date(instant));

/** @throws ReleaseRefused */
export function unknownRelease(id: string): ReleaseRefused {
  return new ReleaseRefused({
    status: 409,
    text: { zh: `没有公开数据 ${id}`, en: `there is no release ${id}` },
  });
}

function refuseStep(
  action: ReleaseAction,
  { role, author }: ReleaseBy,
  release: StoredRelease,
  { comment, publishAt }: Pick<ReleaseStepRequest, 'comment' | 'publishAt'>,
  checks: ReleaseCheck[],
): void {
  const facts = { role, account: author.account ?? '', release, comment, publishAt, now: new Date(), checks };
  const refusal = refusalOfRelease(action, facts);
  if (refusal) throw new ReleaseRefused(refusal);
}

/** The release after an allowed step. */
function changed(
  release: StoredRelease,
  by: ReleaseBy,
  { action, comment = '', check, publishAt }: ReleaseStepRequest,
  checks: ReleaseCheck[],
): StoredRelease {
  const mark = { account: by.author.account ?? '', by: by.author.displayName, at: instantInShanghai() };
  const approvals =
    action === 'approve' ? [...release.approvals, { role: bureauOf(by), ...mark }] : release.approvals;
  const next: StoredRelease = { ...release, approvals, state: stateAfter(release.state, action, approvals) };
  switch (action) {
    case 'acknowledge': {
      const warning = checks.find(({ id, outcome }) => id === check && outcome === 'warning');
      if (!warning) throw noWarning(check);
      const { by: name, at } = mark;
      const acknowledged = { text: warning.text.zh, reason: comment, by: name, at };
      return { ...next, acknowledged: { ...release.acknowledged, [warning.id]: acknowledged } };
    }
    case 'return':
    case 'discard':
      return { ...next, approvals: [], publishAt: null };
    case 'schedule':
      return { ...next, publishAt: publishAt === undefined ? null : inShanghai(publishAt) };
    case 'unschedule':
      return { ...next, publishAt: null };
    case 'publish':
      return { ...next, publishAt: null, publishedAt: mark.at };
    case 'askWithdrawal':
      return { ...next, withdrawal: { reason: comment, role: bureauOf(by), ...mark } };
    case 'keep':
      return { ...next, withdrawal: null };
    case 'withdraw':
      return { ...next, withdrawnAt: mark.at };
    default:
      return next;
  }
}

function bureauOf({ role }: ReleaseBy): ApprovingRole {
  const bureau = approvingRole(role);
  if (!bureau) throw new Error(`${role} approves nothing`);
  return bureau;
}

const noWarning = (check: string | undefined): ReleaseRefused =>
  new ReleaseRefused({
    status: 422,
    text: {
      zh: `没有这项提示（${check ?? '未写'}）；请刷新后再看`,
      en: `there is no such warning (${check ?? 'none named'}): reload to see what is left`,
    },
    errors: [{ field: 'check', zh: '请选择清单中的提示', en: 'choose a warning of the checklist' }],
  });

/** Records that a revision has replaced the previous release. */
async function supersede(within: Change, by: ReleaseBy, { supersedes }: StoredRelease): Promise<void> {
  const former = supersedes === null ? undefined : await findRelease(within, supersedes);
  if (former?.state !== 'published') return;
  await keepRelease(within, { ...former, state: 'superseded' }, former.version);
  await tell(within, by, former, 'supersede', {});
}

const detailOf = ({ action, check, publishAt }: ReleaseStepRequest): Record<string, unknown> => ({
  ...(action === 'acknowledge' && { check }),
  ...(action === 'schedule' && { publishAt }),
});

/** Writes the history and the audit log; comments are not written to the log. */
async function tell(
  within: Change,
  by: ReleaseBy,
  release: StoredRelease,
  action: ReleaseAction,
  detail: Record<string, unknown>,
  comment = '',
): Promise<void> {
  const to = (await findRelease(within, release.id))?.state ?? release.state;
  await addReleaseEvent(within, release.id, by.author, { action, to, comment: comment || null });
  await record(within, by.actor, {
    action: `release.${action}`,
    subject: release.id,
    detail: { from: release.state, to, commented: comment !== '', ...detail },
  });
}
