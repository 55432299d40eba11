import {
  dayInShanghai,
  judgeObjectionStep,
  type NoticeSummary,
  noticeStateOn,
  type Objection,
  ObjectionAction,
  type Role,
  type RowResult,
  rowResult,
} from '@skill-ledger/contracts';
import { maskFreeText, type PublicNotice } from '@skill-ledger/etl';
import type { StoredNotice, StoredObjection } from '@skill-ledger/state';

/** Working days from one day to another. */
type Between = (from: string, to: string) => number;

/** A notice as the office sees it today. */
export function summaryOf(
  notice: StoredNotice,
  objections: StoredObjection[],
  between: Between,
): NoticeSummary {
  const today = dayInShanghai();
  const state = noticeStateOn(notice, today);
  const { openedAccount: _, closedAt: __, ...rest } = notice;
  const open = objections.filter((one) => one.state === 'open');
  return {
    ...rest,
    state,
    daysLeft: state === 'running' ? between(today, notice.endsOn) : null,
    objections: {
      open: open.length,
      overdue: open.filter(({ dueOn }) => dueOn < today).length,
      all: objections.length,
    },
  };
}

/** A notice as the public sees it. */
export function publicOf(
  notice: StoredNotice,
  objections: StoredObjection[],
  between: Between,
): PublicNotice {
  const { id, scope, startsOn, endsOn, days, clause, rows, persons, amount, state, stopReason, daysLeft } =
    summaryOf(notice, objections, between);
  return {
    ...{ id, scope, startsOn, endsOn, days, clause, rows, persons, amount, state, stopReason, daysLeft },
    objections: {
      all: objections.length,
      upheld: objections.filter((one) => one.state === 'upheld').length,
    },
  };
}

/** An objection as the office sees it. @param isMasked no purpose was stated: what the public wrote stays hidden */
export function objectionOf(
  { receiptHash: _, notice: __, ...objection }: StoredObjection,
  row: { payout: string; class: string } | undefined,
  { role, isMasked }: { role: Role; isMasked: boolean },
): Objection {
  const { text, contact, state, dueOn } = objection;
  return {
    ...objection,
    payout: row?.payout ?? null,
    class: row?.class ?? null,
    text: isMasked ? maskFreeText(text) : text,
    contact: isMasked && contact !== null ? maskFreeText(contact) : contact,
    isOverdue: state === 'open' && dueOn < dayInShanghai(),
    steps: ObjectionAction.options.filter((action) => judgeObjectionStep(role, state, action) === 'allowed'),
  };
}

/** Path of the page of a notice. */
export const pathOfNotice = (id: string): string => `/releases/notices/${id}`;

/** What became of each row of a notice. */
export function resultsOf(
  notice: StoredNotice,
  rows: readonly { nth: number }[],
  objections: StoredObjection[],
): Map<number, RowResult> {
  const state = noticeStateOn(notice, dayInShanghai());
  return new Map(rows.map(({ nth }) => [nth, rowResult(state, nth, objections)]));
}
