import type { Account } from '@skill-ledger/contracts';

/** The page on which an account begins after signing in: its own score for a unit, else the overview. */
export const landingOf = ({ role }: Pick<Account, 'role'>): '/scores' | '/' =>
  role === 'unit' ? '/scores' : '/';

/** Whether the address names no page that is wanted: what is opened there is where the account begins. */
export const isEntrance = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): boolean =>
  pathname === '/sign-in' ||
  (pathname === '/' && [...new URLSearchParams(search).keys()].every((key) => key === 'lang'));
