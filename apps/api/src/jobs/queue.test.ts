import { describe, expect, it } from 'vitest';
import { isFull, nextToRun } from './queue.ts';

const CEILINGS = { running: 2, runningPerAccount: 1, waiting: 3, waitingPerAccount: 2 };
/** `a!` runs for account a, `a` waits for it. */
const queue = (...jobs: string[]) =>
  jobs.map((job, index) => ({ id: String(index), owner: job[0] ?? '', running: job.endsWith('!') }));

describe('the queue of jobs', () => {
  it.each([
    [
      ['a', 'b', 'c'],
      ['0', '1'],
    ],
    [['a!', 'b', 'c'], ['1']],
    [['a!', 'a', 'b'], ['2']],
    [['a!', 'b!', 'c'], []],
    [['a', 'a', 'a'], ['0']],
    [[], []],
  ])('starts of %j those at %j', (jobs, starts) =>
    expect(nextToRun(queue(...jobs), CEILINGS)).toEqual(starts),
  );

  it.each([
    [['a!', 'a', 'a'], 'a', true],
    [['a!', 'a', 'a'], 'b', false],
    [['a!', 'a', 'b', 'c'], 'd', true],
    [['a!'], 'a', false],
  ])('of %j is full for %s: %s', (jobs, owner, full) =>
    expect(isFull(queue(...jobs), owner, CEILINGS)).toBe(full),
  );
});
