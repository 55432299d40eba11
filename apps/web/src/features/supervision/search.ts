import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the worklist keeps in its address. The filter by unit is called `of`: `unit` is that of the figures. */
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

/** The whole list: every part of the address taken out. */
export const NO_FILTERS: WorklistSearch = WorklistSearch.parse({});

/** Whose record: the person behind this row of a finding; an id never stands in an address. */
export const PersonSearch = z.object({ finding: Text, row: Text });

/** The business keys a finding is about, as people read them. */
export const formatKey = (key: string): string => key.replaceAll('|', ' · ');
