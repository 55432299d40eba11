import highsModule, { type Highs } from 'highs';

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
  const keysOf = (table: PeopleTable, nth: 0 | 1): string[] =>
    [
      ...new Set(
        releases.flatMap(({ tables }) => (tables[table] ?? []).map((row) => row[PEOPLE[table][nth]] ?? '')),
      ),
    ].filter((key) => key !== ALL);
  const names = new Map<string, string>();
  const unknown = (part: number, table: PeopleTable, row: string, column: string): string => {
    const id = `${part} ${table} ${row} ${column}`;
    const name = names.get(id) ?? `x${names.size}`;
    names.set(id, name);
    return name;
  };
  const sum = (parts: number[], table: PeopleTable, row: string, column: string): string[] =>
    parts.flatMap((part) =>
      (row === ALL ? keysOf(table, 0) : [row]).flatMap((one) =>
        (column === ALL ? keysOf(table, 1) : [column]).map((other) => unknown(part, table, one, other)),
      ),
    );
  const rows: string[] = [];
  const equal = (terms: string[], value: number, minus: string[] = []): void => {
    rows.push(
      `r${rows.length}: ${terms.map((one) => `+ ${one}`).join(' ')} ${minus.map((one) => `- ${one}`).join(' ')} = ${value}`,
    );
  };
  const hidden: (HiddenCell & { terms: string[] })[] = [];
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
  const body = `subject to\n${rows.join('\n')}\nend`;
  const found = hidden
    .filter(targets)
    .map(({ terms, ...cell }) => ({ terms, bounds: { ...cell, low: Infinity, high: -Infinity } }));
  for (const { terms, bounds } of found) {
    for (const [sense, end] of [
      ['minimize', 'low'],
      ['maximize', 'high'],
    ] as const) {
      if (isWide(bounds)) break;
      const { Status, Columns } = highs.solve(
        `${sense}\nobj: ${terms.map((one) => `+ ${one}`).join(' ')}\n${body}`,
      );
      if (Status === 'Unbounded') bounds[end] = end === 'low' ? -Infinity : Infinity;
      else if (Status !== 'Optimal') throw new Error(`${Status}: what was published contradicts itself`);
      else widen(found, (name) => Columns[name]?.Primal ?? 0);
    }
  }
  return found.map(({ bounds }) => bounds);
}

/** Each solution is one for all cells: most are seen to be wide without an LP of their own. */
function widen(found: { terms: string[]; bounds: Bounds }[], primal: (name: string) => number): void {
  for (const { terms, bounds } of found) {
    const value = terms.reduce((sum, name) => sum + primal(name), 0);
    bounds.low = Math.min(bounds.low, value);
    bounds.high = Math.max(bounds.high, value);
  }
}
