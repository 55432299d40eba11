import { type Bilingual, KIND_LABELS, type LedgerKind } from '@skill-ledger/contracts';
import type { Column } from '../programme/programme.ts';
import type { HeaderCell } from './groups.ts';
import { type Match, matchKinds } from './match.ts';

/** Wider headers are not searched for tables side by side: the cost is quadratic in the columns. */
const MAX_CELLS = 200;

/** A table's part of a header row. */
export interface Block {
  match: Match;
  /** Matches of other kinds that are complete too. */
  others: Match[];
  cells: HeaderCell[];
}

/** A header as the kind of which it has the most required columns, the first one if equal; null if none is complete. */
function blockOf(cells: HeaderCell[], contract: Column[]): Block | null {
  const complete = matchKinds(cells, contract).filter((match) => match.complete);
  const [first, ...rest] = complete;
  if (!first) return null;
  const match = rest.reduce((best, next) => (next.found > best.found ? next : best), first);
  return { match, others: complete.filter((other) => other !== match), cells };
}

/** Required columns of a further kind in a table's rows, which are not read. */
export interface OtherKind {
  kind: LedgerKind;
  labels: string[];
}
/** So many of them, beside those of the table's own, are no chance. */
const MANY_OTHERS = 3;

/** What a table's header makes of it besides, trainees and payments in one row say; null if nothing. */
export function otherKind({ match, others }: Block): OtherKind | null {
  for (const { kind, columns } of others) {
    const labels = columns
      .filter(({ column, index }) => column.required && match.extra.some((one) => one.index === index))
      .map(({ column }) => column.label);
    if (labels.length >= MANY_OTHERS) return { kind, labels };
  }
  return null;
}

export const otherKindText = ({ kind, labels }: OtherKind): Bilingual => ({
  zh: `同一行里还有“${KIND_LABELS[kind].zh}”的必填列（${labels.join('、')}），没有读取；请把两种台账分成两张表报送`,
  en: `the same rows also hold required columns of ${KIND_LABELS[kind].en} (${labels.join(', ')}), which were not read: hand in a table for each kind`,
});

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
    const whole = blockOf(cells, this.contract);
    const blocks = whole === null ? [] : (this.cut(from, whole.match) ?? [whole]);
    this.known.set(from, blocks);
    return blocks;
  }

  /** The split with the most recognised columns on both sides; null if no split gives clear tables. */
  private cut(from: number, whole: Match): Block[] | null {
    const { cells } = this;
    const own = cells.slice(from);
    const isDoubtful = !isClear(whole) || hasRepeats(own) || own.some((_, at) => isGap(own, at));
    if (!isDoubtful || cells.length > MAX_CELLS) return null;
    let best: { blocks: Block[]; found: number; isGap: boolean } | null = null;
    for (let at = from + 2; at <= cells.length - 2; at += 1) {
      const left = cells.slice(from, at);
      if (hasRepeats(left)) break;
      const gap = isGap(cells, at);
      // Without a blank column in between, there are certainly two tables only if names are repeated.
      const texts = new Set(left.map(({ text }) => text));
      if (!gap && !cells.slice(at).some(({ text }) => texts.has(text))) continue;
      const first = blockOf(left, this.contract);
      if (first === null || !isClear(first.match)) continue;
      const rest = this.blocksFrom(at);
      if (rest.length === 0 || rest.some((block) => !isClear(block.match))) continue;
      const blocks = [first, ...rest];
      const found = blocks.reduce((sum, block) => sum + block.match.found, 0);
      if (best === null || found > best.found || (found === best.found && gap && !best.isGap))
        best = { blocks, found, isGap: gap };
    }
    return best?.blocks ?? null;
  }
}
