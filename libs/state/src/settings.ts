import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

/** Settings that apply to all users, and what waits for the web hook. */
export type SettingName = 'figures.shared' | 'webHook.outbox';

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

/** When a server first ran on this store: work of the schedule is due since then. @param now kept where none ran before */
export async function firstStart(store: Kysely<StateTables>, now: string): Promise<string> {
  const name = 'schedule.since';
  await store
    .insertInto('setting')
    .values({ name, value: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await store
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
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
