import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { size } from '../support/soak.ts';

const CONTENDER = fileURLToPath(new URL('../support/lock-contender.mjs', import.meta.url));
const ROUNDS = size(6, 100);
const CONTENDERS = 4;

async function start(): Promise<ChildProcess> {
  const child = fork(CONTENDER, { execArgv: [] });
  await once(child, 'message');
  return child;
}

async function tell(child: ChildProcess, order: 'take' | 'release', path: string) {
  const answered = once(child, 'message');
  child.send({ order, path });
  const [answer] = await answered;
  return answer as { taken?: boolean; complaint?: string };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skill-ledger-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a home', () => {
  it(`of a process that was killed goes to exactly one of those who want it, in ${ROUNDS} rounds`, async () => {
    const contenders = await Promise.all(Array.from({ length: CONTENDERS }, start));
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const path = join(folder, `${round}.lock`);
        const holder = await start();
        expect(await tell(holder, 'take', path)).toEqual({ taken: true });
        const refused = await Promise.all(contenders.map((child) => tell(child, 'take', path)));
        for (const { taken, complaint } of refused) {
          expect(taken).toBe(false);
          expect(complaint).toContain(`（进程 ${holder.pid}）`);
        }
        await kill(holder);
        const answers = await Promise.all(contenders.map((child) => tell(child, 'take', path)));
        expect(answers.filter(({ taken }) => taken)).toHaveLength(1);
        await Promise.all(contenders.map((child) => tell(child, 'release', path)));
      }
    } finally {
      await Promise.all(contenders.map(kill));
    }
  }, 600_000);
});

describe('a load', () => {
  let test: TestHome;
  let ledgers: string;
  beforeAll(async () => {
    test = await makeHome();
    await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
    ledgers = join(test.folder, 'ledgers');
    await mkdir(ledgers);
    const many = Array.from({ length: 9000 }, (_, serial) =>
      enrolment({
        证件号码: personId(serial % 999, `19${60 + Math.floor(serial / 999)}0101`),
        证书编号: `Z${serial}`,
      }),
    );
    await writeFile(join(ledgers, 'e.csv'), csv(...many));
  });
  afterAll(() => test?.remove());

  it('is kept out by no file that a full disk or a stranger has left', async () => {
    await writeFile(join(test.home, 'load.lock'), '');
    expect((await runProgram(test.home, ['load', ledgers, '--wait', '0', '--dry-run'])).code).toBe(0);
    await writeFile(join(test.home, 'load.lock'), String(process.pid));
    await writeFile(join(test.home, 'home.lock.holder'), String(process.pid));
    const { code, err } = await runProgram(test.home, ['withdraw', 'B9', '--comment', '报错', '--wait', '0']);
    expect([code, err]).toEqual([1, expect.stringContaining('没有可撤销的批次')]);
  });

  it('waits for another, while a check waits for none and keeps none waiting', async () => {
    const holder = await start();
    await tell(holder, 'take', join(test.home, 'home.lock'));
    const refused = await runProgram(test.home, ['load', ledgers, '--wait', '0']);
    expect(refused.err).toContain(`另一个装载正在进行（进程 ${holder.pid}）`);
    const checked = await runProgram(test.home, ['load', ledgers, '--wait', '0', '--dry-run']);
    expect([checked.code, checked.err]).toEqual([0, '']);
    await kill(holder);

    const check = startProgram(test.home, ['load', ledgers, '--dry-run']);
    await expect.poll(() => readdir(join(test.home, 'tmp'))).not.toEqual([]);
    const other = await start();
    expect(await tell(other, 'take', join(test.home, 'home.lock'))).toEqual({ taken: true });
    await kill(other);
    expect((await check.ended).code).toBe(0);
  });

  it('leaves no temporary file when it is told to end, and none for long when it is killed', async () => {
    const tmp = join(test.home, 'tmp');
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const running = startProgram(test.home, ['load', ledgers]);
      await expect.poll(() => readdir(tmp)).not.toEqual([]);
      running.child.kill(signal);
      await running.ended;
      if (signal === 'SIGTERM') expect(await readdir(tmp)).toEqual([]);
    }
    // The folder of work under way stays when other work begins.
    const check = startProgram(test.home, ['load', ledgers, '--dry-run']);
    await expect.poll(async () => (await readdir(tmp)).length).toBe(2);
    expect((await runProgram(test.home, ['withdraw', 'B9', '--comment', '报错'])).code).toBe(1);
    expect((await check.ended).code).toBe(0);
    expect(await readdir(tmp)).toEqual([]);
  });
});
