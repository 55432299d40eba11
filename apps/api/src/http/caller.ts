import type { Account, FigureQuery } from '@skill-ledger/contracts';
import type { Actor, Session, StepAuthor } from '@skill-ledger/state';

/** The authenticated caller. */
export interface Caller {
  account: Account;
  session: Session;
  /** Network address. */
  address: string;
  /** Whether the figures of all units are shared with the units. */
  figuresShared: boolean;
}

/** The caller as written to the audit log. */
export const actorOf = ({ account, address }: Caller): Actor => ({
  name: account.name,
  role: account.role,
  unit: account.unit,
  address,
});

/** The caller as histories name them. */
export const authorOf = ({ account: { name, displayName, unit } }: Caller): StepAuthor => ({
  account: name,
  displayName,
  unit,
});

/**
 * The unit to whose rows the caller is restricted; undefined for callers who read all. A unit account that
 * has no unit reads nothing.
 */
export const ownUnit = ({ account }: Caller): string | undefined =>
  account.role === 'unit' ? (account.unit ?? '') : undefined;

/** Whether the caller sees unmasked personal values: a purpose has been stated. */
export const seesPersonalData = ({ session }: Caller): boolean => session.purpose !== null;

/** The query restricted to the caller's own unit; null if it asks for another unit. */
export function restrictedToUnit<Q extends FigureQuery>(query: Q, unit: string | undefined): Q | null {
  if (unit === undefined) return query;
  if (query.unit?.some((asked) => asked !== unit)) return null;
  return { ...query, unit: [unit] };
}
