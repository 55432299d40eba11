import { randomUUID } from 'node:crypto';
import {
  dayInShanghai,
  Importance,
  instantInShanghai,
  TaskEvent,
  type TaskFileInfo,
  TaskOrigin,
  TaskState,
} from '@skill-ledger/contracts';
import type { Kysely, Selectable } from 'kysely';
import type { StepAuthor } from './cases.ts';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A task as it is kept; light and steps depend on the day and the caller. */
export interface StoredTask {
  id: string;
  number: string;
  origin: TaskOrigin;
  text: string;
  unit: string | null;
  account: string | null;
  person: string | null;
  dueOn: string;
  importance: Importance;
  state: TaskState;
  version: number;
  givenAccount: string | null;
  givenBy: string;
  givenAt: string;
  closedAt: string | null;
  closedByItself: boolean;
}

/** Who is to do what by when. */
export interface NewTask {
  origin: TaskOrigin;
  text: string;
  unit: string | null;
  account?: string | null;
  /** Name others see of the account. */
  person?: string | null;
  dueOn: string;
  importance?: Importance;
}

/** The task was changed since it was seen. */
export class StaleTask extends Error {}

/** Who acts where no person does. */
const BY_ITSELF = { account: null, displayName: '系统', unit: null };

/** What a task is about, to be found again. */
export function originKey(origin: TaskOrigin, unit: string | null): string {
  switch (origin.kind) {
    case 'figure':
      return `figure:${origin.figure}`;
    case 'finding':
      return `finding:${origin.finding}`;
    case 'form':
    case 'rectification':
      return `${origin.kind}:${origin.form}`;
    case 'handIn':
      return `handIn:${unit ?? ''}:${origin.ledger}`;
    case 'objection':
      return `objection:${origin.objection}`;
    case 'other':
      return 'other';
  }
}

/** Gives a task. @param by null where it comes about by itself @returns its id */
export async function addTask(within: Change, task: NewTask, by: StepAuthor | null): Promise<string> {
  const id = randomUUID();
  const at = instantInShanghai();
  await within
    .insertInto('task')
    .values({
      id,
      number: await nextNumber(within, dayInShanghai().slice(0, 4)),
      origin_kind: task.origin.kind,
      origin_key: originKey(task.origin, task.unit),
      origin: JSON.stringify(task.origin),
      text: task.text,
      unit: task.unit,
      account: task.account ?? null,
      person: task.person ?? null,
      due_on: task.dueOn,
      importance: task.importance ?? 'normal',
      state: 'open',
      version: 1,
      given_account: by?.account ?? null,
      given_by: (by ?? BY_ITSELF).displayName,
      given_at: at,
      closed_at: null,
      closed_by_itself: 0,
    })
    .execute();
  await addEvent(within, { id, nth: 1, to: 'open' }, by, { action: 'give', comment: null, detail: null });
  return id;
}

/** 督办单 numbers count within their year. */
async function nextNumber(within: Change, year: string): Promise<string> {
  const last = await within
    .selectFrom('task')
    .select((of) => of.fn.max('number').as('number'))
    .where('number', 'like', `${year}-%`)
    .executeTakeFirst();
  const count = Number(last?.number?.slice(year.length + 1) ?? 0) + 1;
  return `${year}-${String(count).padStart(5, '0')}`;
}

/** What a step changes; what is left out stays. */
export interface TaskChange {
  action: TaskEvent['action'];
  state?: TaskState;
  dueOn?: string;
  importance?: Importance;
  unit?: string | null;
  account?: string | null;
  person?: string | null;
  comment?: string | null;
  detail?: string | null;
}

/**
 * Changes a task and adds the step to its history. Which steps are allowed is judged by the caller.
 * @param by null where it happens by itself
 * @param seen version that the caller has read; omitted for automatic steps
 * @throws StaleTask where it was changed since
 */
export async function stepTask(
  within: Change,
  id: string,
  change: TaskChange,
  by: StepAuthor | null,
  seen?: number,
): Promise<void> {
  const row = await within
    .selectFrom('task')
    .select(['version', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || (seen !== undefined && seen !== row.version)) throw new StaleTask(id);
  const to = change.state ?? TaskState.parse(row.state);
  await within
    .updateTable('task')
    .set({
      version: row.version + 1,
      state: to,
      ...(change.dueOn !== undefined && { due_on: change.dueOn }),
      ...(change.importance !== undefined && { importance: change.importance }),
      ...(change.unit !== undefined && { unit: change.unit }),
      ...(change.account !== undefined && { account: change.account }),
      ...(change.person !== undefined && { person: change.person }),
      ...(change.state !== undefined && {
        closed_at: to === 'closed' ? instantInShanghai() : null,
        closed_by_itself: to === 'closed' && by === null ? 1 : 0,
      }),
    })
    .where('id', '=', id)
    .execute();
  await addEvent(within, { id, nth: row.version + 1, to }, by, {
    action: change.action,
    comment: change.comment ?? null,
    detail: change.detail ?? change.dueOn ?? null,
  });
}

async function addEvent(
  within: Change,
  { id, nth, to }: { id: string; nth: number; to: TaskState },
  by: StepAuthor | null,
  event: Pick<TaskEvent, 'action' | 'comment' | 'detail'>,
): Promise<void> {
  const { account, displayName, unit } = by ?? BY_ITSELF;
  await within
    .insertInto('task_event')
    .values({
      task_id: id,
      nth,
      at: instantInShanghai(),
      account,
      display_name: displayName,
      unit,
      action: event.action,
      to_state: to,
      comment: event.comment,
      detail: event.detail,
    })
    .execute();
}

/** A row of the table as it is kept. */
export function taskOf(row: Selectable<StateTables['task']>): StoredTask {
  return {
    id: row.id,
    number: row.number,
    origin: TaskOrigin.parse(JSON.parse(row.origin)),
    text: row.text,
    unit: row.unit,
    account: row.account,
    person: row.person,
    dueOn: row.due_on,
    importance: Importance.parse(row.importance),
    state: TaskState.parse(row.state),
    version: row.version,
    givenAccount: row.given_account,
    givenBy: row.given_by,
    givenAt: row.given_at,
    closedAt: row.closed_at,
    closedByItself: row.closed_by_itself === 1,
  };
}

/** Whose tasks are seen: those of a unit, an account of it included; all where it is left out. */
interface TaskReach {
  unit?: string | undefined;
}

/** Tasks within reach, those not closed first, by due date. */
export async function listTasks(store: Store, { unit }: TaskReach = {}): Promise<StoredTask[]> {
  let tasks = store.selectFrom('task').selectAll();
  if (unit !== undefined) tasks = tasks.where('unit', '=', unit);
  const rows = await tasks.orderBy('due_on').orderBy('number').execute();
  return rows.map(taskOf);
}

export async function findTask(store: Store, id: string): Promise<StoredTask | undefined> {
  const row = await store.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
  return row && taskOf(row);
}

/** The steps of a task, the first one first. */
export async function listTaskEvents(store: Store, id: string): Promise<TaskEvent[]> {
  const rows = await store
    .selectFrom('task_event')
    .selectAll()
    .where('task_id', '=', id)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, display_name, unit, action, to_state, comment, detail }) =>
    TaskEvent.parse({ nth, at, by: display_name, unit, action, to: to_state, comment, detail }),
  );
}

export async function addTaskFile(
  within: Change,
  taskId: string,
  file: Pick<TaskFileInfo, 'name' | 'sha256' | 'bytes' | 'by'>,
): Promise<void> {
  const { by, ...rest } = file;
  await within
    .insertInto('task_file')
    .values({ id: randomUUID(), task_id: taskId, ...rest, by_name: by, at: instantInShanghai() })
    .execute();
}

export async function listTaskFiles(store: Store, taskId: string): Promise<TaskFileInfo[]> {
  const rows = await store
    .selectFrom('task_file')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('at')
    .execute();
  return rows.map(({ id, name, sha256, bytes, by_name, at }) => ({
    id,
    name,
    sha256,
    bytes,
    by: by_name,
    at,
  }));
}
