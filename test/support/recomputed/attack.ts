import highsModule, { type Highs, type ModelData } from 'highs';

const loadHighs = highsModule as unknown as () => Promise<Highs>;
type Cells = Record<string, string | null>;

/** A release as a reader has it: its days and its tables, nothing else. */
export interface Seen {
  id: string;
  from: string;
  until: string;
  tables: Record<string, Cells[]>;
}

export interface HiddenCell {
  release: string;
  table: string;
  keys: [string, string];
}

/** A withheld cell and values it can have for all that a reader knows: the least and the most, or what is wide enough. */
export interface Bounds extends HiddenCell {
  low: number;
  high: number;
}

const ALL = '合计';
const PEOPLE = {
  people_by_group: ['group', 'domain'],
  people_by_sex_age: ['sex', 'age'],
  people_by_home_town: ['homeTown', 'group'],
} as const;
type PeopleTable = keyof typeof PEOPLE;

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/**
 * Attacks published tables with a linear programme written from them alone: every person-time of a cell and of the days between the ends
 * of releases is an unknown; what any table shows is an equation.
 * @param targets whether a withheld cell is to be bounded
 * @param isWide whether values from `low` to `high` are enough to hide a cell: only others are bounded exactly
 */
export async function attack(
  releases: Seen[],
  targets: (cell: HiddenCell) => boolean,
  isWide: (bounds: Bounds) => boolean,
): Promise<Bounds[]> {
  const highs = await loadHighs();
  const starts = [...new Set(releases.flatMap(({ from, until }) => [from, dayAfter(until)]))].sort();
  const partsOf = ({ from, until }: Seen): number[] =>
    starts.flatMap((start, at) => (start >= from && start <= until ? [at] : []));
  const keys = new Map(
    Object.entries(PEOPLE).map(([table, fields]) => [
      table,
      fields.map((field) =>
        [
          ...new Set(releases.flatMap(({ tables }) => (tables[table] ?? []).map((row) => row[field] ?? ''))),
        ].filter((key) => key !== ALL),
      ),
    ]),
  );
  const keysOf = (table: PeopleTable, nth: 0 | 1): string[] => keys.get(table)?.[nth] ?? [];
  const unknowns = new Map<string, number>();
  const unknown = (part: number, table: PeopleTable, row: string, column: string): number => {
    const id = `${part} ${table} ${row} ${column}`;
    const nth = unknowns.get(id) ?? unknowns.size;
    unknowns.set(id, nth);
    return nth;
  };
  const sum = (parts: number[], table: PeopleTable, row: string, column: string): number[] =>
    parts.flatMap((part) =>
      (row === ALL ? keysOf(table, 0) : [row]).flatMap((one) =>
        (column === ALL ? keysOf(table, 1) : [column]).map((other) => unknown(part, table, one, other)),
      ),
    );
  const matrix: Equations = { starts: [0], indices: [], values: [], sums: [] };
  const equal = (terms: number[], value: number, minus: number[] = []): void => {
    matrix.indices.push(...terms, ...minus);
    matrix.values.push(...terms.map(() => 1), ...minus.map(() => -1));
    matrix.starts.push(matrix.indices.length);
    matrix.sums.push(value);
  };
  const hidden: (HiddenCell & { terms: number[] })[] = [];
  for (const release of releases) {
    const parts = partsOf(release);
    for (const [name, [first, second]] of Object.entries(PEOPLE)) {
      const table = name as PeopleTable;
      for (const row of release.tables[table] ?? []) {
        const keys: [string, string] = [row[first] ?? '', row[second] ?? ''];
        const terms = sum(parts, table, ...keys);
        if (row.personTimes !== null && row.personTimes !== undefined) equal(terms, Number(row.personTimes));
        else hidden.push({ release: release.id, table, keys, terms });
      }
    }
    // What other tables say of the same person-times.
    const whole = Number(release.tables.headline?.find(({ figure }) => figure === 'completedPeriod')?.value);
    for (const table of Object.keys(PEOPLE) as PeopleTable[]) equal(sum(parts, table, ALL, ALL), whole);
    for (const { domain, completedPeriod } of release.tables.progress_by_domain ?? []) {
      equal(sum(parts, 'people_by_group', ALL, domain ?? ''), Number(completedPeriod));
    }
  }
  // Two tables count the same groups, on whatever days.
  for (const part of [...new Set(releases.flatMap(partsOf))]) {
    for (const group of keysOf('people_by_group', 0)) {
      equal(sum([part], 'people_by_group', group, ALL), 0, sum([part], 'people_by_home_town', ALL, group));
    }
  }
  const found = hidden
    .filter(targets)
    .map(({ terms, ...cell }) => ({ terms, bounds: { ...cell, low: Infinity, high: -Infinity } }));
  highs.withModel(linearProgramme(matrix, unknowns.size), (model) => {
    model.options.set({ output_flag: false });
    for (const { terms, bounds } of found) {
      for (const [sense, end] of [
        ['minimize', 'low'],
        ['maximize', 'high'],
      ] as const) {
        if (isWide(bounds)) break;
        for (const nth of terms) model.changeColCost(nth, 1);
        model.changeObjectiveSense(highs.constants.objectiveSense[sense]);
        model.run();
        const status = model.getModelStatus();
        const { unbounded, optimal } = highs.constants.modelStatus;
        if (status === unbounded) bounds[end] = end === 'low' ? -Infinity : Infinity;
        else if (status !== optimal) throw new Error(`${status}: what was published contradicts itself`);
        else widen(found, model.getSolution().colValue);
        for (const nth of terms) model.changeColCost(nth, 0);
      }
    }
  });
  return found.map(({ bounds }) => bounds);
}

/** Equations of a linear programme by rows: unknowns and their factors from one start to the next, and what they add up to. */
interface Equations {
  starts: number[];
  indices: number[];
  values: number[];
  sums: number[];
}

/** Unknowns of 0 or more, without an aim: each question changes it and starts from the answer of the one before. */
const linearProgramme = ({ starts, indices, values, sums }: Equations, unknowns: number): ModelData => ({
  numCols: unknowns,
  numRows: sums.length,
  colCost: new Float64Array(unknowns),
  colLower: new Float64Array(unknowns),
  colUpper: new Float64Array(unknowns).fill(Infinity),
  rowLower: Float64Array.from(sums),
  rowUpper: Float64Array.from(sums),
  matrix: {
    format: 'csr',
    numRows: sums.length,
    numCols: unknowns,
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  },
});

/** Each solution is one for all cells: most are seen to be wide without a question of their own. */
function widen(found: { terms: number[]; bounds: Bounds }[], solution: ArrayLike<number>): void {
  for (const { terms, bounds } of found) {
    const value = terms.reduce((sum, nth) => sum + (solution[nth] ?? 0), 0);
    bounds.low = Math.min(bounds.low, value);
    bounds.high = Math.max(bounds.high, value);
  }
}
