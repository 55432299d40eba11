import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { instantInShanghai } from '../../libs/contracts/src/index.ts';
import {
  accountWithPassword,
  addAccount,
  change,
  closeSessions,
  findSession,
  flushRefusals,
  hashPassword,
  keepPending,
  listAudit,
  newAccountRow,
  note,
  noteRefusal,
  openSession,
  openState,
  record,
  rememberAddress,
  rememberFailure,
  type State,
  setPassword,
  setPurpose,
  signInWait,
  sweep,
  takePending,
  verifyAudit,
  wasUsedBefore,
  weaknessOf,
} from '../../libs/state/src/index.ts';
import { openWhenReady, startPostgres } from '../support/postgres.ts';

const ACTOR = { name: 'wang', role: 'office', unit: null, address: '10.0.0.1' };
const LIMITS = { idle: 30, whole: 720 };

describe.each(['SQLite', 'PostgreSQL'] as const)('accounts, sessions and the audit log on %s', (engine) => {
  let folder: string;
  let url: string | undefined;
  let state: State;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-access-'));
    if (engine === 'PostgreSQL') ({ url, stop } = await startPostgres());
    state = await openWhenReady(() => openState(folder, url));
  }, 60_000);
  afterAll(async () => {
    await state?.destroy();
    await stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const account = async (name: string): Promise<string> => {
    const row = await newAccountRow({
      name,
      displayName: name,
      role: 'unit',
      unit: '佛堂镇',
      password: 'quiet lanterns over nine bridges',
      mustChange: false,
      demo: false,
    });
    await change(state, (within) => addAccount(within, row));
    return row.id;
  };

  it('finds an account by name in any case, and only with its password', async () => {
    await account('Zhou');
    const password = 'quiet lanterns over nine bridges';
    expect(await accountWithPassword(state, 'ZHOU', password)).toMatchObject({
      name: 'zhou',
      unit: '佛堂镇',
    });
    expect(await accountWithPassword(state, 'zhou', `${password} `)).toBeUndefined();
    expect(await accountWithPassword(state, 'nobody', password)).toBeUndefined();
    const { password_hash: hash } = await state
      .selectFrom('account')
      .select('password_hash')
      .where('name', '=', 'zhou')
      .executeTakeFirstOrThrow();
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('accepts an administrator’s password for two weeks only', async () => {
    const password = 'quiet lanterns over nine bridges';
    await account('wu');
    const was = (days: number) =>
      state
        .updateTable('account')
        .set({ must_change: 1, password_set_at: instantInShanghai(new Date(Date.now() - days * 86_400_000)) })
        .where('name', '=', 'wu')
        .execute();
    await was(13);
    expect(await accountWithPassword(state, 'wu', password)).toBeDefined();
    await was(15);
    expect(await accountWithPassword(state, 'wu', password)).toBeUndefined();
  });

  it('keeps a session for a limited time, and never stores its token', async () => {
    const id = await account('sun');
    const token = await change(state, (within) => openSession(within, id));
    expect((await findSession(state, token, LIMITS))?.account.name).toBe('sun');
    expect(await findSession(state, token, { idle: 0, whole: 720 })).toBeUndefined();
    expect(await findSession(state, token, { idle: 30, whole: 0 })).toBeUndefined();
    const kept = JSON.stringify(await state.selectFrom('session').selectAll().execute());
    expect(kept).not.toContain(token);
    await change(state, (within) => closeSessions(within, id));
    expect(await findSession(state, token, LIMITS)).toBeUndefined();
  });

  it('removes expired rows', async () => {
    const id = await account('qian');
    const token = await change(state, (within) => openSession(within, id));
    await sweep(state, LIMITS);
    expect(await findSession(state, token, LIMITS)).toBeDefined();
    await sweep(state, { idle: 0, whole: 0 });
    expect(await findSession(state, token, LIMITS)).toBeUndefined();
  });

  it('counts failures by name and by address', async () => {
    for (let attempt = 0; attempt < 30; attempt += 1) await rememberFailure(state, `n${attempt}`, '10.9.0.1');
    expect(await signInWait(state, 'n1', '10.9.0.2')).toBe(0);
    expect(await signInWait(state, 'other', '10.9.0.1')).toBe(0);
    await rememberFailure(state, 'n31', '10.9.0.1');
    expect(await signInWait(state, 'other', '10.9.0.1')).toBeGreaterThan(0);
    // A user who has signed in from the address before is not locked out by others' failures there.
    await rememberAddress(state, 'other', '10.9.0.1');
    expect(await signInWait(state, 'other', '10.9.0.1')).toBe(0);
  });

  it('increases the delay with each failure of a name on an address, and on no other', async () => {
    const fail = () => rememberFailure(state, 'victim', '10.8.0.1');
    for (let attempt = 0; attempt < 5; attempt += 1) await fail();
    expect(await signInWait(state, 'victim', '10.8.0.1')).toBe(0);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await fail();
      waits.push(await signInWait(state, 'victim', '10.8.0.1'));
    }
    for (const [index, wait] of waits.entries()) {
      const delay = Math.min(2 ** (index + 1), 900);
      expect(wait).toBeLessThanOrEqual(delay);
      expect(wait).toBeGreaterThanOrEqual(delay - 2);
    }
    expect(await signInWait(state, 'victim', '10.8.0.2')).toBe(0);
  });

  it('counts refused sign-ins instead of writing each to the log', async () => {
    await flushRefusals(state, 0);
    const before = (await verifyAudit(state)).entries;
    for (let attempt = 0; attempt < 50; attempt += 1) await noteRefusal(state, null, `10.7.0.${attempt}`);
    expect((await verifyAudit(state)).entries).toBe(before + 1);
    await flushRefusals(state, 0);
    const { rows } = await listAudit(state, { action: 'session.refused', limit: 1, offset: 0 });
    expect(rows[0]).toMatchObject({ actor: null, address: '10.7.0.49', detail: { times: 49 } });
    expect((await verifyAudit(state)).entries).toBe(before + 2);
  });

  it('limits the pending sign-ons of an address', async () => {
    const begin = (number: number, address: string) =>
      keepPending(state, {
        state: `${address}-${number}`,
        nonce: 'n',
        verifier: 'v',
        returnTo: '/',
        address,
      });
    await begin(0, '10.6.0.2');
    for (let number = 0; number < 60; number += 1) await begin(number, '10.6.0.1');
    const kept = await state.selectFrom('pending_sign_in').select('address').execute();
    expect(kept.filter(({ address }) => address === '10.6.0.1')).toHaveLength(50);
    expect(await takePending(state, '10.6.0.2-0')).toMatchObject({ returnTo: '/' });
  });

  it('ends a purpose when the clock is set back', async () => {
    const id = await account('feng');
    const token = await change(state, (within) => openSession(within, id));
    const session = await findSession(state, token, LIMITS);
    const until = instantInShanghai(new Date(Date.now() + 900_000));
    await change(state, (within) => setPurpose(within, session?.tokenHash ?? '', { text: '核对', until }));
    expect((await findSession(state, token, LIMITS))?.purpose?.text).toBe('核对');
    vi.useFakeTimers({ now: Date.now() - 600_000, toFake: ['Date'] });
    try {
      expect((await findSession(state, token, LIMITS))?.purpose).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('rejects the last passwords of an account', async () => {
    const id = await account('chen');
    const used = [
      'quiet lanterns over nine bridges',
      'second lantern over a bridge',
      'third lantern over it',
    ];
    for (const password of used.slice(1)) {
      const hash = await hashPassword(password);
      await change(state, (within) => setPassword(within, id, hash, false));
    }
    for (const password of used) expect(await wasUsedBefore(state, id, password)).toBe(true);
    expect(await wasUsedBefore(state, id, 'never used by this account')).toBe(false);
  });

  it('numbers entries without a gap, also with concurrent writers', async () => {
    const before = (await verifyAudit(state)).entries;
    await Promise.all(
      Array.from({ length: 25 }, (_, number) =>
        note(state, ACTOR, { action: 'batch.load', subject: `第${number}`, detail: { rows: number } }),
      ),
    );
    const chain = await verifyAudit(state);
    expect(chain).toMatchObject({ whole: true, broken: null, entries: before + 25 });
    const { total, rows, actions } = await listAudit(state, {
      action: 'batch.load',
      actor: 'wang',
      limit: 10,
      offset: 5,
    });
    expect([total, rows.length]).toEqual([25, 10]);
    expect(actions).toContain('batch.load');
    expect(rows[0]).toMatchObject({ actor: 'wang', role: 'office', address: '10.0.0.1' });
  });

  it('keeps an entry only together with its change', async () => {
    const before = (await verifyAudit(state)).entries;
    const work = change(state, async (within) => {
      await record(within, ACTOR, { action: 'batch.withdraw' });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect((await verifyAudit(state)).entries).toBe(before);
  });

  it('lets nobody change or remove an entry, and finds out who did all the same', async () => {
    await note(state, ACTOR, { action: 'figures.share' });
    await expect(
      state.updateTable('audit').set({ actor: 'li' }).where('seq', '=', 2).execute(),
    ).rejects.toThrow();
    await expect(state.deleteFrom('audit').where('seq', '=', 2).execute()).rejects.toThrow();
    if (engine === 'SQLite') {
      await expect(
        sql`INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2`.execute(state),
      ).rejects.toThrow();
    } else await expect(sql`TRUNCATE audit`.execute(state)).rejects.toThrow();
    const { whole, head } = await verifyAudit(state);
    expect(whole).toBe(true);
    await note(state, ACTOR, { action: 'password.reset' });
    expect((await verifyAudit(state, head)).whole).toBe(true);

    // The protection of the table is removed with the database's own tools.
    if (engine === 'SQLite') {
      await sql`DROP TRIGGER audit_no_update`.execute(state);
      await sql`DROP TRIGGER audit_no_delete`.execute(state);
    } else await sql`DROP TRIGGER audit_kept ON audit`.execute(state);
    const third = await state.selectFrom('audit').selectAll().where('seq', '=', 3).executeTakeFirstOrThrow();
    await state.updateTable('audit').set({ actor: 'li' }).where('seq', '=', 3).execute();
    expect(await verifyAudit(state)).toMatchObject({ whole: false, broken: 3, entries: 2 });
    await state.updateTable('audit').set({ actor: third.actor }).where('seq', '=', 3).execute();
    expect((await verifyAudit(state)).whole).toBe(true);
    const { entries } = await verifyAudit(state);
    await state
      .deleteFrom('audit')
      .where('seq', '>=', entries - 1)
      .execute();
    // The remaining chain is valid; only the hash noted elsewhere is missing.
    expect((await verifyAudit(state)).whole).toBe(true);
    expect(await verifyAudit(state, head)).toMatchObject({ whole: false, broken: entries - 1 });
    await state.deleteFrom('audit').where('seq', '=', 2).execute();
    expect(await verifyAudit(state)).toMatchObject({ whole: false, broken: 2 });
  });
});

describe('a password', () => {
  it.each([
    ['short', '至少 12 个字符'],
    ['a'.repeat(129), '最多 128 个字符'],
    ['password1234', '容易被猜到'],
    ['123456789012', '容易被猜到'],
    ['qwertyuiop12', '容易被猜到'],
    ['foshantown2021', '容易被猜到'],
    ['nine quiet foshantown bridges', '容易被猜到'],
    ['skillledger2021', '容易被猜到'],
    ['yiwuyiwu2021', '容易被猜到'],
  ])('%s will not do, and it is said why', (password, why) => {
    expect(weaknessOf(password, ['foshantown'], ['yiwu'])?.zh).toContain(why);
  });

  it.each(['quiet lanterns over nine bridges', '佛堂镇的石桥下有三只白鹅游过', 'x7#Qm2!vT9$w'])(
    '%s will do',
    (password) => expect(weaknessOf(password, ['wang'])).toBeNull(),
  );
});
