import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** Maximum number of saved filters per account. */
export async function listFilters(
  store: Store,
  accountId: string,
): Promise<{ id: string; name: string; query: string }[]> {
  return store
    .selectFrom('saved_filter')
    .select(['id', 'name', 'query'])
    .where('account_id', '=', accountId)
    .orderBy('name')
    .execute();
}

/** Saves a filter; one with the same name is replaced. */
export async function saveFilter(
  within: Change,
  accountId: string,
  { name, query }: { name: string; query: string },
): Promise<void> {
  await within
    .deleteFrom('saved_filter')
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .execute();
  await within
    .insertInto('saved_filter')
    .values({ id: randomUUID(), account_id: accountId, name, query })
    .execute();
}

export async function removeFilter(within: Change, accountId: string, id: string): Promise<void> {
  await within.deleteFrom('saved_filter').where('account_id', '=', accountId).where('id', '=', id).execute();
}
