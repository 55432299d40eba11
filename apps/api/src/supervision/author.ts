import type { StepAuthor } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';

/** The caller as recorded in the history of a finding. */
export const authorOf = ({ account: { name, displayName, unit } }: Caller): StepAuthor => ({
  account: name,
  displayName,
  unit,
});
