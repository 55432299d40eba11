import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

/** Settings that apply to all users. */
export type SettingName = 'figures.shared';

export async function readSetting(store: Kysely<StateTables>, name: SettingName): Promise<string | null> {
  const row = await store.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Secret for the ids of findings, so that they disclose nothing about the persons in their keys. */
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
