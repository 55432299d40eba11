import type { DuckDBConnection } from '@duckdb/node-api';
import type { DimensionId, FigureQuery, FundsAnswer } from '@skill-ledger/contracts';
import { MONEY_IDS } from '../figures/definitions.ts';
import { readBy } from '../figures/read-by.ts';

/** Budget, arrived and paid: in total, by source and by year. @throws UnknownFilterValue */
export async function readFunds(connection: DuckDBConnection, query: FigureQuery): Promise<FundsAnswer> {
  const by = (...dimensions: DimensionId[]) =>
    readBy(connection, { ...query, by: dimensions, figures: MONEY_IDS });
  const { scope, groups } = await by();
  const sources = await by('source');
  const years = await by('year');
  return {
    ...scope,
    total: groups[0]?.figures ?? {},
    sources: sources.groups.map(({ key: [source = ''], figures }) => ({ source, ...figures })),
    years: years.groups.map(({ key: [year], figures }) => ({ year: Number(year), ...figures })),
  };
}
