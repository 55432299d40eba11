import {
  ApprovingRole,
  instantInShanghai,
  ReleaseApproval,
  ReleaseCheckId,
  ReleaseEvent,
  ReleaseState,
} from '@skill-ledger/contracts';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

const Acknowledged = z.partialRecord(
  ReleaseCheckId,
  z.object({ text: z.string(), reason: z.string(), by: z.string(), at: z.string() }),
);
const Withdrawal = z.object({
  reason: z.string(),
  role: ApprovingRole,
  account: z.string(),
  by: z.string(),
  at: z.string(),
});

/** A stored release. */
export interface StoredRelease {
  id: string;
  period: string;
  revision: number;
  from: string;
  to: string;
  asOf: string;
  state: ReleaseState;
  version: number;
  snapshot: string;
  /** SHA-256 of the bundle's SHA256SUMS when it was built. */
  digest: string;
  /** Ids of the releases that its small cells were protected against. */
  earlier: string[];
  note: string | null;
  builtAt: string;
  builtBy: string;
  /** Valid as long as the text of the warning stays the same. */
  acknowledged: z.infer<typeof Acknowledged>;
  approvals: ReleaseApproval[];
  publishAt: string | null;
  publishedAt: string | null;
  withdrawal: z.infer<typeof Withdrawal> | null;
  withdrawnAt: string | null;
  supersedes: string | null;
}

/** The actor of a step: an account, or the schedule. */
export interface ReleaseAuthor {
  account: string | null;
  displayName: string;
}

/** The change is based on another version than the stored one. */
export class StaleRelease extends Error {
  readonly id: string;
  constructor(id: string) {
    super(`release ${id} was changed in between`);
    this.id = id;
  }
}

const fromRow = (row: Selectable<StateTables['release']>): StoredRelease => ({
  id: row.id,
  period: row.period,
  revision: row.revision,
  from: row.from_day,
  to: row.to_day,
  asOf: row.as_of,
  state: ReleaseState.parse(row.state),
  version: row.version,
  snapshot: row.snapshot,
  digest: row.digest,
  earlier: z.array(z.string()).parse(JSON.parse(row.earlier)),
  note: row.note,
  builtAt: row.built_at,
  builtBy: row.built_by,
  acknowledged: Acknowledged.parse(JSON.parse(row.acknowledged)),
  approvals: z.array(ReleaseApproval).parse(JSON.parse(row.approvals)),
  publishAt: row.publish_at,
  publishedAt: row.published_at,
  withdrawal: row.withdrawal === null ? null : Withdrawal.parse(JSON.parse(row.withdrawal)),
  withdrawnAt: row.withdrawn_at,
  supersedes: row.supersedes,
});

const toRow = (release: StoredRelease): Selectable<StateTables['release']> => ({
  id: release.id,
  period: release.period,
  revision: release.revision,
  from_day: release.from,
  to_day: release.to,
  as_of: release.asOf,
  state: release.state,
  version: release.version,
  snapshot: release.snapshot,
  digest: release.digest,
  earlier: JSON.stringify(release.earlier),
  note: release.note,
  built_at: release.builtAt,
  built_by: release.builtBy,
  acknowledged: JSON.stringify(release.acknowledged),
  approvals: JSON.stringify(release.approvals),
  publish_at: release.publishAt,
  published_at: release.publishedAt,
  withdrawal: release.withdrawal && JSON.stringify(release.withdrawal),
  withdrawn_at: release.withdrawnAt,
  supersedes: release.supersedes,
});

/** Every release, the one about the latest days first, its newest revision first. */
export async function listReleases(store: Store): Promise<StoredRelease[]> {
  const rows = await store
    .selectFrom('release')
    .selectAll()
    .orderBy('to_day', 'desc')
    .orderBy('from_day', 'desc')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(fromRow);
}

export async function findRelease(store: Store, id: string): Promise<StoredRelease | undefined> {
  const row = await store.selectFrom('release').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/**
 * Stores a release and increments its version.
 * @param seen version on which the change is based; 0 for a new one
 * @throws StaleRelease if the stored version is another
 */
export async function keepRelease(within: Change, release: StoredRelease, seen: number): Promise<void> {
  const row = toRow({ ...release, version: seen + 1 });
  const changed = await within
    .updateTable('release')
    .set(row)
    .where('id', '=', release.id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  if (seen > 0 || (await findRelease(within, release.id))) throw new StaleRelease(release.id);
  await within.insertInto('release').values(row).execute();
}

/** Adds a step to a release's history. */
export async function addReleaseEvent(
  within: Change,
  id: string,
  by: ReleaseAuthor,
  event: Pick<ReleaseEvent, 'action' | 'to' | 'comment'>,
): Promise<void> {
  const last = await within
    .selectFrom('release_event')
    .select((of) => of.fn.max('nth').as('nth'))
    .where('release_id', '=', id)
    .executeTakeFirst();
  await within
    .insertInto('release_event')
    .values({
      release_id: id,
      nth: (last?.nth ?? 0) + 1,
      at: instantInShanghai(),
      account: by.account,
      display_name: by.displayName,
      action: event.action,
      to_state: event.to,
      comment: event.comment,
    })
    .execute();
}

/** The steps of a release, the first one first. */
export async function listReleaseEvents(store: Store, id: string): Promise<ReleaseEvent[]> {
  const rows = await store
    .selectFrom('release_event')
    .selectAll()
    .where('release_id', '=', id)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, display_name, action, to_state, comment }) =>
    ReleaseEvent.parse({ nth, at, by: display_name, action, to: to_state, comment }),
  );
}
