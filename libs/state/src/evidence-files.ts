import { instantInShanghai } from '@skill-ledger/contracts';
import { type Kysely, sql } from 'kysely';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** Bytes of evidence stored: by one account, and by all. */
export async function evidenceUsage(store: Store, account: string): Promise<{ own: number; all: number }> {
  const row = await store
    .selectFrom('evidence_file')
    .select([
      sql<number>`coalesce(sum(CASE WHEN account = ${account} THEN bytes ELSE 0 END), 0)`.as('own'),
      sql<number>`coalesce(sum(bytes), 0)`.as('all'),
    ])
    .executeTakeFirstOrThrow();
  return { own: Number(row.own), all: Number(row.all) };
}

/** Counts a stored file toward an account's quota; a file that is already stored is not counted again. */
export async function addEvidenceFile(
  store: Store,
  { sha256, bytes, account }: { sha256: string; bytes: number; account: string },
): Promise<void> {
  await store
    .insertInto('evidence_file')
    .values({ sha256, bytes, account, at: instantInShanghai() })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}
