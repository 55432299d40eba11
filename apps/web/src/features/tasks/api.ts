import {
  AssigneesAnswer,
  ScheduleAnswer,
  TaskCounts,
  TaskDetail,
  TasksAnswer,
} from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';
import type { TasksSearch } from './search.ts';

/** Key of all queries about tasks: one step may affect all of them. */
export const TASKS_KEY = ['tasks'];

/** The address as the server's query, without empty parameters and those of the page only. */
export function tasksQueryString({ of, open: _, view: __, ...rest }: TasksSearch): Record<string, string> {
  // Closed tasks are listed newest first.
  const active = rest.state === undefined && rest.about === undefined ? 'yes' : undefined;
  return Object.fromEntries(
    Object.entries({ ...rest, unit: of, active }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    ),
  );
}

export const tasksQuery = (address: TasksSearch) =>
  queryOptions({
    queryKey: [...TASKS_KEY, 'list', tasksQueryString(address)],
    queryFn: ({ signal }) => fetchAnswer('tasks', TasksAnswer, tasksQueryString(address), signal),
    placeholderData: keepPreviousData,
  });

/** @param purpose purpose of access to personal values; names of files are masked without one */
export const taskQuery = (id: string, purpose?: string) =>
  queryOptions({
    queryKey: [...TASKS_KEY, 'one', id, purpose],
    queryFn: ({ signal }) => fetchAnswer(`tasks/${id}`, TaskDetail, {}, signal),
    placeholderData: (previous) => (previous?.task.id === id ? previous : undefined),
  });

export const taskCountsQuery = queryOptions({
  queryKey: [...TASKS_KEY, 'counts'],
  queryFn: ({ signal }) => fetchAnswer('tasks/counts', TaskCounts, {}, signal, true),
  refetchInterval: 60_000,
});

export const taskAccountsQuery = queryOptions({
  queryKey: [...TASKS_KEY, 'accounts'],
  queryFn: ({ signal }) => fetchAnswer('tasks/assignees', AssigneesAnswer, {}, signal),
});

export const scheduleQuery = queryOptions({
  queryKey: ['schedule'],
  queryFn: ({ signal }) => fetchAnswer('schedule', ScheduleAnswer, {}, signal, true),
  refetchInterval: 10_000,
});
