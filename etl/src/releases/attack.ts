import highsModule, { type Highs, type Model } from 'highs';
import { allCells, type CellRef, cellId, innerOf, isKnownElsewhere, type Published } from './cells.ts';
import type { PeopleCounts } from './people.ts';

/** A cell that a release withholds or could withhold, in the linear programme. */
interface Slack {
  release: number;
  cell: CellRef;
  value: number;
  /** Column that raises the cell above its true value; the next one lowers it. */
  column: number;
}

/** Conclusions that can be drawn from all publications. */
export interface Attack {
  slacks: Slack[];
  withhold(slack: Slack): void;
  isWithheld(slack: Slack): boolean;
  /** Smallest and largest value the cell can have. */
  bounds(slack: Slack): [number, number];
  /**
   * The cheapest change of cells that are still shown which moves a withheld cell by so much.
   * @returns the cells to withhold; null if no change can
   */
  complement(slack: Slack, by: number): Slack[] | null;
}

/** Smaller changes are rounding errors. */
const EPSILON = 1e-6;
/** Cost of changing a cell that is already withheld. */
const FREE = 1e-4;

// The package's types are those of its CommonJS build; the module's default export is the loader itself.
const loadHighs = highsModule as unknown as () => Promise<Highs>;
let solver: Promise<Highs> | undefined;

interface Matrix {
  starts: number[];
  indices: number[];
  values: number[];
  rhs: number[];
}

/**
 * Sets up the linear programme of a reader who knows every table, total and earlier release. The unknowns are the
 * person-times of each inner cell in each segment of days; every shown cell is an equation over them.
 * @param truth person-times by segment
 * @param releases what was published about which segments; the last one is the release in the making
 */
export async function withAttack<T>(
  truth: PeopleCounts[],
  releases: Published[],
  work: (attack: Attack) => T,
): Promise<T> {
  solver ??= loadHighs();
  const highs = await solver;
  const { matrix, upper, slacks, current } = equations(truth, releases);
  const columns = upper.length;
  const infinite = Number.POSITIVE_INFINITY;
  return highs.withModel(
    {
      numCols: columns,
      numRows: matrix.rhs.length,
      colCost: new Float64Array(columns),
      colLower: new Float64Array(columns),
      colUpper: Float64Array.from(upper),
      rowLower: Float64Array.from(matrix.rhs),
      rowUpper: Float64Array.from(matrix.rhs),
      matrix: {
        format: 'csr',
        numRows: matrix.rhs.length,
        numCols: columns,
        starts: Int32Array.from(matrix.starts),
        indices: Int32Array.from(matrix.indices),
        values: Float64Array.from(matrix.values),
      },
    },
    (model) => {
      model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
      const withheld = new Set<Slack>();
      const open = ({ column, value }: Slack): void => {
        model.changeColBounds(column, 0, infinite);
        model.changeColBounds(column + 1, 0, value);
      };
      const close = ({ column }: Slack): void => {
        model.changeColBounds(column, 0, 0);
        model.changeColBounds(column + 1, 0, 0);
      };
      const attack: Attack = {
        slacks,
        isWithheld: (slack) => withheld.has(slack),
        withhold: (slack) => {
          withheld.add(slack);
          open(slack);
        },
        bounds: (slack) => [
          extreme(model, highs, slack, 'minimize'),
          extreme(model, highs, slack, 'maximize'),
        ],
        complement: (slack, by) => {
          const shown = current.filter((one) => !withheld.has(one));
          for (const one of slacks) costs(model, one, withheld.has(one) ? FREE : one.value);
          shown.forEach(open);
          // The cell is moved by exactly so much, up or down.
          model.changeColBounds(slack.column, Math.max(by, 0), Math.max(by, 0));
          model.changeColBounds(slack.column + 1, Math.max(-by, 0), Math.max(-by, 0));
          model.changeObjectiveSense(highs.constants.objectiveSense.minimize);
          model.run();
          const isSolved = model.getModelStatus() === highs.constants.modelStatus.optimal;
          const { colValue } = model.getSolution();
          const moved = shown.filter(
            ({ column }) => Number(colValue[column]) > EPSILON || Number(colValue[column + 1]) > EPSILON,
          );
          for (const one of slacks) costs(model, one, 0);
          shown.forEach(close);
          open(slack);
          return isSolved ? moved : null;
        },
      };
      for (const slack of slacks) {
        if (releases[slack.release]?.withheld.has(cellId(slack.cell))) attack.withhold(slack);
      }
      return work(attack);
    },
  );
}

function costs(model: Model, { column }: Slack, cost: number): void {
  model.changeColCost(column, cost);
  model.changeColCost(column + 1, cost);
}

function extreme(model: Model, highs: Highs, slack: Slack, sense: 'minimize' | 'maximize'): number {
  const { column, value } = slack;
  model.changeColCost(column, 1);
  model.changeColCost(column + 1, -1);
  model.changeObjectiveSense(highs.constants.objectiveSense[sense]);
  model.run();
  const isSolved = model.getModelStatus() === highs.constants.modelStatus.optimal;
  const reached = isSolved ? value + model.getObjectiveValue() : sense === 'maximize' ? Infinity : 0;
  costs(model, slack, 0);
  return reached;
}

/** The equations known to a reader. */
function equations(truth: PeopleCounts[], releases: Published[]) {
  const [shape = []] = truth;
  const matrix: Matrix = { starts: [0], indices: [], values: [], rhs: [] };
  const upper: number[] = [];
  const unknowns = new Map<string, number>();
  const unknown = (segment: number, cell: CellRef): number => {
    const name = `${segment}/${cellId(cell)}`;
    const known = unknowns.get(name);
    if (known !== undefined) return known;
    unknowns.set(name, upper.length);
    return upper.push(Infinity) - 1;
  };
  const equation = (terms: [number, number][], rhs: number): void => {
    for (const [column, value] of terms) {
      matrix.indices.push(column);
      matrix.values.push(value);
    }
    matrix.rhs.push(rhs);
    matrix.starts.push(matrix.indices.length);
  };
  const zero = zeroCells(truth, releases);
  const terms = (cell: CellRef, segments: number[]): [number, number][] =>
    segments.flatMap((segment) =>
      innerOf(cell, shape)
        .filter((inner) => !zero.has(`${segment}/${cellId(inner)}`))
        .map((inner): [number, number] => [unknown(segment, inner), 1]),
    );
  const sum = (cell: CellRef, segments: number[]): number =>
    segments.reduce(
      (total, segment) =>
        total +
        innerOf(cell, shape).reduce(
          (part, { table, row, column }) => part + (truth[segment]?.[table]?.[row]?.[column] ?? 0),
          0,
        ),
      0,
    );
  const slacks: Slack[] = [];
  for (const [release, { segments, withheld }] of releases.entries()) {
    const isCurrent = release === releases.length - 1;
    for (const cell of allCells(shape)) {
      const value = sum(cell, segments);
      const own = terms(cell, segments);
      const isOpen = withheld.has(cellId(cell));
      if (own.length === 0) continue;
      if (isKnownElsewhere(cell, shape) || !(isOpen || (isCurrent && value > 0))) {
        equation(own, value);
        continue;
      }
      const column = upper.push(0, 0) - 2;
      slacks.push({ release, cell, value, column });
      equation([...own, [column, -1], [column + 1, 1]], value);
    }
  }
  for (const [left, right] of links(shape)) {
    for (const segment of truth.keys()) {
      const minus = terms(right, [segment]).map(([column, value]): [number, number] => [column, -value]);
      equation([...terms(left, [segment]), ...minus], sum(left, [segment]) - sum(right, [segment]));
    }
  }
  return { matrix, upper, slacks, current: slacks.filter(({ release }) => release === releases.length - 1) };
}

/** Inner cells known to be empty, by segment: some release shows a cell of 0 that contains them. */
function zeroCells(truth: PeopleCounts[], releases: Published[]): Set<string> {
  const zero = new Set<string>();
  const [shape = []] = truth;
  for (const { segments, withheld } of releases) {
    for (const cell of allCells(shape)) {
      if (withheld.has(cellId(cell)) && !isKnownElsewhere(cell, shape)) continue;
      const inner = innerOf(cell, shape);
      const isEmpty = segments.every((segment) =>
        inner.every(({ table, row, column }) => (truth[segment]?.[table]?.[row]?.[column] ?? 0) === 0),
      );
      if (!isEmpty) continue;
      for (const segment of segments) for (const one of inner) zero.add(`${segment}/${cellId(one)}`);
    }
  }
  return zero;
}

/** Cells of different tables that count the same: the city's total, and each group by domain and by home town. */
function links(shape: PeopleCounts): [CellRef, CellRef][] {
  const total = (table: number): CellRef => ({
    table,
    row: shape[table]?.length ?? 0,
    column: shape[table]?.[0]?.length ?? 0,
  });
  const groups = (shape[0] ?? []).map((_, row): [CellRef, CellRef] => [
    { table: 0, row, column: total(0).column },
    { table: 2, row: total(2).row, column: row },
  ]);
  return [[total(0), total(1)], ...groups];
}
