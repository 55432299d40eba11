import type { DuckDBConnection } from '@duckdb/node-api';
import { allCells, cellId, cellValue, type Published } from './cells.ts';
import { countPeople, type PeopleShape, peopleShapes, TOTAL } from './people.ts';
import type { ReleasePeriod } from './release-period.ts';
import { type Span, segmentsOf } from './segments.ts';
import { SPECS } from './specs.ts';
import type { Table, TableRow } from './table-spec.ts';
import { addUp, withhold } from './withhold.ts';

/** What an earlier release discloses about the same days. */
export interface EarlierRelease {
  id: string;
  span: Span;
  /** Keys of withheld cells by table, as in its release.json. */
  withheld: Record<string, string[][]>;
}

export interface PeopleTables {
  tables: Table[];
  withheld: Record<string, string[][]>;
  /** Withheld cells that a reader could work out; a release with any cannot be published. */
  unprotected: number;
}

/** The tables of people, without the cells that would identify individuals. */
export async function peopleTables(
  connection: DuckDBConnection,
  period: ReleasePeriod,
  earlier: EarlierRelease[],
): Promise<PeopleTables> {
  const shapes = await peopleShapes(connection);
  const own = { from: period.from, until: period.until };
  const { segments, parts, related } = segmentsOf(own, earlier);
  const truth = [];
  for (const { from, until } of segments) truth.push(await countPeople(connection, shapes, from, until));
  const published = related.map(
    ({ release, parts: days }): Published => ({ segments: days, withheld: idsOf(release.withheld, shapes) }),
  );
  const { cells, unprotected } = await withhold(truth, published, parts);
  const counts = addUp(truth, parts);
  const withheld: Record<string, string[][]> = {};
  const tables = shapes.map((shape, table): Table => {
    const spec = SPECS[shape.name];
    const [first = '', second = ''] = spec.keys;
    const rows = allCells(counts)
      .filter((cell) => cell.table === table)
      .map((cell): TableRow => {
        const keys = keysOf(shape, cell.row, cell.column);
        const isWithheld = cells.has(cellId(cell));
        if (isWithheld) withheld[shape.name] = [...(withheld[shape.name] ?? []), keys];
        return {
          [first]: keys[0] ?? '',
          [second]: keys[1] ?? '',
          personTimes: isWithheld ? null : String(cellValue(cell, counts)),
          withheld: String(isWithheld),
        };
      });
    return { ...spec, rows };
  });
  return { tables, withheld, unprotected };
}

const keysOf = ({ keys: [rows, columns] }: PeopleShape, row: number, column: number): string[] => [
  rows[row] ?? TOTAL,
  columns[column] ?? TOTAL,
];

/** Withheld keys of a published release as cells; keys the programme no longer has are skipped. */
function idsOf(withheld: Record<string, string[][]>, shapes: PeopleShape[]): Set<string> {
  const ids = new Set<string>();
  for (const [table, shape] of shapes.entries()) {
    const [rows, columns] = shape.keys.map((keys) => [...keys, TOTAL]);
    for (const [row = '', column = ''] of withheld[shape.name] ?? []) {
      ids.add(cellId({ table, row: rows?.indexOf(row) ?? -1, column: columns?.indexOf(column) ?? -1 }));
    }
  }
  return ids;
}
