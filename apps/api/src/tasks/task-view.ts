import {
  may,
  SOON_WORKING_DAYS,
  type Task,
  type TaskLight,
  type TaskParty,
  taskStepsOf,
  type UnitTasks,
} from '@skill-ledger/contracts';
import type { WorkingDays } from '@skill-ledger/etl';
import type { StoredTask } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';

/** The day and the calendar that lights depend on. */
export interface Today {
  day: string;
  workingDays: WorkingDays;
}

/** Why a task needs a look: overdue, its figure behind, due soon; null for none (spec 12). */
export function lightOf(
  { state, dueOn }: Pick<StoredTask, 'state' | 'dueOn'>,
  isBehind: boolean,
  { day, workingDays }: Today,
): TaskLight | null {
  if (state === 'closed') return null;
  if (dueOn < day) return 'overdue';
  if (isBehind) return 'behind';
  return workingDays.between(day, dueOn) <= SOON_WORKING_DAYS ? 'soon' : null;
}

/** The caller's relation to a task. */
export function partyOf({ account }: Caller, task: StoredTask): TaskParty {
  const isPersonal = task.account !== null;
  const isAssignee = isPersonal
    ? task.account === account.name
    : account.role === 'unit' && task.unit === account.unit;
  return { role: account.role, isAssignee };
}

/** A task as the caller sees it. */
export function viewOf(caller: Caller, task: StoredTask, isBehind: boolean, today: Today): Task {
  const { account: _account, givenAccount, closedAt, state, dueOn, ...rest } = task;
  const party = partyOf(caller, task);
  return {
    ...rest,
    state,
    dueOn,
    closedAt,
    closedInTime: state === 'closed' && closedAt !== null ? closedAt.slice(0, 10) <= dueOn : null,
    light: lightOf(task, isBehind, today),
    workingDaysLeft: state === 'closed' ? null : today.workingDays.between(today.day, dueOn),
    steps: taskStepsOf(party, state),
    isMine: party.isAssignee,
    isGivenByMe: givenAccount === caller.account.name,
  };
}

/** Whether the task waits for the caller: in hand as its assignee, or to be checked by those who may close it. */
export const waitsFor = ({ account: { role } }: Caller, { isMine, state }: Task): boolean =>
  state === 'handedIn' ? may(role, 'tasks.give') : isMine && state !== 'closed';

/** Counts by unit, in the order of the programme's units. */
export function countByUnit(tasks: Task[], units: string[]): UnitTasks[] {
  return units.flatMap((unit) => {
    const own = tasks.filter((task) => task.unit === unit);
    if (own.length === 0) return [];
    const count = (holds: (task: Task) => boolean): number => own.filter(holds).length;
    return [
      {
        unit,
        active: count(({ state }) => state !== 'closed'),
        overdue: count(({ light }) => light === 'overdue'),
        handedIn: count(({ state }) => state === 'handedIn'),
        closed: count(({ state }) => state === 'closed'),
        closedInTime: count(({ closedInTime }) => closedInTime === true),
      },
    ];
  });
}
