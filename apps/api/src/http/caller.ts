import type { Account, FigureQuery } from '@skill-ledger/contracts';
import type { Actor, Session, StepAuthor } from '@skill-ledger/state';

/** Who asks, as the server knows them. */
export interface Caller {
  account: Account;
  session: Session;
  /** Network address. */
  address: string;
  /** Whether the leadership shares everybody's figures with the units. */
  figuresShared: boolean;
}

/** The caller as the audit log names them. */
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
 * The unit to whose rows the caller is held; undefined for callers who read those of all. An account of a unit that
 * names none reads nothing.
 */
export const ownUnit = ({ account }: Caller): string | undefined =>
  account.role === 'unit' ? (account.unit ?? '') : undefined;

/** Whether the caller sees personal values as they are: what they are looked at for has been said. */
export const seesPersons = ({ session }: Caller): boolean => session.purpose !== null;

/** The question held to the caller's own unit; null where it asks for another's. */
export function heldToUnit<Q extends FigureQuery>(query: Q, unit: string | undefined): Q | null {
  if (unit === undefined) return query;
  if (query.unit?.some((asked) => asked !== unit)) return null;
  return { ...query, unit: [unit] };
}
