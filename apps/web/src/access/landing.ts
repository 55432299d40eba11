import type { Account } from '@skill-ledger/contracts';

/** The first page after signing in: a unit's own score, else the overview. */
export const landingOf = ({ role }: Pick<Account, 'role'>): '/scores' | '/' =>
  role === 'unit' ? '/scores' : '/';

/** Whether the address names no particular page, so that the account's first page is opened. */
export const isEntrance = ({ pathname, search }: Pick<Location, 'pathname' | 'search'>): boolean =>
  pathname === '/sign-in' ||
  (pathname === '/' && [...new URLSearchParams(search).keys()].every((key) => key === 'lang'));
