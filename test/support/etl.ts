/** The library as tests use it, past its public entry: what only the command line needs is not exported there. */
export { type LoadResult, load } from '../../etl/src/warehouse/load.ts';
export { type OpenSnapshot, openCurrentSnapshot } from '../../etl/src/warehouse/open.ts';
export { listSnapshots } from '../../etl/src/warehouse/publish.ts';

/** Everything a generator gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
