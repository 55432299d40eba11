import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A period that was opened, with the scheme it was opened with. */
export interface StoredPeriod {
  id: string;
  from: string;
  to: string;
  kind: 'annual' | 'monitoring' | 'final';
  dueOn: string;
  /** JSON. */
  scheme: string;
  note: string | null;
  openedAt: string;
  openedBy: string;
  finalisedAt: string | null;
  publishedAt: string | null;
}

const fromRow = (row: StateTables['evaluation_period']): StoredPeriod => ({
  id: row.id,
  from: row.from_day,
  to: row.to_day,
  kind: row.kind as StoredPeriod['kind'],
  dueOn: row.due_on,
  scheme: row.scheme,
  note: row.note,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  finalisedAt: row.finalised_at,
  publishedAt: row.published_at,
});

/** Every period that was opened, the one that ends last first. */
export async function listPeriods(store: Store): Promise<StoredPeriod[]> {
  const rows = await store
    .selectFrom('evaluation_period')
    .selectAll()
    .orderBy('to_day', 'desc')
    .orderBy('from_day')
    .execute();
  return rows.map(fromRow);
}

export async function findPeriod(store: Store, id: string): Promise<StoredPeriod | undefined> {
  const row = await store.selectFrom('evaluation_period').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** @returns whether it was opened: false where it was before */
export async function addPeriod(within: Change, period: StoredPeriod): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await within
    .insertInto('evaluation_period')
    .values({
      id: period.id,
      from_day: period.from,
      to_day: period.to,
      kind: period.kind,
      due_on: period.dueOn,
      scheme: period.scheme,
      note: period.note,
      opened_at: period.openedAt,
      opened_by: period.openedBy,
      finalised_at: period.finalisedAt,
      published_at: period.publishedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Notes when a period was finalised or published; null takes it back. */
export async function markPeriod(
  within: Change,
  id: string,
  marks: { finalisedAt?: string; publishedAt?: string | null },
): Promise<void> {
  await within
    .updateTable('evaluation_period')
    .set({
      ...(marks.finalisedAt !== undefined && { finalised_at: marks.finalisedAt }),
      ...(marks.publishedAt !== undefined && { published_at: marks.publishedAt }),
    })
    .where('id', '=', id)
    .execute();
}
