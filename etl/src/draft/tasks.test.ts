import type { DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { sideBySide, type Task } from './tasks.ts';

/** The tasks here do not use their connection. */
const connections = [{}, {}] as DuckDBConnection[];

const log: string[] = [];
const task = (name: string, after: string[], work: () => Promise<void> = async () => {}): Task => ({
  name,
  after,
  run: async () => {
    log.push(`${name} begins`);
    await work();
    log.push(`${name} ends`);
  },
});
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('parallel tasks', () => {
  it('start when their dependencies have ended, two at a time', async () => {
    log.length = 0;
    await sideBySide(connections, [
      task('last', ['slow', 'quick', 'not of these']),
      task('slow', [], soon),
      task('quick', []),
      task('third', []),
    ]);
    expect(log.slice(0, 2)).toEqual(['slow begins', 'quick begins']);
    expect(log.indexOf('third begins')).toBeGreaterThan(log.indexOf('quick ends'));
    expect(log.slice(-2)).toEqual(['last begins', 'last ends']);
  });

  it('stop at the first failure, after the running ones have ended', async () => {
    log.length = 0;
    const fail = async (): Promise<void> => {
      throw new Error('no');
    };
    await expect(
      sideBySide(connections, [task('bad', [], fail), task('slow', [], soon), task('never', [])]),
    ).rejects.toThrow('no');
    expect(log).toEqual(['bad begins', 'slow begins', 'slow ends']);
  });

  it('with circular dependencies are refused', async () => {
    await expect(sideBySide(connections, [task('a', ['b']), task('b', ['a'])])).rejects.toThrow('a, b');
  });
});
