import { actorOf, type Caller } from '../http/caller.ts';
import type { By } from './take-step.ts';

/** The caller as a form's history and the audit log name them. */
export const byOf = (caller: Caller): By => {
  const { name, displayName, unit } = caller.account;
  return { author: { account: name, displayName, unit }, actor: actorOf(caller) };
};
