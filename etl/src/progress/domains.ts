import type { DuckDBConnection } from '@duckdb/node-api';
import type { DomainsAnswer, FigureQuery } from '@skill-ledger/contracts';
import { ROW_IDS } from '../figures/definitions.ts';
import { readBy } from '../figures/read-by.ts';

/** Figures of each domain, in the decree's order. @throws UnknownFilterValue */
export async function readDomains(connection: DuckDBConnection, query: FigureQuery): Promise<DomainsAnswer> {
  const asked = { ...query, by: ['domain' as const], figures: ROW_IDS };
  const { scope, yardsticks, groups } = await readBy(connection, asked);
  const rowOf = new Map(groups.map(({ key, figures }) => [key[0], figures]));
  return {
    ...scope,
    domains: yardsticks.domains.flatMap(({ name: domain, number, lead }) => {
      const figures = rowOf.get(domain);
      return figures ? [{ domain, number, lead, ...figures }] : [];
    }),
  };
}
