import { z } from 'zod';
import { Yuan } from './money.ts';
import {
  Hold,
  NoticeAction,
  NoticeState,
  ObjectionAction,
  ObjectionState,
  RowResult,
} from './notice-steps.ts';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** Number of a notice: counts within its year, GS2021-0001. */
export const NOTICE_ID = /^GS\d{4}-\d{4}$/;

/** Scope of the payouts: a 主管部门 or 镇街, a class, or a batch. */
export const NoticeScope = z.object({
  kind: z.enum(['unit', 'class', 'batch']),
  value: z.string().trim().min(1).max(100),
});
export type NoticeScope = z.infer<typeof NoticeScope>;

export const NOTICE_SCOPE_LABELS = {
  unit: { zh: '单位', en: 'unit' },
  class: { zh: '班级', en: 'class' },
  batch: { zh: '批次', en: 'batch' },
} as const satisfies Record<NoticeScope['kind'], { zh: string; en: string }>;

/** Maximum number of rows of a notice. */
export const MAX_NOTICE_ROWS = 20_000;

/** Number of payouts of a scope that wait for a notice. */
export const NoticeChoice = NoticeScope.extend({ payouts: z.int(), amount: Yuan });
export type NoticeChoice = z.infer<typeof NoticeChoice>;

export const NoticeSummary = z.object({
  id: z.string().regex(NOTICE_ID),
  scope: NoticeScope,
  startsOn: Day,
  /** Last day on which it is shown. */
  endsOn: Day,
  /** Working days it is shown for, with the clause. */
  days: z.int(),
  clause: z.string(),
  state: NoticeState,
  /** Number of changes so far; sent back with each step as `seen`. */
  version: z.int(),
  snapshot: z.string(),
  /** Payouts, and persons they are for. */
  rows: z.int(),
  persons: z.int(),
  amount: Yuan,
  openedBy: z.string(),
  openedAt: z.string(),
  stopReason: z.string().nullable(),
  /** Working days until the last one; 0 on it; null when the notice is over. */
  daysLeft: z.int().nullable(),
  objections: z.object({ open: z.int(), overdue: z.int(), all: z.int() }),
});
export type NoticeSummary = z.infer<typeof NoticeSummary>;

export const NoticesAnswer = z
  .object({
    today: Day,
    notices: z.array(NoticeSummary),
    /** Scopes for which a notice can be opened. */
    choices: z.array(NoticeChoice),
  })
  .meta({ id: 'NoticesAnswer' });
export type NoticesAnswer = z.infer<typeof NoticesAnswer>;

/** A row of a name list: name and id are masked, whatever the purpose. */
export const NoticeRow = z.object({
  nth: z.int(),
  payout: z.string(),
  name: z.string(),
  idNumber: z.string(),
  class: z.string(),
  className: z.string(),
  project: z.string(),
  level: z.string(),
  persons: z.int(),
  amount: Yuan,
});
export type NoticeRow = z.infer<typeof NoticeRow>;

/** Preview of a notice before it is opened. */
export const NoticePreview = z
  .object({
    startsOn: Day,
    /** Null if the calendar ends before it; `refused` has the reason. */
    endsOn: Day.nullable(),
    refused: Bilingual.nullable(),
    days: z.int(),
    clause: z.string(),
    rows: z.int(),
    persons: z.int(),
    amount: Yuan,
    /** Omitted payouts: another notice shows or has shown them. */
    shownBefore: z.int(),
    /** The first rows. */
    sample: z.array(NoticeRow),
  })
  .meta({ id: 'NoticePreview' });
export type NoticePreview = z.infer<typeof NoticePreview>;

export const Objection = z.object({
  id: z.string(),
  state: ObjectionState,
  version: z.int(),
  /** Its row; null if it is about the whole list. */
  row: z.int().nullable(),
  payout: z.string().nullable(),
  class: z.string().nullable(),
  hold: Hold,
  /** Free text of the public: masked until a purpose is stated. */
  text: z.string(),
  contact: z.string().nullable(),
  filedAt: z.string(),
  dueOn: Day,
  isOverdue: z.boolean(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  /** Steps that the caller's role may take from here. */
  steps: z.array(ObjectionAction),
});
export type Objection = z.infer<typeof Objection>;

export const NoticeEvent = z.object({
  nth: z.int(),
  at: z.string(),
  by: z.string(),
  action: z.union([NoticeAction, ObjectionAction]),
  objection: z.string().nullable(),
  comment: z.string().nullable(),
});
export type NoticeEvent = z.infer<typeof NoticeEvent>;

export const NoticeAnswer = z
  .object({
    notice: NoticeSummary,
    objections: z.array(Objection),
    events: z.array(NoticeEvent),
    /** Number of rows by outcome. */
    results: z.array(z.object({ result: RowResult, rows: z.int() })),
    steps: z.array(NoticeAction),
  })
  .meta({ id: 'NoticeAnswer' });
export type NoticeAnswer = z.infer<typeof NoticeAnswer>;

const ScopeQuery = z.object({ kind: NoticeScope.shape.kind, value: NoticeScope.shape.value });
export const NoticePreviewQuery = ScopeQuery.extend({ startsOn: Day.optional() });
export type NoticePreviewQuery = z.infer<typeof NoticePreviewQuery>;

export const OpenNoticeRequest = z.object({
  scope: NoticeScope,
  /** Today if omitted. */
  startsOn: Day.optional(),
});
export type OpenNoticeRequest = z.infer<typeof OpenNoticeRequest>;
export const NoticeOpened = z.object({ id: z.string() }).meta({ id: 'NoticeOpened' });
export type NoticeOpened = z.infer<typeof NoticeOpened>;

export const MAX_NOTICE_TEXT = 2000;
const NoticeText = z.string().trim().max(MAX_NOTICE_TEXT).default('');

export const NoticeStepRequest = z.object({
  action: z.enum(['stop']),
  /** `version` that the caller saw. */
  seen: z.int().nonnegative(),
  comment: NoticeText,
});
export type NoticeStepRequest = z.input<typeof NoticeStepRequest>;

export const ObjectionStepRequest = z
  .object({
    action: ObjectionAction.exclude(['file']),
    seen: z.int().nonnegative(),
    /** The answer: shown to the holder of the receipt. */
    comment: NoticeText,
    hold: Hold.optional(),
  })
  .refine(({ action, hold }) => action !== 'hold' || hold !== undefined, {
    path: ['hold'],
    message: '请选择暂缓的范围 · choose what is held',
  });
export type ObjectionStepRequest = z.input<typeof ObjectionStepRequest>;

/** A search of a list by the public: a name or the last four digits, and optionally a class. */
export const PayeeSearch = z
  .object({
    name: z.string().trim().max(100).default(''),
    /** Of the id, X included. */
    last4: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^(\d{3}[\dX])?$/, '请填证件号码的最后四位 · the last four characters of the id')
      .default(''),
    class: z.string().trim().max(64).default(''),
  })
  .refine(({ name, last4 }) => name !== '' || last4 !== '', {
    path: ['name'],
    message: '请填姓名或证件号码后四位 · give a name, or the last four digits',
  });
export type PayeeSearch = z.infer<typeof PayeeSearch>;
/** Maximum number of rows shown for one search term; with more, a second one is required. */
export const FEW_PAYEES = 10;

/** An objection by the public. */
export const ObjectionRequest = z.object({
  /** Key of a row that a search has found; empty for the whole list. */
  row: z.string().max(40).default(''),
  text: z
    .string()
    .trim()
    .min(1, '请写明异议的内容 · say what you object to')
    .max(MAX_NOTICE_TEXT, `最多 ${MAX_NOTICE_TEXT} 字 · at most ${MAX_NOTICE_TEXT} characters`),
  contact: z.string().trim().max(200).default(''),
});
export type ObjectionRequest = z.infer<typeof ObjectionRequest>;
/** Maximum size of an objection in bytes: text and fields, encoded. */
export const MAX_OBJECTION_BYTES = 64 * 1024;
/** Maximum number of objections to one notice in an hour, from all addresses. */
export const OBJECTIONS_AN_HOUR = 60;

/** Receipt of an objection: three groups of four characters. */
export const ReceiptQuery = z.object({
  receipt: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z]{4}$/),
});
export type ReceiptQuery = z.infer<typeof ReceiptQuery>;
