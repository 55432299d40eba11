import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, institution, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) }, { demo: true });
});
afterAll(() => test?.remove());

describe('a demonstration, which needs no password', () => {
  it('takes no ledgers that were not invented, and says how to make a home for them', async () => {
    const before = await currentSnapshotPath(test.home);
    for (const dryRun of [false, true]) {
      await expect(
        test.load({ 'real.csv': csv(institution({ 机构编码: creditCode(2) })) }, { dryRun }),
      ).rejects.toThrow(/演示数据文件夹[\s\S]*SKILL_LEDGER_HOME/);
    }
    expect(await currentSnapshotPath(test.home)).toEqual(before);
  });

  it('ends where other ledgers stand in it, as earlier versions loaded them', async () => {
    const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    const session = (headers = {}) => app.inject({ method: 'GET', url: '/api/v1/session', headers });
    const enter = () =>
      app.inject({ method: 'POST', url: '/api/v1/session/demo', payload: { role: 'office' } });
    const entered = await enter();
    expect((await session()).json().demo).toHaveLength(6);
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect((await session({ cookie })).json().account.role).toBe('office');

    const other = await makeHome();
    await other.load({ 'real.csv': csv(institution()) }, { demo: true });
    const record = join(other.home, 'ledger', 'batches', 'B1', 'batch.json');
    const { invented, ...former } = JSON.parse(await readFile(record, 'utf8'));
    expect(invented).toBe(true);
    await writeFile(record, JSON.stringify(former));
    const closed = await createApp({ home: other.home, host: '127.0.0.1', port: 0, pages: null });
    expect((await closed.inject({ method: 'GET', url: '/api/v1/session' })).json().demo).toEqual([]);
    const refused = await closed.inject({
      method: 'POST',
      url: '/api/v1/session/demo',
      payload: { role: 'office' },
    });
    expect(refused.statusCode).toBe(404);
    await closed.close();
    await other.remove();
    await app.close();
  });
});
