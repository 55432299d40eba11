import { z } from 'zod';
import { FigureValues, Forecast } from './figures.ts';
import { LedgerKind } from './kinds.ts';
import { Day, FILTERS } from './query.ts';
import { TaskAction, TaskState } from './task-steps.ts';
import { Bilingual } from './text.ts';

/** A figure's value: a number, money, a word or a forecast; null if there is none. */
const FigureValue = z.union([z.number(), z.string(), Forecast]).nullable();

const FrozenFilters = z.partialRecord(z.enum(FILTERS), z.array(z.string().max(100)).max(100));

/** The origin of a task, frozen when the task was given (spec 12). */
export const TaskOrigin = z.discriminatedUnion('kind', [
  /** A leader's note on a figure (批示). */
  z.object({
    kind: z.literal('figure'),
    figure: FigureValues.keyof(),
    value: FigureValue,
    asOf: Day,
    snapshot: z.string().max(40),
    filters: FrozenFilters,
  }),
  /** A note on a unit's score: its points in an indicator, or its total. */
  z.object({
    kind: z.literal('score'),
    unit: z.string(),
    period: z.string().max(20),
    scheme: z.string(),
    /** Null for the total. */
    indicator: z.string().max(60).nullable(),
    name: Bilingual,
    /** Points, and how many there are; null where it does not apply. */
    value: z.string().nullable(),
    weight: z.string(),
    asOf: Day,
    snapshot: z.string().max(40),
  }),
  z.object({
    kind: z.literal('finding'),
    finding: z.string().max(16),
    rule: z.string().max(10),
    title: Bilingual,
  }),
  /** A self-evaluation to fill in or correct. */
  z.object({
    kind: z.literal('form'),
    form: z.string().max(36),
    period: z.string().max(20),
    returned: z.boolean(),
  }),
  /** Corrections required by a final evaluation (整改). */
  z.object({ kind: z.literal('rectification'), form: z.string().max(36), period: z.string().max(20) }),
  /** A missing ledger. */
  z.object({ kind: z.literal('handIn'), ledger: LedgerKind }),
  /** An objection to a row of a name list, or to all of it. */
  z.object({ kind: z.literal('objection'), objection: z.string().max(36), notice: z.string().max(20) }),
  /** Any other task given by a user. */
  z.object({ kind: z.literal('other') }),
]);
export type TaskOrigin = z.infer<typeof TaskOrigin>;

export const TASK_ORIGIN_LABELS: Record<TaskOrigin['kind'], Bilingual> = {
  figure: { zh: '指标批示', en: 'note on a figure' },
  score: { zh: '得分批示', en: 'note on a score' },
  finding: { zh: '监管预警', en: 'finding' },
  form: { zh: '绩效自评', en: 'self-evaluation' },
  rectification: { zh: '评价整改', en: 'rectification' },
  handIn: { zh: '台账报送', en: 'ledger' },
  objection: { zh: '公示异议', en: 'objection' },
  other: { zh: '其他事项', en: 'other' },
};

export const Importance = z.enum(['normal', 'high', 'urgent']);
export type Importance = z.infer<typeof Importance>;
export const IMPORTANCE_LABELS: Record<Importance, Bilingual> = {
  normal: { zh: '一般', en: 'normal' },
  high: { zh: '重要', en: 'important' },
  urgent: { zh: '紧急', en: 'urgent' },
};

/** Warnings of a task, the most urgent first; always shown with a word and a shape. */
export const TaskLight = z.enum(['overdue', 'behind', 'soon']);
export type TaskLight = z.infer<typeof TaskLight>;
export const TASK_LIGHT_LABELS: Record<TaskLight, Bilingual> = {
  overdue: { zh: '已逾期', en: 'overdue' },
  behind: { zh: '指标滞后', en: 'figure behind' },
  soon: { zh: '三个工作日内到期', en: 'due within three working days' },
};
/** Working days before the due date from which a task is `soon`. */
export const SOON_WORKING_DAYS = 3;
/** Days before the due date on which a reminder is shown. */
export const REMINDER_DAYS = [7, 3, 0] as const;

export const Task = z.object({
  id: z.string(),
  /** 督办单 number: counts within its year, `2026-00017`. */
  number: z.string(),
  origin: TaskOrigin,
  text: z.string(),
  unit: z.string().nullable(),
  /** Display name of the assigned user; null if it is assigned to the whole unit. */
  person: z.string().nullable(),
  dueOn: Day,
  importance: Importance,
  state: TaskState,
  /** Number of steps so far; sent back with the next one as `seen`. */
  version: z.int(),
  givenBy: z.string(),
  givenAt: z.string(),
  closedAt: z.string().nullable(),
  /** Whether it was closed on its due date or before; null while it is not closed. */
  closedInTime: z.boolean().nullable(),
  /** Closed automatically, because its origin was settled. */
  closedByItself: z.boolean(),
  light: TaskLight.nullable(),
  /** Working days until the due date; negative once it has passed; null once closed. */
  workingDaysLeft: z.int().nullable(),
  steps: z.array(TaskAction),
  isMine: z.boolean(),
  /** The caller gave it. */
  isGivenByMe: z.boolean(),
});
export type Task = z.infer<typeof Task>;

export const TasksQuery = z.object({
  /** Assigned to the user or the unit · given by the user · all visible ones. */
  scope: z.enum(['mine', 'given', 'all']).default('all'),
  state: TaskState.optional(),
  /** Not yet closed. */
  active: z.literal('yes').optional(),
  light: TaskLight.optional(),
  unit: z.string().max(100).optional(),
  origin: z.enum(Object.keys(TASK_ORIGIN_LABELS) as [TaskOrigin['kind'], ...TaskOrigin['kind'][]]).optional(),
  /** In its text or number. */
  search: z.string().trim().max(100).optional(),
  /** Tasks about this finding, form … */
  about: z.string().max(60).optional(),
});
export type TasksQuery = z.infer<typeof TasksQuery>;

/** Open, overdue and in-time closed tasks of a unit. */
export const UnitTasks = z.object({
  unit: z.string(),
  active: z.int(),
  overdue: z.int(),
  handedIn: z.int(),
  closed: z.int(),
  closedInTime: z.int(),
});
export type UnitTasks = z.infer<typeof UnitTasks>;

export const TasksAnswer = z
  .object({ today: Day, tasks: z.array(Task), units: z.array(UnitTasks) })
  .meta({ id: 'TasksAnswer' });
export type TasksAnswer = z.infer<typeof TasksAnswer>;

/** Counts in the header. */
export const TaskCounts = z
  .object({
    /** Tasks that wait for the user or the user's unit. */
    mine: z.int(),
    overdue: z.int(),
    /** Tasks to be checked that the user may close. */
    toCheck: z.int(),
    reminders: z.array(
      z.object({ task: z.string(), number: z.string(), text: z.string(), dueOn: Day, daysLeft: z.int() }),
    ),
  })
  .meta({ id: 'TaskCounts' });
export type TaskCounts = z.infer<typeof TaskCounts>;

export const TaskEvent = z.object({
  nth: z.int(),
  at: z.string(),
  by: z.string(),
  unit: z.string().nullable(),
  action: z.union([TaskAction, z.enum(['give', 'attach', 'closeByItself', 'reopenByItself'])]),
  to: TaskState,
  comment: z.string().nullable(),
  /** Name of an attached file, or the new due date. */
  detail: z.string().nullable(),
});
export type TaskEvent = z.infer<typeof TaskEvent>;

export const TaskFileInfo = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  by: z.string(),
  at: z.string(),
});
export type TaskFileInfo = z.infer<typeof TaskFileInfo>;

export const TaskDetail = z
  .object({
    task: Task,
    events: z.array(TaskEvent),
    files: z.array(TaskFileInfo),
    /** The figure or score of its origin as it is now; null where it is about none, or nothing is loaded. */
    now: z
      .object({
        value: FigureValue,
        /** Of a score: how many points there are now, which follows what applies to the unit. */
        weight: z.string().optional(),
        asOf: Day,
        snapshot: z.string(),
      })
      .nullable(),
    /** Lines to paste into a messenger. */
    plainText: z.string(),
  })
  .meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof TaskDetail>;

const Text = z.string().trim().min(1).max(2000);

/** Origins that users may choose; the others are set by the system. */
export const GivenOrigin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figure'),
    figure: FigureValues.keyof(),
    asOf: Day.optional(),
    filters: FrozenFilters.default({}),
  }),
  z.object({
    kind: z.literal('score'),
    unit: z.string().max(100),
    period: z.string().max(20),
    scheme: z.string().max(60).optional(),
    /** The total, where it is left out. */
    indicator: z.string().max(60).optional(),
    asOf: Day.optional(),
  }),
  z.object({ kind: z.literal('handIn'), ledger: LedgerKind }),
  z.object({ kind: z.literal('other') }),
]);
export type GivenOrigin = z.infer<typeof GivenOrigin>;

/** Maximum number of units that get a task at once. */
export const MAX_TASKS_AT_ONCE = 100;

export const CHOOSE_RECIPIENTS = '请选择一个或多个单位，或者一个账号 · choose units, or one account';

/** Gives one task to each unit, or to one account. */
export const GiveTaskRequest = z
  .object({
    origin: GivenOrigin,
    text: Text,
    units: z.array(z.string().max(100)).max(MAX_TASKS_AT_ONCE).default([]),
    /** Account name. */
    account: z.string().max(60).optional(),
    dueOn: Day,
    importance: Importance.default('normal'),
  })
  .refine(({ units, account }) => units.length > 0 !== (account !== undefined), {
    path: ['units'],
    message: CHOOSE_RECIPIENTS,
  });
export type GiveTaskRequest = z.input<typeof GiveTaskRequest>;

export const GivenTasks = z.object({ ids: z.array(z.string()) }).meta({ id: 'GivenTasks' });
export type GivenTasks = z.infer<typeof GivenTasks>;

/** One step for many tasks: all of them or none. */
export const TaskStepRequest = z
  .object({
    tasks: z
      .array(z.object({ id: z.string().max(36), seen: z.int().min(0) }))
      .min(1)
      .max(500),
    action: TaskAction,
    comment: z.string().trim().max(2000).default(''),
    /** For `change`. */
    dueOn: Day.optional(),
    importance: Importance.optional(),
  })
  .refine(
    ({ action, dueOn, importance }) => action !== 'change' || dueOn !== undefined || importance !== undefined,
    {
      path: ['dueOn'],
      message: '请填写新的期限或重要程度 · give a new due date or importance',
    },
  );
export type TaskStepRequest = z.input<typeof TaskStepRequest>;
