/** The library as tests use it, past its public entry: what only the command line needs is not exported there. */
export { type LoadResult, load } from '../../etl/src/warehouse/load.ts';
export { type OpenSnapshot, openCurrentSnapshot } from '../../etl/src/warehouse/open.ts';
export { listSnapshots } from '../../etl/src/warehouse/publish.ts';
