/** The library as tests use it, past its public entry: what only the command line needs is not exported there. */

export { type OpenSnapshot, openCurrentSnapshot } from '../../etl/src/home/open-snapshot.ts';
export { listSnapshots } from '../../etl/src/home/snapshots.ts';
export { type LoadResult, load } from '../../etl/src/operations/load.ts';

/** Everything a generator gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
