import type { Column } from '../programme/programme.ts';
import type { HeaderCell } from './groups.ts';
import { type Match, matchKinds } from './match.ts';

/** Wider headers are not searched for tables side by side: the cost is quadratic in the columns. */
const MOST_CELLS = 200;

/** A table's part of a header row. */
export interface Block {
  match: Match;
  cells: HeaderCell[];
}

/** The kind of which a header has the most required columns, the first one if equal; null if none is complete. */
export function bestMatch(cells: HeaderCell[], contract: Column[]): Match | null {
  return completeIn(cells, contract).reduce<Match | null>(
    (best, next) => (best === null || next.found > best.found ? next : best),
    null,
  );
}

const completeIn = (cells: HeaderCell[], contract: Column[]): Match[] =>
  matchKinds(cells, contract).filter(({ complete }) => complete);

/** So many required columns of another kind, beside those of the table's own, are no chance. */
const MANY_OTHERS = 3;

/** Headers of a table that make another kind of it too, trainees and payments in one row say: they are not read. */
export function otherKind({ match, cells }: Block, contract: Column[]): string[] {
  for (const { kind, columns } of completeIn(cells, contract)) {
    if (kind === match.kind) continue;
    const others = columns.filter(
      ({ column, index }) => column.required && match.extra.some((one) => one.index === index),
    );
    if (others.length >= MANY_OTHERS) return others.map(({ column }) => column.label);
  }
  return [];
}

const isClear = (match: Match): boolean => match.equals.length === 0;

/** The tables that begin in a header row, from left to right; none if no kind is complete. */
export function blocksOf(cells: HeaderCell[], contract: Column[]): Block[] {
  return new Cutter(cells, contract).blocksFrom(0);
}

const isGap = (cells: HeaderCell[], at: number): boolean =>
  at > 0 && (cells[at]?.index ?? 0) - (cells[at - 1]?.index ?? 0) > 1;

const hasRepeats = (cells: HeaderCell[]): boolean =>
  new Set(cells.map(({ group, text }) => `${group}·${text}`)).size < cells.length;

/** Splits a header row into tables; the result from each column on is computed once. */
class Cutter {
  private readonly cells: HeaderCell[];
  private readonly contract: Column[];
  private readonly known = new Map<number, Block[]>();

  constructor(cells: HeaderCell[], contract: Column[]) {
    this.cells = cells;
    this.contract = contract;
  }

  blocksFrom(from: number): Block[] {
    const known = this.known.get(from);
    if (known) return known;
    const cells = this.cells.slice(from);
    const whole = bestMatch(cells, this.contract);
    const blocks = whole === null ? [] : (this.cut(from, whole) ?? [{ match: whole, cells }]);
    this.known.set(from, blocks);
    return blocks;
  }

  /** The split with the most recognised columns on both sides; null if no split gives clear tables. */
  private cut(from: number, whole: Match): Block[] | null {
    const { cells } = this;
    const own = cells.slice(from);
    const isDoubtful = !isClear(whole) || hasRepeats(own) || own.some((_, at) => isGap(own, at));
    if (!isDoubtful || cells.length > MOST_CELLS) return null;
    let best: { blocks: Block[]; found: number; isGap: boolean } | null = null;
    for (let at = from + 2; at <= cells.length - 2; at += 1) {
      const left = cells.slice(from, at);
      if (hasRepeats(left)) break;
      const gap = isGap(cells, at);
      // Without a blank column in between, there are certainly two tables only if names are repeated.
      const texts = new Set(left.map(({ text }) => text));
      if (!gap && !cells.slice(at).some(({ text }) => texts.has(text))) continue;
      const match = bestMatch(left, this.contract);
      if (match === null || !isClear(match)) continue;
      const rest = this.blocksFrom(at);
      if (rest.length === 0 || rest.some((block) => !isClear(block.match))) continue;
      const blocks = [{ match, cells: left }, ...rest];
      const found = blocks.reduce((sum, block) => sum + block.match.found, 0);
      if (best === null || found > best.found || (found === best.found && gap && !best.isGap))
        best = { blocks, found, isGap: gap };
    }
    return best?.blocks ?? null;
  }
}
