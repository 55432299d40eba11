/** Internal parts of the library for tests: its public entry does not export what only the command line needs. */

export { type OpenSnapshot, openCurrentSnapshot } from '../../etl/src/home/open-snapshot.ts';
export { listSnapshots } from '../../etl/src/home/snapshots.ts';
export { type LoadResult, load } from '../../etl/src/operations/load.ts';

/** All values of a generator. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
