import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Search parameters of the list of tasks. The filter by unit is called `of`: `unit` is that of the figures. */
export const TasksSearch = z.object({
  scope: Text,
  state: Text,
  light: Text,
  of: Text,
  origin: Text,
  search: Text,
  about: Text,
  /** `list`, `calendar` or `units`. */
  view: Text,
  /** Id of the task that is open beside the list. */
  open: Text,
});
export type TasksSearch = z.infer<typeof TasksSearch>;
export const NO_TASK_FILTERS: TasksSearch = TasksSearch.parse({});

/** A new task about a figure: the figure is in the address, so that the page can be reloaded. */
export const GiveSearch = z.object({
  figure: Text,
  /** As-of date of the figure; by default the newest. */
  day: Text,
  /** Filters of the figure as JSON. */
  filters: Text,
});
export type GiveSearch = z.infer<typeof GiveSearch>;
