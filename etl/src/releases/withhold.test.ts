import fc from 'fast-check';
import highsModule, { type Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allCells,
  cellId,
  cellValue,
  innerOf,
  isKnownElsewhere,
  type Published,
  smallDomain,
} from './cells.ts';
import type { PeopleCounts } from './people.ts';
import { segmentsOf } from './segments.ts';
import { addUp, withhold } from './withhold.ts';

const loadHighs = highsModule as unknown as () => Promise<Highs>;

/** One training: group, domain, sex, age, home town and the segment of days it ended in. */
type Training = [number, number, number, number, number, number];

const SIZES = { groups: 4, domains: 3, ages: 4, towns: 5 };

function countsOf(trainings: Training[], segments: number): PeopleCounts[] {
  const grid = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  const truth = Array.from({ length: segments }, () => [
    grid(SIZES.groups, SIZES.domains),
    grid(2, SIZES.ages),
    grid(SIZES.towns, SIZES.groups),
  ]);
  const add = (table: number[][] | undefined, row: number, column: number): void => {
    const line = table?.[row];
    if (line) line[column] = (line[column] ?? 0) + 1;
  };
  for (const [group, domain, sex, age, town, segment] of trainings) {
    const tables = truth[segment];
    add(tables?.[0], group, domain);
    add(tables?.[1], sex, age);
    add(tables?.[2], town, group);
  }
  return truth;
}

/** Trainings spread unevenly, so that many cells are small. */
const trainings = (segments: number) =>
  fc.array(
    fc.tuple(
      fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3),
      fc.constantFrom(0, 0, 0, 1, 1, 2),
      fc.constantFrom(0, 1),
      fc.constantFrom(0, 0, 1, 1, 1, 2, 3),
      fc.constantFrom(0, 0, 0, 1, 2, 3, 4),
      fc.nat(segments - 1),
    ),
    { minLength: 40, maxLength: 160 },
  );

/** A reader's attack, written a second time as text: withheld cells that can be bounded more tightly than 1 … 5. */
function recovered(highs: Highs, truth: PeopleCounts[], releases: Published[]): string[] {
  const [shape = []] = truth;
  const rows: string[] = [];
  const name = (segment: number, id: string): string => `x${segment}_${id.replaceAll(':', '_')}`;
  const sum = (cell: Parameters<typeof innerOf>[0], segments: number[], sign = '+'): string =>
    segments
      .flatMap((segment) => innerOf(cell, shape).map((inner) => `${sign} ${name(segment, cellId(inner))}`))
      .join(' ');
  for (const { segments, withheld } of releases) {
    const counts = addUp(truth, segments);
    for (const cell of allCells(shape)) {
      if (withheld.has(cellId(cell)) && !isKnownElsewhere(cell, shape)) continue;
      rows.push(`${sum(cell, segments)} = ${cellValue(cell, counts)}`);
    }
  }
  for (const segment of truth.keys()) {
    const whole = (table: number) => ({
      table,
      row: shape[table]?.length ?? 0,
      column: shape[table]?.[0]?.length ?? 0,
    });
    rows.push(`${sum(whole(0), [segment])} ${sum(whole(1), [segment], '-')} = 0`);
    for (let group = 0; group < SIZES.groups; group += 1) {
      const left = sum({ table: 0, row: group, column: SIZES.domains }, [segment]);
      rows.push(`${left} ${sum({ table: 2, row: SIZES.towns, column: group }, [segment], '-')} = 0`);
    }
  }
  const body = `subject to\n${rows.map((row, at) => `r${at}: ${row}`).join('\n')}\nend`;
  return releases.flatMap(({ segments, withheld }, nth) => {
    const counts = addUp(truth, segments);
    return allCells(shape).flatMap((cell) => {
      const value = cellValue(cell, counts);
      if (!withheld.has(cellId(cell)) || isKnownElsewhere(cell, shape) || value === 0) return [];
      const solve = (sense: string): number =>
        highs.solve(`${sense}\nobj: ${sum(cell, segments)}\n${body}`).ObjectiveValue;
      const [low, high] = [solve('minimize'), solve('maximize')];
      const most = smallDomain(cell, counts) ?? 5;
      const isSafe = value < 5 ? low <= 1.001 && high >= Math.min(5, most) - 0.001 : high - low >= 4.999;
      return isSafe ? [] : [`release ${nth}, cell ${cellId(cell)}: ${value} in ${low} … ${high}`];
    });
  });
}

describe('withheld cells', () => {
  let highs: Highs;
  beforeAll(async () => {
    highs = await loadHighs();
  });

  it('cannot be recovered from one release by linear programming', async () => {
    await fc.assert(
      fc.asyncProperty(trainings(1), async (list) => {
        const truth = countsOf(list, 1);
        const { cells, unprotected } = await withhold(truth, [], [0]);
        expect(recovered(highs, truth, [{ segments: [0], withheld: cells }])).toHaveLength(unprotected);
        expect(unprotected).toBe(0);
      }),
      { numRuns: 8, seed: 17 },
    );
  });

  it('cannot be recovered from the difference of two releases, or it is said that they can', async () => {
    await fc.assert(
      fc.asyncProperty(trainings(2), async (list) => {
        const truth = countsOf(list, 2);
        const first = await withhold(truth, [], [0]);
        const earlier = [{ segments: [0], withheld: first.cells }];
        const { cells, unprotected } = await withhold(truth, earlier, [0, 1]);
        const both = [...earlier, { segments: [0, 1], withheld: cells }];
        expect(recovered(highs, truth, both)).toHaveLength(unprotected);
      }),
      { numRuns: 4, seed: 17 },
    );
  });

  it('are recovered by the same attack where only small cells are withheld', async () => {
    const truth = [
      [
        [
          [3, 40, 0],
          [20, 50, 9],
          [0, 0, 0],
          [0, 0, 0],
        ],
        [
          [60, 62, 0, 0],
          [0, 0, 0, 0],
        ],
        [
          [43, 79, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
      ],
    ];
    const withheld = new Set(['0:0:0']);
    expect(recovered(highs, truth, [{ segments: [0], withheld }])).toEqual([
      'release 0, cell 0:0:0: 3 in 3 … 3',
    ]);
    const { cells, unprotected } = await withhold(truth, [], [0]);
    expect(unprotected).toBe(0);
    expect([...cells].sort()).toEqual(['0:0:0', '0:0:1', '0:1:0', '0:1:1']);
  });
});

describe('segments', () => {
  it('split releases that overlap or add up, also through another', () => {
    const release = (id: string, from: string, until: string) => ({ id, span: { from, until } });
    const { segments, parts, related } = segmentsOf({ from: '2021-01-01', until: '2021-12-31' }, [
      release('2020', '2020-01-01', '2020-12-31'),
      release('all', '2019-01-01', '2021-12-31'),
      release('Q1', '2021-01-01', '2021-03-31'),
    ]);
    expect(segments.map(({ from }) => from)).toEqual([
      '2019-01-01',
      '2020-01-01',
      '2021-01-01',
      '2021-04-01',
    ]);
    expect(parts).toEqual([2, 3]);
    expect(Object.fromEntries(related.map(({ release: { id }, parts: days }) => [id, days]))).toEqual({
      all: [0, 1, 2, 3],
      Q1: [2],
      2020: [1],
    });
  });

  it('leave alone releases of other days', () => {
    const other = { span: { from: '2020-01-01', until: '2020-12-31' } };
    expect(segmentsOf({ from: '2021-01-01', until: '2021-03-31' }, [other]).related).toEqual([]);
  });
});
