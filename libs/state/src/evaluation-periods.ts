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
  /** Last day on which a form can be filled in for the first time. */
  closesOn: string | null;
  closedAt: string | null;
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
  closesOn: row.closes_on,
  closedAt: row.closed_at,
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

/** @returns whether it was opened: false if it already was */
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
      closes_on: period.closesOn,
      closed_at: period.closedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Records when a period was closed, finalised or published, and when it closes; null resets it. */
export async function markPeriod(
  within: Change,
  id: string,
  marks: Partial<Pick<StoredPeriod, 'finalisedAt' | 'publishedAt' | 'closesOn' | 'closedAt'>>,
): Promise<void> {
  await within
    .updateTable('evaluation_period')
    .set({
      ...(marks.finalisedAt !== undefined && { finalised_at: marks.finalisedAt }),
      ...(marks.publishedAt !== undefined && { published_at: marks.publishedAt }),
      ...(marks.closesOn !== undefined && { closes_on: marks.closesOn }),
      ...(marks.closedAt !== undefined && { closed_at: marks.closedAt }),
    })
    .where('id', '=', id)
    .execute();
}
