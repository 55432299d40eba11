import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import {
  type Bilingual,
  dayInShanghai,
  fenOf,
  instantInShanghai,
  judgeNoticeStep,
  judgeObjectionStep,
  NO_YUAN,
  NOTICE_EVENT_LABELS,
  NOTICE_STATE_LABELS,
  NOTICE_STEPS,
  type NoticeRow,
  type NoticeStepRequest,
  noticeStateOn,
  OBJECTION_STATE_LABELS,
  OBJECTION_STEPS,
  OBJECTIONS_AN_HOUR,
  type ObjectionRequest,
  type ObjectionStepRequest,
  rowResult,
  toYuan,
} from '@skill-ledger/contracts';
import { NO_ACCOUNT, record } from './audit.ts';
import { type Change, change } from './change.ts';
import {
  addNotice,
  addNoticeEvent,
  closeNotice,
  findNotice,
  findRow,
  listNotices,
  nextNoticeId,
  StaleNotice,
  type StoredNotice,
} from './notices.ts';
import {
  addObjection,
  countObjections,
  findObjection,
  keepObjection,
  listObjections,
  type StoredObjection,
} from './objections.ts';
import type { State } from './open.ts';
import type { ReleaseBy } from './release-steps.ts';
import { syncTask } from './task-origins.ts';

/** A step that cannot be taken. */
export class NoticeRefused extends Error {
  readonly status: 403 | 404 | 409 | 410 | 422 | 429;
  readonly text: Bilingual;
  readonly field: string | undefined;
  constructor(status: NoticeRefused['status'], zh: string, en: string, field?: string) {
    super(`${zh}\n${en}`);
    this.status = status;
    this.text = { zh, en };
    this.field = field;
  }
}

/** The public and the schedule act without an account; the address of an objector is not stored. */
const PUBLIC = { account: null, displayName: '公众' };
const CLOCK = { account: null, displayName: '日程' };

/**
 * Payouts that another notice shows, or has shown without an objection that was upheld.
 * @param corrected payouts that no longer say what was shown of them: those of notices that are over do not count
 */
export async function payoutsShown(
  state: State | Change,
  corrected: ReadonlySet<string>,
): Promise<Set<string>> {
  const upheld = (await listObjections(state)).filter((one) => one.state === 'upheld');
  const today = dayInShanghai();
  const notices = (await listNotices(state)).map((one) => [one.id, noticeStateOn(one, today)] as const);
  const stateOf = new Map(notices);
  const rows = await state
    .selectFrom('notice_row')
    .select(['notice_id as notice', 'nth', 'payout_id as payout'])
    .execute();
  const isShown = ({ notice, nth, payout }: (typeof rows)[number]): boolean => {
    if (stateOf.get(notice) === 'stopped') return false;
    if (stateOf.get(notice) === 'ended' && corrected.has(payout)) return false;
    const own = upheld.filter((one) => one.notice === notice);
    return rowResult('ended', nth, own) !== 'upheld';
  };
  return new Set(rows.filter(isShown).map(({ payout }) => payout));
}

/** Input for opening a notice. */
export type NewNotice = Pick<StoredNotice, 'scope' | 'startsOn' | 'endsOn' | 'days' | 'clause' | 'snapshot'>;

/** Sums of rows, exact. */
export function sumRows(rows: readonly Pick<NoticeRow, 'persons' | 'amount'>[]) {
  const fen = rows.reduce((sum, { amount }) => sum + fenOf(amount), 0n);
  return {
    rows: rows.length,
    persons: rows.reduce((sum, { persons }) => sum + persons, 0),
    amount: toYuan(`${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`) ?? NO_YUAN,
  };
}

/**
 * Opens a notice for rows that no other notice shows.
 * @param rows in the order they are shown, masked
 * @param corrected as of `payoutsShown`
 * @returns its id
 * @throws NoticeRefused if none is left
 */
export async function openNotice(
  state: State,
  by: ReleaseBy,
  wanted: NewNotice,
  rows: NoticeRow[],
  corrected: ReadonlySet<string> = new Set(),
): Promise<string> {
  return change(state, async (within) => {
    const shown = await payoutsShown(within, corrected);
    const own = rows
      .filter(({ payout }) => !shown.has(payout))
      .map((row, at) => ({ ...row, nth: at + 1, key: randomBytes(12).toString('base64url') }));
    if (own.length === 0) {
      throw new NoticeRefused(
        409,
        '这些补贴都在公示中或已公示过，没有可公示的',
        'all of these payouts are in a notice or were shown before: none is left',
      );
    }
    const id = await nextNoticeId(within, wanted.startsOn.slice(0, 4));
    const { account, displayName } = by.author;
    const mark = { openedAccount: account, openedBy: displayName, openedAt: instantInShanghai() };
    const notice: StoredNotice = {
      ...{ ...wanted, ...mark, ...sumRows(own), id, state: 'running', version: 1 },
      ...{ closedAt: null, stopReason: null },
    };
    await addNotice(within, notice, own);
    await addNoticeEvent(within, id, by.author, { action: 'open' });
    const { scope, startsOn: opensOn } = wanted;
    const detail = { scope, rows: own.length, opensOn };
    await record(within, by.actor, { action: 'notice.open', subject: id, detail });
    return id;
  });
}

/** Removes a notice from the public site. @throws NoticeRefused, StaleNotice */
export async function stopNotice(
  state: State,
  by: ReleaseBy,
  id: string,
  { action, seen, comment = '' }: NoticeStepRequest,
): Promise<void> {
  await change(state, async (within) => {
    const notice = await findNotice(within, id);
    if (!notice) throw unknownNotice(id);
    const now = noticeStateOn(notice, dayInShanghai());
    refuse(judgeNoticeStep(by.role, now, action), NOTICE_EVENT_LABELS[action], NOTICE_STATE_LABELS[now]);
    if (comment === '') throw missing('请写明撤下的理由', 'give a reason for taking it down');
    if (notice.version !== seen) throw new StaleNotice(id);
    await closeNotice(within, id, { state: 'stopped', stopReason: comment }, seen);
    await addNoticeEvent(within, id, by.author, { action, comment });
    await record(within, by.actor, { action: 'notice.stop', subject: id, detail: { commented: true } });
  });
}

/** Ends the notices whose last day has passed: deletes names and ids from their lists. @returns their ids */
export async function endNotices(state: State, today: string): Promise<string[]> {
  return change(state, async (within) => {
    const over = (await listNotices(within)).filter(
      (notice) => notice.state === 'running' && noticeStateOn(notice, today) === 'ended',
    );
    for (const { id, version, rows } of over) {
      const to = NOTICE_STEPS.running.end?.to ?? 'ended';
      await closeNotice(within, id, { state: to, stopReason: null }, version);
      await addNoticeEvent(within, id, CLOCK, { action: 'end' });
      await record(within, NO_ACCOUNT, { action: 'notice.end', subject: id, detail: { rows } });
    }
    return over.map(({ id }) => id);
  });
}

/** Letters and digits that are not easily confused. */
const RECEIPT_SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const newReceipt = (): string =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => RECEIPT_SIGNS[randomInt(RECEIPT_SIGNS.length)]).join(''),
  ).join('-');

/** The stored hash of a receipt. */
export const receiptHash = (receipt: string): string =>
  createHash('sha256').update(receipt.replaceAll('-', '').toUpperCase()).digest('hex');

const HOUR_MS = 3_600_000;

/**
 * Stores an objection of the public, with a task to answer it. It holds its row, or the whole list.
 * @param dueOn last day for the answer
 * @returns its receipt, which is not stored
 * @throws NoticeRefused 404 unknown, 410 over, 429 if there are too many in an hour
 */
export async function fileObjection(
  state: State,
  noticeId: string,
  { row: key, text, contact }: ObjectionRequest,
  dueOn: string,
): Promise<string> {
  const receipt = newReceipt();
  await change(state, async (within) => {
    const notice = await findNotice(within, noticeId);
    if (!notice) throw unknownNotice(noticeId);
    refuseOver(notice);
    const since = instantInShanghai(new Date(Date.now() - HOUR_MS));
    if ((await countObjections(within, noticeId, since)) >= OBJECTIONS_AN_HOUR) {
      throw new NoticeRefused(
        429,
        '本公示一小时内收到的异议过多，请稍后再提交，或到经办机构当面提出',
        'too many objections to this notice within an hour: try again later, or go to the office',
      );
    }
    const row = key === '' ? null : await findRow(within, noticeId, key);
    if (row === undefined) {
      throw new NoticeRefused(422, '没有这一行，请重新查询后再提', 'no such row: search for it again', 'row');
    }
    const objection: StoredObjection = {
      ...{ id: randomUUID(), notice: noticeId, row: row?.nth ?? null, text, contact: contact || null },
      ...{ receiptHash: receiptHash(receipt), filedAt: instantInShanghai(), dueOn },
      ...{ state: 'open', version: 1, hold: row === null ? 'notice' : 'row' },
      ...{ answer: null, answeredBy: null, answeredAt: null },
    };
    await addObjection(within, objection);
    await addNoticeEvent(within, noticeId, PUBLIC, { action: 'file', objection: objection.id });
    await syncTask(within, `objection:${objection.id}`, taskFor(notice, objection), null);
    const detail = { objection: objection.id, dueOn, hold: objection.hold };
    await record(within, NO_ACCOUNT, { action: 'objection.file', subject: noticeId, detail });
  });
  return receipt;
}

const taskFor = (
  { id, openedAccount, openedBy }: StoredNotice,
  { id: objection, dueOn }: StoredObjection,
) => ({
  origin: { kind: 'objection', objection, notice: id } as const,
  text: `答复对公示 ${id} 的异议`,
  ...{ unit: null, account: openedAccount, person: openedBy, dueOn },
});

/** Changes the hold of an objection, upholds or dismisses it. @throws NoticeRefused, StaleNotice */
export async function stepObjection(
  state: State,
  by: ReleaseBy,
  noticeId: string,
  id: string,
  { action, seen, comment = '', hold }: ObjectionStepRequest,
): Promise<void> {
  await change(state, async (within) => {
    const objection = await findObjection(within, id);
    if (objection?.notice !== noticeId) {
      throw new NoticeRefused(404, '没有这条异议', 'there is no such objection');
    }
    const labels = [NOTICE_EVENT_LABELS[action], OBJECTION_STATE_LABELS[objection.state]] as const;
    refuse(judgeObjectionStep(by.role, objection.state, action), ...labels);
    const step = OBJECTION_STEPS[objection.state][action];
    if (step?.needsText && comment === '') {
      throw missing('请写明答复，凭回执可见', 'write the answer: it is shown to who has the receipt');
    }
    if (hold === 'row' && objection.row === null) {
      throw new NoticeRefused(
        422,
        '这条异议针对整份名单，须暂缓整份名单',
        'this objection is about the whole list, which it holds',
        'hold',
      );
    }
    const isAnswered = step !== undefined && step.to !== 'open';
    const answered = { answer: comment, answeredBy: by.author.displayName, answeredAt: instantInShanghai() };
    await keepObjection(
      within,
      {
        ...{ ...objection, state: step?.to ?? objection.state, hold: hold ?? objection.hold },
        ...(isAnswered && answered),
      },
      seen,
    );
    await addNoticeEvent(within, noticeId, by.author, { action, objection: id, comment });
    if (isAnswered) await syncTask(within, `objection:${id}`, null, null);
    const detail = { objection: id, commented: comment !== '', ...(hold && { hold }) };
    await record(within, by.actor, { action: `objection.${action}`, subject: noticeId, detail });
  });
}

/** @throws NoticeRefused 410 if the list has ended */
export function refuseOver(notice: StoredNotice): void {
  if (noticeStateOn(notice, dayInShanghai()) === 'running') return;
  throw new NoticeRefused(
    410,
    `公示 ${notice.id} 已结束，不再受理异议`,
    `notice ${notice.id} is over: objections are no longer taken`,
  );
}

const unknownNotice = (id: string): NoticeRefused =>
  new NoticeRefused(404, `没有公示 ${id}`, `there is no notice ${id}`);
const missing = (zh: string, en: string): NoticeRefused => new NoticeRefused(422, zh, en, 'comment');

function refuse(judged: 'allowed' | 'refused' | 'never', wish: Bilingual, from: Bilingual): void {
  if (judged === 'refused') {
    throw new NoticeRefused(403, `您的角色不能${wish.zh}`, `your role may not ${wish.en}`);
  }
  if (judged === 'never') {
    throw new NoticeRefused(
      409,
      `现为“${from.zh}”，不能${wish.zh}；请刷新后再看`,
      `it is ${from.en}: you cannot ${wish.en}; reload to see its current state`,
    );
  }
}
