import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { findAccount, openState } from '../../libs/state/src/index.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';
import { runProgram } from '../support/program.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()) });
});
afterAll(() => test?.remove());

const run = (...args: string[]) => runProgram(test.home, args);
const passwordIn = (out: string): string => /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(out)?.[0] ?? '';

describe('skill-ledger user', () => {
  it('creates accounts whose initial password must be changed', async () => {
    const { code, out } = await run('user', 'add', 'fotang', '--role', 'unit', '--unit', '佛堂镇');
    expect(code).toBe(0);
    const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { name: 'fotang', password: passwordIn(out) },
    });
    expect(answer.json().account).toMatchObject({ role: 'unit', unit: '佛堂镇', mustChange: true });
    await app.close();
  });

  it('resets passwords and disables accounts', async () => {
    const first = passwordIn((await run('user', 'add', 'wang', '--role', 'office')).out);
    const second = passwordIn((await run('user', 'passwd', 'wang')).out);
    expect(second).not.toBe(first);
    expect((await run('user', 'disable', 'wang')).code).toBe(0);
    const { out } = await run('user', 'list');
    expect(out).toMatch(/wang\s.*专班办公室.*已停用/);
    const state = await openState(test.home);
    expect((await findAccount(state, 'wang'))?.disabled).toBe(true);
    await state.destroy();
  });

  it.each([
    [['user', 'add', 'x1', '--role', 'boss'], '没有角色 boss'],
    [['user', 'add', 'x1', '--role', 'unit', '--unit', '天宫'], '须用 --unit 指定单位'],
    [['user', 'add', 'Not A Name', '--role', 'office'], '账号名'],
    [['user', 'passwd', 'nobody'], '没有账号 nobody'],
  ])('says how to fix %j', async (args, complaint) => {
    const { code, err } = await run(...args);
    expect(code).toBe(1);
    expect(err).toContain(complaint);
    expect(err).not.toContain('at ');
  });
});

describe('skill-ledger audit verify', () => {
  it('includes actions of the command line, with their user', async () => {
    const { code, out } = await run('audit', 'verify');
    expect(code).toBe(0);
    expect(out).toMatch(/审计日志完整：\d+ 条/);
    const state = await openState(test.home);
    const rows = await state.selectFrom('audit').selectAll().orderBy('seq').execute();
    expect(rows.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'account.create fotang',
      'session.open null',
      'account.create wang',
      'password.reset wang',
      'account.change wang',
      // Loaded without a state store: the record of the operation is taken into the log afterwards.
      'batch.load B1',
    ]);
    expect(rows[0]?.actor).toMatch(/^命令行:./);
    await state.destroy();
  });

  it('fails if an entry was changed, and names it', async () => {
    const state = await openState(test.home);
    await sql`DROP TRIGGER audit_no_update`.execute(state);
    await state.updateTable('audit').set({ subject: 'somebody' }).where('seq', '=', 3).execute();
    await state.destroy();
    const { code, err } = await run('audit', 'verify');
    expect(code).toBe(1);
    expect(err).toContain('从第 3 条起');
  });
});
