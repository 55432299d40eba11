import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homePaths } from '../../etl/src/home/home.ts';
import { takeLock } from '../../etl/src/home/lock.ts';
import { settlePublic, verifyBundle, writeDraft } from '../../etl/src/releases/index.ts';
import { listReleases, openState, releasesToPublish } from '../../libs/state/src/index.ts';
import { makeAccount } from '../support/access.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { runProgram } from '../support/program.ts';

describe('the way of a release by commands', () => {
  let test: TestHome;
  const release = (...words: string[]) => runProgram(test.home, ['release', ...words]);
  const must = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await release(...words);
    expect(code, err).toBe(0);
    return out;
  };
  const refused = async (...words: string[]): Promise<string> => {
    const { code, err } = await release(...words);
    expect(code, words.join(' ')).toBe(1);
    return err;
  };
  const stateOf = async (id: string): Promise<unknown> =>
    JSON.parse(await must('list', '--json')).releases.find((one: { id: string }) => one.id === id)?.state;

  beforeAll(async () => {
    test = await makeSampleHome();
    await makeAccount(test.home, { name: 'office', role: 'office' });
    await makeAccount(test.home, { name: 'finance', role: 'finance' });
  });
  afterAll(() => test?.remove());

  it('goes from draft to the public by two bureaus', async () => {
    expect(await refused('draft', '2019', '--as', 'unknown')).toContain('没有可用的账号 unknown');
    expect(await refused('draft', '2031', '--as', 'office')).toContain('2031');
    await must('draft', '2019', '--as', 'office');
    expect(await refused('submit', '2019-r1', '--as', 'office')).toContain('须先写明理由确认');
    const { checks } = JSON.parse(await must('check', '2019-r1', '--json'));
    for (const { id, outcome } of checks as { id: string; outcome: string }[]) {
      if (outcome !== 'warning') continue;
      await must('acknowledge', '2019-r1', id, '--as', 'office', '--comment', '已核对');
    }
    await must('submit', '2019-r1', '--as', 'office');
    await must('approve', '2019-r1', '--as', 'finance');
    expect(await refused('approve', '2019-r1', '--as', 'finance')).toContain('财政局已批准');
    expect(await refused('publish', '2019-r1', '--as', 'office')).toContain('待批准');
    await must('approve', '2019-r1', '--as', 'office');
    expect(await refused('publish', '2019-r1', '--as', 'finance')).toContain('您的角色不能');
    await must('publish', '2019-r1', '--as', 'office');
    expect(await stateOf('2019-r1')).toBe('published');
    expect(await verifyBundle(join(test.home, 'public', '2019-r1'))).toEqual([]);
  });

  it('takes times with their offset, and texts without personal numbers, and changes nothing otherwise', async () => {
    const before = await must('list', '--json');
    expect(await refused('publish', '2019-r1', '--as', 'office', '--at', '2031-01-01T09:00')).toContain(
      '带时区的时间',
    );
    const words = '电话 13800138000 要求撤下';
    expect(await refused('ask-withdrawal', '2019-r1', '--as', 'office', '--comment', words)).not.toContain(
      '13800138000',
    );
    expect(await refused('revise', '2019', '--as', 'office', '--note', words)).toContain('--note');
    expect(await refused('ask-withdrawal', '2031-r1', '--as', 'office', '--comment', '口径有误')).toContain(
      '没有公开数据',
    );
    const snapshot = await openCurrentSnapshot(test.home);
    const reader = await (await snapshot.connect()).runAndReadAll(
      'SELECT person_name FROM enrolments WHERE length(person_name) = 3 ORDER BY 1 LIMIT 1',
    );
    snapshot.close();
    const name = String(reader.getRowsJS()[0]?.[0]);
    const told = await refused(
      'ask-withdrawal',
      '2019-r1',
      '--as',
      'office',
      '--comment',
      `${name}的发放有误`,
    );
    expect([told.includes('学员姓名'), told.includes(name)]).toEqual([true, false]);
    expect(await must('list', '--json')).toBe(before);
  });

  it('leaves the bundle alone where a draft with its id is refused', async () => {
    const sums = () => readFile(join(homePaths(test.home).bundles, '2019-r1', 'SHA256SUMS'), 'utf8');
    const before = await sums();
    const draft = writeDraft(test.home, {
      ...{ period: '2019', asOf: '2019-11-30', note: null, revision: 1, earlier: [] },
      decisions: async () => ({ decisions: [], secret: '', grades: null }),
      keep: () => Promise.reject(new Error('approved by now')),
    });
    await expect(draft).rejects.toThrow('approved by now');
    expect(await sums()).toBe(before);
    expect(await readdir(homePaths(test.home).bundles)).toEqual(['2019-r1']);
  });

  it('is withdrawn when the other bureau agrees, and leaves the reason', async () => {
    await must('ask-withdrawal', '2019-r1', '--as', 'finance', '--comment', '口径有误');
    expect(await refused('withdraw', '2019-r1', '--as', 'finance')).toContain('另一部门');
    // Another process that was about to settle the folder when the release was withdrawn must not bring it back.
    const state = await openState(test.home);
    let releases = releasesToPublish(await listReleases(state));
    const unlock = await takeLock(homePaths(test.home).publicLock, 0);
    const settled = settlePublic(test.home, async () => releases);
    const withdrawn = must('withdraw', '2019-r1', '--as', 'office');
    const isWithdrawn = async () => (await listReleases(state))[0]?.state === 'withdrawn';
    await expect.poll(isWithdrawn, { timeout: 30_000 }).toBe(true);
    releases = releasesToPublish(await listReleases(state));
    await unlock();
    await Promise.all([settled, withdrawn]);
    await state.destroy();
    expect(await readdir(join(test.home, 'public'))).toEqual(['releases.json']);
    expect(await readFile(join(test.home, 'public', 'releases.json'), 'utf8')).toContain('口径有误');
  });
});
