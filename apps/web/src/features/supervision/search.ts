import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Search parameters of the worklist. The filter by unit is called `of`: `unit` is that of the figures. */
export const WorklistSearch = z.object({
  rule: Text,
  severity: Text,
  of: Text,
  status: Text,
  mine: Text,
  overdue: Text,
  institution: Text,
  offset: Text,
  /** Id of the finding that is open beside the list. */
  open: Text,
});
export type WorklistSearch = z.infer<typeof WorklistSearch>;

/** The whole list: all parameters removed. */
export const NO_FILTERS: WorklistSearch = WorklistSearch.parse({});

/** The person of this row of a finding; an id is never part of an address. */
export const PersonSearch = z.object({ finding: Text, row: Text });

/** The business keys of a finding as text. */
export const formatKey = (key: string): string => key.replaceAll('|', ' · ');
