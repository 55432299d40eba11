import type { Role } from '../../libs/contracts/src/index.ts';
import {
  addAccount,
  change,
  findAccount,
  newAccountRow,
  openSession,
  openState,
  type State,
  setPurpose,
} from '../../libs/state/src/index.ts';

export const COOKIE = 'skill_ledger';

/** Many accounts at once, all of the office and without a password. */
export async function makeAccounts(home: string, names: string[]): Promise<void> {
  const common = { unit: null, demo: false, mustChange: false, role: 'office', password: null } as const;
  const rows = await Promise.all(names.map((name) => newAccountRow({ ...common, name, displayName: name })));
  await withState(home, (state) =>
    change(state, async (within) => {
      for (const row of rows) await addAccount(within, row);
    }),
  );
}

/** Creates an account, and sets its password if one is given. @returns its id */
export const makeAccount = async (
  home: string,
  account: { name: string; role: Role; unit?: string | null; password?: string },
): Promise<string> => withState(home, (state) => accountIn(state, account));

async function accountIn(
  state: State,
  account: { name: string; role: Role; unit?: string | null; password?: string },
): Promise<string> {
  const known = await findAccount(state, account.name);
  if (known) return known.id;
  const row = await newAccountRow({
    unit: null,
    displayName: `测试 ${account.name}`,
    demo: false,
    mustChange: false,
    ...account,
    password: account.password ?? null,
  });
  await change(state, (within) => addAccount(within, row));
  return row.id;
}

async function withState<T>(home: string, work: (state: State) => Promise<T>): Promise<T> {
  const state = await openState(home);
  try {
    return await work(state);
  } finally {
    await state.destroy();
  }
}

/** The token of a new session for somebody with this role; with a purpose personal data are not masked; a suffix makes another account. */
export const sessionToken = async (
  home: string,
  role: Role,
  { unit = null, purpose, suffix = '' }: { unit?: string | null; purpose?: string; suffix?: string } = {},
): Promise<string> =>
  withState(home, async (state) => {
    const name = `test-${role}${unit ? `-${unit}` : ''}${suffix}`;
    const id = await accountIn(state, { name, role, unit });
    return change(state, async (within) => {
      const token = await openSession(within, id);
      if (purpose === undefined) return token;
      const hash = await within
        .selectFrom('session')
        .select('token_hash')
        .where('account_id', '=', id)
        .execute();
      const until = '2999-01-01T00:00:00+08:00';
      for (const { token_hash } of hash) await setPurpose(within, token_hash, { text: purpose, until });
      return token;
    });
  });

/** The cookie header of such a session. */
export const cookieOf = async (...whose: Parameters<typeof sessionToken>): Promise<string> =>
  `${COOKIE}=${await sessionToken(...whose)}`;
