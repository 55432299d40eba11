import { Hold, ObjectionState } from '@skill-ledger/contracts';
import type { Kysely, Selectable } from 'kysely';
import type { Change } from './change.ts';
import { StaleNotice } from './notices.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A stored objection. */
export interface StoredObjection {
  id: string;
  notice: string;
  /** Null: about the whole list. */
  row: number | null;
  text: string;
  contact: string | null;
  receiptHash: string;
  filedAt: string;
  dueOn: string;
  state: ObjectionState;
  version: number;
  hold: Hold;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

const objectionOf = (row: Selectable<StateTables['objection']>): StoredObjection => ({
  id: row.id,
  notice: row.notice_id,
  row: row.row_nth,
  text: row.text,
  contact: row.contact,
  receiptHash: row.receipt_hash,
  filedAt: row.filed_at,
  dueOn: row.due_on,
  state: ObjectionState.parse(row.state),
  version: row.version,
  hold: Hold.parse(row.hold),
  answer: row.answer,
  answeredBy: row.answered_by,
  answeredAt: row.answered_at,
});

/** Objections to a notice, or to all, in the order they were filed. */
export async function listObjections(store: Store, notice?: string): Promise<StoredObjection[]> {
  let rows = store.selectFrom('objection').selectAll();
  if (notice !== undefined) rows = rows.where('notice_id', '=', notice);
  return (await rows.orderBy('filed_at').orderBy('id').execute()).map(objectionOf);
}

export async function findObjection(store: Store, id: string): Promise<StoredObjection | undefined> {
  const row = await store.selectFrom('objection').selectAll().where('id', '=', id).executeTakeFirst();
  return row && objectionOf(row);
}

/** The objection of a receipt. @param hash SHA-256 of the receipt */
export async function objectionByReceipt(store: Store, hash: string): Promise<StoredObjection | undefined> {
  const row = await store
    .selectFrom('objection')
    .selectAll()
    .where('receipt_hash', '=', hash)
    .executeTakeFirst();
  return row && objectionOf(row);
}

/** Number of objections to a notice since an instant. */
export async function countObjections(store: Store, notice: string, since: string): Promise<number> {
  const counted = await store
    .selectFrom('objection')
    .select((of) => of.fn.countAll().as('all'))
    .where('notice_id', '=', notice)
    .where('filed_at', '>', since)
    .executeTakeFirst();
  return Number(counted?.all ?? 0);
}

export async function addObjection(within: Change, objection: StoredObjection): Promise<void> {
  await within
    .insertInto('objection')
    .values({
      id: objection.id,
      notice_id: objection.notice,
      row_nth: objection.row,
      text: objection.text,
      contact: objection.contact,
      receipt_hash: objection.receiptHash,
      filed_at: objection.filedAt,
      due_on: objection.dueOn,
      state: objection.state,
      version: objection.version,
      hold: objection.hold,
      answer: objection.answer,
      answered_by: objection.answeredBy,
      answered_at: objection.answeredAt,
    })
    .execute();
}

/**
 * Stores the change of a step.
 * @param seen version on which the change is based
 * @throws StaleNotice if the stored version is another
 */
export async function keepObjection(within: Change, objection: StoredObjection, seen: number): Promise<void> {
  const { state, hold, answer, answeredBy, answeredAt } = objection;
  const changed = await within
    .updateTable('objection')
    .set({ state, hold, answer, answered_by: answeredBy, answered_at: answeredAt, version: seen + 1 })
    .where('id', '=', objection.id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new StaleNotice(objection.notice);
}
