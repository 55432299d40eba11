import { z } from 'zod';
import { type Capability, may, type Role } from './access.ts';
import type { Bilingual } from './text.ts';

/** State of a name list (公示) (spec 11, "Name lists"). */
export const NoticeState = z.enum(['running', 'ended', 'stopped']);
export type NoticeState = z.infer<typeof NoticeState>;

export const NOTICE_STATE_LABELS: Record<NoticeState, Bilingual> = {
  running: { zh: '公示中', en: 'running' },
  ended: { zh: '已期满', en: 'over' },
  stopped: { zh: '已撤下', en: 'taken down' },
};

/** Steps of a notice; `end` is taken by the schedule. */
export const NoticeAction = z.enum(['open', 'stop', 'end']);
export type NoticeAction = z.infer<typeof NoticeAction>;

export const ObjectionState = z.enum(['open', 'upheld', 'dismissed']);
export type ObjectionState = z.infer<typeof ObjectionState>;

export const OBJECTION_STATE_LABELS: Record<ObjectionState, Bilingual> = {
  open: { zh: '待答复', en: 'to be answered' },
  upheld: { zh: '异议成立', en: 'upheld' },
  dismissed: { zh: '异议不成立', en: 'dismissed' },
};

/** Steps of an objection; `file` is taken by the public. */
export const ObjectionAction = z.enum(['file', 'hold', 'uphold', 'dismiss']);
export type ObjectionAction = z.infer<typeof ObjectionAction>;

export const NOTICE_EVENT_LABELS: Record<NoticeAction | ObjectionAction, Bilingual> = {
  open: { zh: '发布公示', en: 'open' },
  stop: { zh: '撤下', en: 'take down' },
  end: { zh: '期满', en: 'end' },
  file: { zh: '收到异议', en: 'objection received' },
  hold: { zh: '改变暂缓范围', en: 'change what is held' },
  uphold: { zh: '认定异议成立', en: 'uphold' },
  dismiss: { zh: '认定异议不成立', en: 'dismiss' },
};

/** What an open objection holds from payment: its row, or the whole notice. */
export const Hold = z.enum(['row', 'notice']);
export type Hold = z.infer<typeof Hold>;

export const HOLD_LABELS: Record<Hold, Bilingual> = {
  row: { zh: '只暂缓该行', en: 'its row' },
  notice: { zh: '暂缓整份名单', en: 'the whole list' },
};

interface NoticeStep<State> {
  to: State;
  /** Null: taken by the schedule, not by a role. */
  capability: Capability | null;
  /** A reason or an answer. */
  needsText: boolean;
}

/** The single table of a notice's steps. */
export const NOTICE_STEPS: Record<NoticeState, Partial<Record<NoticeAction, NoticeStep<NoticeState>>>> = {
  running: {
    stop: { to: 'stopped', capability: 'notices.open', needsText: true },
    end: { to: 'ended', capability: null, needsText: false },
  },
  ended: {},
  stopped: {},
};

/** The single table of an objection's steps. */
export const OBJECTION_STEPS: Record<
  ObjectionState,
  Partial<Record<ObjectionAction, NoticeStep<ObjectionState>>>
> = {
  open: {
    hold: { to: 'open', capability: 'notices.answer', needsText: false },
    uphold: { to: 'upheld', capability: 'notices.answer', needsText: true },
    dismiss: { to: 'dismissed', capability: 'notices.answer', needsText: true },
  },
  upheld: {},
  dismissed: {},
};

type Judgement = 'allowed' | 'refused' | 'never';

const judge = <State>(role: Role, step: NoticeStep<State> | undefined): Judgement =>
  step === undefined || step.capability === null
    ? 'never'
    : may(role, step.capability)
      ? 'allowed'
      : 'refused';

/** Whether a role may take the step from this state; `never` if no role may. */
export const judgeNoticeStep = (role: Role, from: NoticeState, action: NoticeAction): Judgement =>
  judge(role, NOTICE_STEPS[from][action]);

/** As `judgeNoticeStep`, for an objection. */
export const judgeObjectionStep = (role: Role, from: ObjectionState, action: ObjectionAction): Judgement =>
  judge(role, OBJECTION_STEPS[from][action]);

/** A notice runs to the end of its last day, whether or not the schedule has closed it since. */
export const noticeStateOn = (
  { state, endsOn }: { state: NoticeState; endsOn: string },
  today: string,
): NoticeState => (state === 'running' && today > endsOn ? 'ended' : state);

/** The outcome of a row of a notice. */
export const RowResult = z.enum(['running', 'clear', 'held', 'upheld', 'stopped']);
export type RowResult = z.infer<typeof RowResult>;

export const ROW_RESULT_LABELS: Record<RowResult, Bilingual> = {
  running: { zh: '公示中', en: 'running' },
  clear: { zh: '公示无异议', en: 'no objection' },
  held: { zh: '异议未答复，暂缓发放', en: 'held by an objection' },
  upheld: { zh: '异议成立，不予发放', en: 'objection upheld' },
  stopped: { zh: '公示已撤下', en: 'taken down' },
};

/**
 * The outcome of a row: an objection counts for its row, one without a row for all rows; an open objection that holds the
 * notice counts for all rows until it is answered.
 */
export function rowResult(
  state: NoticeState,
  nth: number,
  objections: readonly { row: number | null; state: ObjectionState; hold: Hold }[],
): RowResult {
  if (state === 'stopped') return 'stopped';
  const isAbout = ({ row }: { row: number | null }): boolean => row === null || row === nth;
  if (objections.some((one) => one.state === 'upheld' && isAbout(one))) return 'upheld';
  if (objections.some((one) => one.state === 'open' && (one.hold === 'notice' || isAbout(one))))
    return 'held';
  return state === 'running' ? 'running' : 'clear';
}
