import { cp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { announceOperation, finishedOperations, NO_ACTOR } from '../../etl/src/home/operation-records.ts';
import { useSnapshot } from '../../etl/src/operations/use.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { AuditAnswer } from '../../libs/contracts/src/index.ts';
import { listAudit, note, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, institution } from '../support/ledgers.ts';
import { runProgram } from '../support/program.ts';

let test: TestHome;
const WANG = { name: 'wang', role: 'office', unit: null, address: '10.0.0.1' };
beforeAll(async () => {
  test = await makeHome();
  // The library alone notes nothing: this is what a process leaves that is killed once CURRENT has changed.
  await test.load({ 'a.csv': csv(institution()) });
  await test.load({ 'b.csv': csv(institution({ 机构编码: creditCode(2) })) }, { by: 'li' });
  await withdraw({ home: test.home, batch: 'B2', by: 'li', comment: '报错了：张三丰 330782199001010017' });
  await useSnapshot(test.home, '2', { actor: WANG });
});
afterAll(() => test?.remove());

const copy = async (name: string): Promise<string> => {
  const home = join(test.folder, name);
  await cp(test.home, home, { recursive: true });
  return home;
};
const acts = async (home: string): Promise<string[]> => {
  const state = await openState(home);
  const { rows } = await listAudit(state, { limit: 100, offset: 0 });
  await state.destroy();
  return rows.reverse().map(({ action, subject, actor }) => `${action} ${subject} ${actor}`);
};

const DONE = ['batch.load B1 null', 'batch.load B2 li', 'batch.withdraw B2 li', 'snapshot.use 2 wang'];

describe('what was done and not noted', () => {
  it('is noted by the next command, once, and by no free text', async () => {
    const home = await copy('by-command');
    expect((await runProgram(home, ['audit', 'verify'])).code).toBe(0);
    expect((await runProgram(home, ['audit', 'verify'])).code).toBe(0);
    expect(await acts(home)).toEqual(DONE);
    expect(await readdir(join(home, 'operations'))).toEqual([]);
    const state = await openState(home);
    const { rows } = await listAudit(state, { limit: 100, offset: 0 });
    await state.destroy();
    expect(JSON.stringify(rows)).not.toMatch(/张三丰|330782/);
    expect(rows.find(({ action }) => action === 'batch.withdraw')?.detail).toMatchObject({ commented: true });
  });

  it('is noted by the server, also where it was noted and not yet forgotten', async () => {
    const home = await copy('by-server');
    const names = await readdir(join(home, 'operations'));
    await cp(join(home, 'operations'), join(home, 'kept'), { recursive: true });
    expect((await runProgram(home, ['audit', 'verify'])).code).toBe(0);
    await cp(join(home, 'kept'), join(home, 'operations'), { recursive: true });
    expect(names).toHaveLength(4);
    const app = await createApp({ home, host: '127.0.0.1', port: 0, pages: null });
    const headers = { cookie: await cookieOf(home, 'auditor') };
    const answer = await app.inject({ method: 'GET', url: '/api/v1/audit', headers });
    expect(AuditAnswer.parse(answer.json()).chain).toMatchObject({ whole: true, binding: 'bound' });
    await app.close();
    expect(await acts(home)).toEqual(DONE);
    expect(await readdir(join(home, 'operations'))).toEqual([]);
  });

  it('is not what was only announced', async () => {
    const home = await copy('announced');
    const description = { action: 'batch.load', subject: 'B3', detail: {}, actor: NO_ACTOR } as const;
    await announceOperation(home, description, '9');
    await writeFile(join(home, 'operations', 'torn.json'), '{"id":');
    expect((await finishedOperations(home)).map(({ subject }) => subject)).toEqual(['B1', 'B2', 'B2', '2']);
  });
});

describe('a home', () => {
  const verify = (home: string) => runProgram(home, ['audit', 'verify']);
  const noted = async (name: string): Promise<string> => {
    const home = await copy(name);
    expect((await verify(home)).code).toBe(0);
    return home;
  };
  const removeStore = async (home: string): Promise<void> => {
    for (const end of ['', '-wal', '-shm']) await rm(join(home, `state.sqlite${end}`), { force: true });
  };

  it('notices that its state store is missing or emptied, until that is accepted', async () => {
    for (const [name, lose] of [
      ['missing', removeStore],
      [
        'emptied',
        async (home: string) => {
          await removeStore(home);
          await writeFile(join(home, 'state.sqlite'), '');
        },
      ],
    ] as const) {
      const home = await noted(name);
      await lose(home);
      // The note in the home may be lost with it: the snapshot has another.
      await rm(join(home, 'audit-anchor.json'));
      for (let time = 0; time < 2; time += 1) {
        const { code, err } = await verify(home);
        expect([code, err]).toEqual([1, expect.stringContaining('不是本数据文件夹原来的那一个')]);
      }
      const app = await createApp({ home, host: '127.0.0.1', port: 0, pages: null });
      const headers = { cookie: await cookieOf(home, 'auditor') };
      const answer = await app.inject({ method: 'GET', url: '/api/v1/audit', headers });
      expect(AuditAnswer.parse(answer.json()).chain.binding).toBe('foreign');
      await app.close();
      expect((await runProgram(home, ['audit', 'accept'])).code).toBe(0);
      expect((await verify(home)).code).toBe(0);
      expect(await acts(home)).toContainEqual(expect.stringContaining('audit.accept'));
    }
  });

  it('notices that entries were cut off, and that others took their place', async () => {
    const home = await noted('cut');
    await cp(join(home, 'state.sqlite'), join(home, 'older.sqlite'));
    const state = await openState(home);
    await note(state, WANG, { action: 'password.change' });
    await state.destroy();
    expect((await verify(home)).code).toBe(0);
    await removeStore(home);
    await cp(join(home, 'older.sqlite'), join(home, 'state.sqlite'));
    expect((await verify(home)).err).toContain('缺少或改动了');
    const again = await openState(home);
    await note(again, WANG, { action: 'password.reset' });
    await again.destroy();
    const { code, out } = await runProgram(home, ['audit', 'verify', '--json']);
    expect([code, JSON.parse(out)]).toEqual([1, expect.objectContaining({ whole: false, binding: 'cut' })]);
  });

  it('says so of a state store that is torn', async () => {
    const home = await noted('torn');
    await truncate(join(home, 'state.sqlite'), 5000);
    expect((await verify(home)).code).toBe(1);
  });
});
