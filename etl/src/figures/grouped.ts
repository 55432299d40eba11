import type { DuckDBConnection } from '@duckdb/node-api';
import { DIMENSIONS, type GroupedAnswer, type GroupedQuery } from '@skill-ledger/contracts';
import { readBy } from './read-by.ts';

/** Any figures by any dimensions, as the API returns them. @throws UnknownFilterValue */
export async function readGrouped(connection: DuckDBConnection, query: GroupedQuery): Promise<GroupedAnswer> {
  const { scope, groups } = await readBy(connection, query);
  return {
    ...scope,
    by: query.by.map((id) => ({ id, label: DIMENSIONS[id] })),
    rows: groups.map(({ key, figures }) => ({
      key: Object.fromEntries(query.by.map((id, index) => [id, key[index]])),
      figures,
    })),
  };
}
