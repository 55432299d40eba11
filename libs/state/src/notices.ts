import {
  instantInShanghai,
  NO_YUAN,
  type NoticeAction,
  NoticeEvent,
  type NoticeRow,
  type NoticeScope,
  NoticeState,
  type ObjectionAction,
  toYuan,
  type Yuan,
} from '@skill-ledger/contracts';
import type { Kysely, Selectable } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A stored name list. */
export interface StoredNotice {
  id: string;
  scope: NoticeScope;
  startsOn: string;
  endsOn: string;
  days: number;
  clause: string;
  state: NoticeState;
  version: number;
  snapshot: string;
  rows: number;
  persons: number;
  amount: Yuan;
  openedAccount: string | null;
  openedBy: string;
  openedAt: string;
  closedAt: string | null;
  stopReason: string | null;
}

/** A row of a current list, with the random key used in addresses. */
export interface ShownRow extends NoticeRow {
  key: string;
}

/** The part of a row kept after its list has ended: no name, no id. */
export interface ClosedRow {
  nth: number;
  payout: string;
  class: string;
  persons: number;
  amount: Yuan;
}

/** The change is based on another version than the stored one. */
export class StaleNotice extends Error {}

const yuan = (text: string): Yuan => toYuan(text) ?? NO_YUAN;

const noticeOf = (row: Selectable<StateTables['notice']>): StoredNotice => ({
  id: row.id,
  scope: { kind: row.scope_kind as NoticeScope['kind'], value: row.scope_value },
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  days: row.days,
  clause: row.clause,
  state: NoticeState.parse(row.state),
  version: row.version,
  snapshot: row.snapshot,
  rows: row.rows,
  persons: row.persons,
  amount: yuan(row.amount),
  openedAccount: row.opened_account,
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  stopReason: row.stop_reason,
});

/** Every notice, the newest first. */
export async function listNotices(store: Store): Promise<StoredNotice[]> {
  const rows = await store.selectFrom('notice').selectAll().orderBy('id', 'desc').execute();
  return rows.map(noticeOf);
}

export async function findNotice(store: Store, id: string): Promise<StoredNotice | undefined> {
  const row = await store.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
  return row && noticeOf(row);
}

/** Notices count within their year: GS2021-0001. */
export async function nextNoticeId(within: Change, year: string): Promise<string> {
  const last = await within
    .selectFrom('notice')
    .select((of) => of.fn.max('id').as('id'))
    .where('id', 'like', `GS${year}-%`)
    .executeTakeFirst();
  const nth = Number(last?.id?.slice(-4) ?? 0) + 1;
  return `GS${year}-${String(nth).padStart(4, '0')}`;
}

/** Maximum number of rows in one statement of either engine. */
const CHUNK = 500;

/** Stores an opened notice with its rows. */
export async function addNotice(within: Change, notice: StoredNotice, rows: ShownRow[]): Promise<void> {
  const { scope, ...rest } = notice;
  await within
    .insertInto('notice')
    .values({
      id: rest.id,
      scope_kind: scope.kind,
      scope_value: scope.value,
      starts_on: rest.startsOn,
      ends_on: rest.endsOn,
      days: rest.days,
      clause: rest.clause,
      state: rest.state,
      version: rest.version,
      snapshot: rest.snapshot,
      rows: rest.rows,
      persons: rest.persons,
      amount: rest.amount,
      opened_account: rest.openedAccount,
      opened_by: rest.openedBy,
      opened_at: rest.openedAt,
      closed_at: rest.closedAt,
      stop_reason: rest.stopReason,
    })
    .execute();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const values = rows.slice(from, from + CHUNK).map((row) => ({
      notice_id: rest.id,
      nth: row.nth,
      key: row.key,
      payout_id: row.payout,
      class_id: row.class,
      shown_name: row.name,
      shown_id: row.idNumber,
      last4: row.idNumber.slice(-4),
      class_name: row.className,
      project: row.project,
      level: row.level,
      persons: row.persons,
      amount: row.amount,
    }));
    await within.insertInto('notice_row').values(values).execute();
  }
}

/**
 * Ends or stops a notice, and deletes the personal data of its list.
 * @param seen version on which the change is based
 * @throws StaleNotice if the stored version is another
 */
export async function closeNotice(
  within: Change,
  id: string,
  to: { state: NoticeState; stopReason: string | null },
  seen: number,
): Promise<void> {
  const changed = await within
    .updateTable('notice')
    .set({ state: to.state, stop_reason: to.stopReason, closed_at: instantInShanghai(), version: seen + 1 })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new StaleNotice(id);
  const nothing = { shown_name: null, shown_id: null, last4: null };
  await within
    .updateTable('notice_row')
    .set({ ...nothing, class_name: null, project: null, level: null })
    .where('notice_id', '=', id)
    .execute();
}

const shownOf = (row: Selectable<StateTables['notice_row']>): ShownRow => ({
  nth: row.nth,
  key: row.key,
  payout: row.payout_id,
  name: row.shown_name ?? '',
  idNumber: row.shown_id ?? '',
  class: row.class_id,
  className: row.class_name ?? '',
  project: row.project ?? '',
  level: row.level ?? '',
  persons: row.persons,
  amount: yuan(row.amount),
});

/**
 * Rows of a list by their displayed values.
 * @param names the name as entered, and masked as in lists
 * @returns at most `most` + 1 of them, so that the caller knows if there are more
 */
export async function searchRows(
  store: Store,
  notice: string,
  { names, last4, classId }: { names: string[]; last4: string; classId: string },
  most: number,
): Promise<ShownRow[]> {
  let rows = store.selectFrom('notice_row').selectAll().where('notice_id', '=', notice);
  if (names.length > 0) rows = rows.where('shown_name', 'in', names);
  if (last4 !== '') rows = rows.where('last4', '=', last4);
  if (classId !== '') rows = rows.where('class_id', '=', classId);
  const found = await rows
    .orderBy('nth')
    .limit(most + 1)
    .execute();
  return found.map(shownOf);
}

/** The row of a key; undefined if the notice has no such row. */
export async function findRow(store: Store, notice: string, key: string): Promise<ShownRow | undefined> {
  const row = await store
    .selectFrom('notice_row')
    .selectAll()
    .where('notice_id', '=', notice)
    .where('key', '=', key)
    .executeTakeFirst();
  return row && shownOf(row);
}

/** The payouts of a notice, in its order. */
export async function listRows(store: Store, notice: string): Promise<ClosedRow[]> {
  const rows = await store
    .selectFrom('notice_row')
    .select(['nth', 'payout_id', 'class_id', 'persons', 'amount'])
    .where('notice_id', '=', notice)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, payout_id, class_id, persons, amount }) => ({
    ...{ nth, payout: payout_id, class: class_id, persons, amount: yuan(amount) },
  }));
}

/** Adds a step to a notice's history. @param by null for the public and the schedule */
export async function addNoticeEvent(
  within: Change,
  notice: string,
  by: { account: string | null; displayName: string },
  event: { action: NoticeAction | ObjectionAction; objection?: string | undefined; comment?: string | null },
): Promise<void> {
  const last = await within
    .selectFrom('notice_event')
    .select((of) => of.fn.max('nth').as('nth'))
    .where('notice_id', '=', notice)
    .executeTakeFirst();
  await within
    .insertInto('notice_event')
    .values({
      notice_id: notice,
      nth: (last?.nth ?? 0) + 1,
      at: instantInShanghai(),
      account: by.account,
      display_name: by.displayName,
      action: event.action,
      objection_id: event.objection ?? null,
      comment: event.comment || null,
    })
    .execute();
}

/** The steps of a notice, the first one first. */
export async function listNoticeEvents(store: Store, notice: string): Promise<NoticeEvent[]> {
  const rows = await store
    .selectFrom('notice_event')
    .selectAll()
    .where('notice_id', '=', notice)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, display_name, action, objection_id, comment }) =>
    NoticeEvent.parse({ nth, at, by: display_name, action, objection: objection_id, comment }),
  );
}
