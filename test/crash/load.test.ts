import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressReport } from '../../etl/src/progress/index.ts';
import { load, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, PROGRAMME, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { size } from '../support/soak.ts';

const KILLS = size(10, 200);

let test: TestHome;
let second: string;
/** Duration of an undisturbed load, including the start of the program. */
let whole: number;
let before: unknown;
let after: unknown;

const figures = async (home: string): Promise<unknown> => {
  const snapshot = await openCurrentSnapshot(home);
  try {
    const { snapshot: _, ...report } = await progressReport(await snapshot.connect(), '2021-12-31');
    return report;
  } finally {
    snapshot.close();
  }
};

/** Enrolments of one class, enough to kill the load midway. */
const roll = (classId: string, count: number): string =>
  csv(
    ...Array.from({ length: count }, (_, serial) =>
      enrolment({
        班级编号: classId,
        证件号码: personId(serial % 999, `19${60 + Math.floor(serial / 999)}0101`),
        证书编号: `${classId}-${serial}`,
      }),
    ),
  );

beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass(), trainingClass({ 班级编号: 'K2' })),
    'e.csv': roll('K1', 500),
  });
  second = join(test.folder, 'second');
  await mkdir(second);
  await writeFile(join(second, 'e.csv'), roll('K2', 9000));
  before = await figures(test.home);
  const reference = join(test.folder, 'reference');
  await cp(test.home, reference, { recursive: true });
  const start = performance.now();
  expect((await runProgram(reference, ['load', second])).code).toBe(0);
  whole = performance.now() - start;
  after = await figures(reference);
  expect(after).not.toEqual(before);
});
afterAll(() => test?.remove());

describe('a load that is killed', () => {
  it(`leaves the old snapshot or the new one, whole, at ${KILLS} instants; run again it ends right`, async () => {
    const seen = { old: 0, new: 0 };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const home = join(test.folder, `killed-${kill}`);
      await cp(test.home, home, { recursive: true });
      const running = startProgram(home, ['load', second]);
      // Spread over the whole load, including its end.
      await sleep(whole * ((kill + Math.random()) / KILLS) * 1.1);
      running.child.kill('SIGKILL');
      await running.ended;
      const left = await figures(home);
      const isOld = JSON.stringify(left) === JSON.stringify(before);
      seen[isOld ? 'old' : 'new'] += 1;
      expect(left).toEqual(isOld ? before : after);
      if (kill % 3 === 0) {
        // The lock of the killed process is taken over, and its partial work is removed.
        await load({ home, paths: [second], programme: PROGRAMME });
        expect(await figures(home)).toEqual(after);
        expect(await readdir(join(home, 'tmp'))).toEqual([]);
      }
      await rm(home, { recursive: true });
    }
    expect(seen.old).toBeGreaterThan(0);
  }, 3_600_000);
});
