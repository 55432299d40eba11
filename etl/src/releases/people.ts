import type { DuckDBConnection } from '@duckdb/node-api';
import { type DimensionId, NOT_GIVEN } from '@skill-ledger/contracts';
import { readBy } from '../figures/read-by.ts';
import { valuesOf } from '../figures/scope.ts';

/** Key of the rows that add up the others. */
export const TOTAL = '合计';

/** A table of person-times by two attributes, without its totals. */
export interface PeopleShape {
  name: 'people_by_group' | 'people_by_sex_age' | 'people_by_home_town';
  by: [DimensionId, DimensionId];
  /** Keys of the rows and of the columns, in order. */
  keys: [string[], string[]];
}

const TABLES: Pick<PeopleShape, 'name' | 'by'>[] = [
  { name: 'people_by_group', by: ['group', 'domain'] },
  { name: 'people_by_sex_age', by: ['sex', 'ageBand'] },
  { name: 'people_by_home_town', by: ['homeTown', 'group'] },
];

/** Person-times by table, row and column. */
export type PeopleCounts = number[][][];

/** The keys of the three tables: all of the programme, and 未填 where rows lack a value. */
export async function peopleShapes(connection: DuckDBConnection): Promise<PeopleShape[]> {
  const keysOf = async (dimension: DimensionId): Promise<string[]> => {
    const known = (await valuesOf(connection, dimension)) ?? [];
    const { groups } = await readBy(connection, {
      asOf: '9999-12-31',
      by: [dimension],
      figures: ['completedRecords'],
    });
    const found = groups.map(({ key: [value = ''] }) => value);
    return [...new Set([...known, ...(dimension === 'homeTown' ? [NOT_GIVEN] : []), ...found])];
  };
  const shapes: PeopleShape[] = [];
  for (const { name, by } of TABLES) {
    shapes.push({ name, by, keys: [await keysOf(by[0]), await keysOf(by[1])] });
  }
  return shapes;
}

/** Person-times trained from one day to another, both included. */
export async function countPeople(
  connection: DuckDBConnection,
  shapes: PeopleShape[],
  since: string,
  asOf: string,
): Promise<PeopleCounts> {
  const counts: PeopleCounts = [];
  for (const { by, keys } of shapes) {
    const { groups } = await readBy(connection, { since, asOf, by, figures: ['completedRecords'] });
    const found = new Map(groups.map(({ key, figures }) => [key.join('|'), figures.completedRecords ?? 0]));
    counts.push(keys[0].map((row) => keys[1].map((column) => found.get(`${row}|${column}`) ?? 0)));
  }
  return counts;
}
