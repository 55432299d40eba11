import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

/** What the leadership has settled for everybody. */
export type SettingName = 'figures.shared';

export async function readSetting(store: Kysely<StateTables>, name: SettingName): Promise<string | null> {
  const row = await store.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(within: Change, name: SettingName, value: string): Promise<void> {
  await within
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
