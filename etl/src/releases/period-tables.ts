import type { DuckDBConnection } from '@duckdb/node-api';
import { fundsTables } from './funds-tables.ts';
import { progressTables } from './progress-tables.ts';
import type { ReleasePeriod } from './release-period.ts';
import type { Table } from './table-spec.ts';

/** Tables of a release that say nothing about groups of persons, so that no cell is withheld: reports have them too. */
export const periodTables = async (connection: DuckDBConnection, period: ReleasePeriod): Promise<Table[]> => [
  ...(await progressTables(connection, period)),
  ...(await fundsTables(connection, period)),
];
