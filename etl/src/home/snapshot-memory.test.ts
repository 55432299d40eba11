import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, type TestHome } from '../../../test/support/home.ts';
import { csv, institution } from '../../../test/support/ledgers.ts';
import { type OpenSnapshot, openCurrentSnapshot } from './open-snapshot.ts';
import { readOnce } from './snapshot-memory.ts';

describe('what is read once from an open snapshot', () => {
  let test: TestHome;
  let snapshot: OpenSnapshot;
  beforeAll(async () => {
    test = await makeHome();
    await test.load({ 'a.csv': csv(institution()) });
    snapshot = await openCurrentSnapshot(test.home);
  });
  afterAll(async () => {
    snapshot?.close();
    await test?.remove();
  });

  /** How often it was read, after reading by these connections one after another. */
  async function readings(connections: Parameters<typeof readOnce>[0][]): Promise<number> {
    let count = 0;
    for (const connection of connections)
      await readOnce(connection, 'rows', async () => {
        count += 1;
        const reader = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM institutions');
        return reader.getRowsJson();
      }).then((rows) => expect(rows).toEqual([[1]]));
    return count;
  }

  it('is shared by its connections, not with the same snapshot opened again', async () => {
    const again = await openCurrentSnapshot(test.home);
    try {
      expect(await readings([await snapshot.connect(), await snapshot.connect()])).toBe(1);
      expect(await readings([await again.connect(), await snapshot.connect()])).toBe(1);
    } finally {
      again.close();
    }
  });

  it('is read again after it failed', async () => {
    const connection = await snapshot.connect();
    const failing = readOnce(connection, 'failed', () => Promise.reject(new Error('interrupted')));
    await expect(failing).rejects.toThrow('interrupted');
    expect(await readOnce(connection, 'failed', async () => 1)).toBe(1);
  });
});
