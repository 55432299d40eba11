import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

/** What the leadership has settled for everybody. */
export type SettingName = 'figures.shared';

export async function readSetting(store: Kysely<StateTables>, name: SettingName): Promise<string | null> {
  const row = await store.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** What makes the ids of findings tell nothing of the persons in their keys, to whoever does not know it. */
export async function findingSecret(store: Kysely<StateTables>): Promise<string> {
  const row = await store
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'findings.secret')
    .executeTakeFirstOrThrow();
  return row.value;
}

export async function writeSetting(within: Change, name: SettingName, value: string): Promise<void> {
  await within
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
