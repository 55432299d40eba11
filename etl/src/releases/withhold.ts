import { type Attack, withAttack } from './attack.ts';
import {
  allCells,
  cellId,
  cellValue,
  isKnownElsewhere,
  isSmall,
  type Published,
  smallDomain,
} from './cells.ts';
import type { PeopleCounts } from './people.ts';

/** A withheld cell must be possible at or below this, at or above that, and over so wide a span. */
const LOW = 1;
const HIGH = 5;
const SPAN = 5;
const ROUNDING = 1e-4;

type Slack = Attack['slacks'][number];

/** A fault in the protection of a cell. */
interface Weakness {
  slack: Slack;
  /** Required range of the cell. */
  moves: number[];
}

export interface Withheld {
  /** Cells of the release that are not shown, as `cellId` names them. */
  cells: Set<string>;
  /** Withheld cells that can still be bounded too tightly. */
  unprotected: number;
}

/**
 * Chooses the cells of the last release that are not published: small ones, and as few others as a greedy choice finds
 * so that, from everything published, none can be bounded more tightly than 1 … 5.
 * @param truth person-times by segment
 */
export async function withhold(
  truth: PeopleCounts[],
  earlier: Published[],
  segments: number[],
): Promise<Withheld> {
  const counts = addUp(truth, segments);
  const small = allCells(counts).filter(
    (cell) => isSmall(cellValue(cell, counts)) || smallDomain(cell, counts) !== null,
  );
  const cells = new Set(small.map(cellId));
  const released = [...earlier, { segments, withheld: cells }];
  return withAttack(truth, released, (attack) => {
    const weak = (slack: Slack): Weakness | null =>
      weakness(attack, slack, addUp(truth, released[slack.release]?.segments ?? []));
    const given = new Set<Slack>();
    // Whatever else is withheld, these stay as wide as they are.
    const wide = new Set<Slack>();
    let rounds = 0;
    for (let found = true; found && rounds < 20; rounds += 1) {
      found = false;
      for (const slack of attack.slacks.filter(attack.isWithheld)) {
        if (given.has(slack)) continue;
        const weakHere = weak(slack);
        if (!weakHere) {
          wide.add(slack);
          continue;
        }
        found = true;
        const changes = weakHere.moves.map(
          // A companion may also decrease.
          (by) => attack.complement(slack, by) ?? (by === SPAN ? attack.complement(slack, -by) : null),
        );
        if (changes.every((change) => !change || change.length === 0)) given.add(slack);
        for (const change of changes) for (const one of change ?? []) attack.withhold(one);
      }
    }
    const withheld = attack.slacks.filter(attack.isWithheld);
    for (const { cell, release } of withheld) {
      if (release === released.length - 1) cells.add(cellId(cell));
    }
    const doubtful = withheld.filter((slack) => !wide.has(slack));
    return { cells, unprotected: doubtful.filter((slack) => weak(slack) !== null).length };
  });
}

/** In what way a withheld cell can be bounded too tightly; null if it cannot. */
function weakness(attack: Attack, slack: Slack, counts: PeopleCounts): Weakness | null {
  const { cell, value } = slack;
  if (value === 0 || isKnownElsewhere(cell, counts)) return null;
  // A domain of 1–4 bounds its cells itself: its total is published.
  const most = smallDomain(cell, counts);
  const [smallest, largest] = attack.bounds(slack);
  if (isSmall(value)) {
    const high = Math.min(HIGH, most ?? HIGH);
    const moves = [
      ...(largest < high - ROUNDING ? [high - value] : []),
      ...(smallest > LOW + ROUNDING ? [LOW - value] : []),
    ];
    return moves.length > 0 ? { slack, moves } : null;
  }
  return largest - smallest < SPAN - ROUNDING ? { slack, moves: [SPAN] } : null;
}

/** Person-times of several segments together. */
export const addUp = (truth: PeopleCounts[], segments: number[]): PeopleCounts =>
  (truth[0] ?? []).map((rows, table) =>
    rows.map((row, at) =>
      row.map((_, column) =>
        segments.reduce((sum, segment) => sum + (truth[segment]?.[table]?.[at]?.[column] ?? 0), 0),
      ),
    ),
  );
