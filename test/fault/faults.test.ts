import { chmod, chown, cp, mkdir, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressReport } from '../../etl/src/progress/index.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { onSmallDisk } from '../support/mount.ts';
import { runProgram, startProgram } from '../support/program.ts';

const NOBODY_UID = 65_534;
/** Space for the state store, but not for a second warehouse. */
const STATE_STORE_BYTES = 2 << 20;
const PAGE = 4096;

let test: TestHome;
let ledgers: string;
let before: unknown;
const figures = async (home: string): Promise<unknown> => {
  const snapshot = await openCurrentSnapshot(home);
  try {
    return await progressReport(await snapshot.connect(), '2021-12-31');
  } finally {
    snapshot.close();
  }
};

beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
  before = await figures(test.home);
  ledgers = join(test.folder, 'ledgers');
  await mkdir(ledgers);
  const many = Array.from({ length: 5000 }, (_, serial) =>
    enrolment({
      证件号码: personId(serial % 999, `19${60 + Math.floor(serial / 999)}0101`),
      证书编号: `Z${serial}`,
    }),
  );
  await writeFile(join(ledgers, 'e.csv'), csv(...many));
});
afterAll(() => test?.remove());

/** Bytes that the files of a folder use on a disk with 4 KiB pages. */
async function diskUsage(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + Math.ceil(size / PAGE) * PAGE, 0);
}

/** One line in each language, no stack trace, nothing changed. */
async function expectClear(
  result: { code: number | null; err: string },
  words: RegExp,
  home: string,
): Promise<void> {
  expect(result.code).toBe(1);
  expect(result.err).toMatch(words);
  expect(result.err).not.toMatch(/\n\s+at /);
  expect(await figures(home)).toEqual(before);
}

describe('a failing load says what, where and how to fix it, and changes nothing', () => {
  it('for a missing path, and a folder in place of a file', async () => {
    await expectClear(
      await runProgram(test.home, ['load', join(test.folder, 'gone.csv')]),
      /不存在.*检查路径/,
      test.home,
    );
    await mkdir(join(test.folder, 'folder.csv'), { recursive: true });
    await expectClear(
      await runProgram(test.home, ['load', join(test.folder, 'folder.csv')]),
      /没有台账文件/,
      test.home,
    );
  });

  it('for a home that is read-only, and a file that may not be read', async () => {
    const home = join(test.folder, 'read-only');
    await cp(test.home, home, { recursive: true });
    await chmod(test.folder, 0o755);
    const unprivileged = { uid: NOBODY_UID, gid: NOBODY_UID };
    await expectClear(await runProgram(home, ['load', ledgers], unprivileged), /没有读写权限|只读/, home);

    const secret = join(test.folder, 'secret.csv');
    await writeFile(secret, csv(institution()), { mode: 0o600 });
    const own = join(test.folder, 'own');
    await cp(test.home, own, { recursive: true });
    for (const name of ['.', ...(await readdir(own, { recursive: true }))])
      await chown(join(own, name), NOBODY_UID, NOBODY_UID);
    await expectClear(
      await runProgram(own, ['load', secret], unprivileged),
      /secret\.csv.*没有读写权限/,
      own,
    );
  });

  it('for a full disk; the old snapshot stays in use', async () => {
    const home = join(test.folder, 'small');
    const room = (await diskUsage(test.home)) + STATE_STORE_BYTES;
    await onSmallDisk(home, room, async () => {
      await cp(test.home, home, { recursive: true });
      await expectClear(await runProgram(home, ['load', ledgers]), /磁盘空间不足/, home);
    });
  });

  it('for a file that is truncated while it is read: it is read, or reported as damaged', async () => {
    const home = join(test.folder, 'changing');
    await cp(test.home, home, { recursive: true });
    const path = join(test.folder, 'changing.csv');
    await cp(join(ledgers, 'e.csv'), path);
    const running = startProgram(home, ['load', path]);
    await truncate(path, 100_000);
    const { code, err } = await running.ended;
    expect([0, 1]).toContain(code);
    expect(err).not.toMatch(/\n\s+at /);
    expect((await runProgram(home, ['progress', '--json'])).code).toBe(0);
  });

  it('for two at once: the second waits or names the running process', async () => {
    const home = join(test.folder, 'two');
    await cp(test.home, home, { recursive: true });
    const [first, second] = await Promise.all([
      runProgram(home, ['load', ledgers]),
      runProgram(home, ['load', ledgers, '--wait', '0']),
    ]);
    const refused = [first, second].filter(({ code }) => code !== 0);
    for (const { err } of refused) expect(err).toMatch(/另一个装载正在进行（进程/);
    expect(refused.length).toBeLessThan(2);
    expect((await runProgram(home, ['load', ledgers, '--wait', '60'])).code).toBe(0);
  });
});
