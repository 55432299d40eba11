import { StruckText } from './types.ts';

/** How a run of a text is written; `inherited` if only the cell's style says. */
export type Run = 'struck' | 'kept' | 'superscript' | 'subscript' | 'inherited';

const RAISED = { superscript: '⁰¹²³⁴⁵⁶⁷⁸⁹', subscript: '₀₁₂₃₄₅₆₇₈₉' };

/** A piece as a person sees it: digits that are set high or low belong to no number (1500¹). */
export const asShown = (piece: string, run: Run): string =>
  run === 'superscript' || run === 'subscript'
    ? piece.replaceAll(/\d/g, (digit) => RAISED[run][Number(digit)] ?? digit)
    : piece;

/** A text with its own runs: which parts are struck through also depends on the cell's style. */
export class RichText {
  readonly text: string;
  private readonly runs: ReadonlySet<Run>;
  constructor(text: string, runs: ReadonlySet<Run>) {
    this.text = text;
    this.runs = runs;
  }

  /** @param isStruck whether the cell's style strikes it through */
  has(what: 'struck' | 'kept', isStruck: boolean): boolean {
    return this.runs.has(what) || (this.runs.has('inherited') && isStruck === (what === 'struck'));
  }
}
export type SharedText = string | RichText;

/** Collects the runs of a text. */
export class Runs {
  private runs = new Set<Run>();

  /** Before each text. */
  start(): void {
    if (this.runs.size > 0) this.runs = new Set();
  }

  add(piece: string, run: Run): void {
    if (piece.trim() !== '') this.runs.add(run === 'struck' || run === 'inherited' ? run : 'kept');
  }

  of(text: string): SharedText {
    return this.runs.has('struck') || this.runs.has('kept') ? new RichText(text, this.runs) : text;
  }
}

/** The text as a cell of this style, marked if only a part of it is struck through. */
export function styledText(
  told: SharedText,
  isStruck: boolean,
): { text: string | StruckText; crossedOut: boolean } {
  if (typeof told === 'string') return { text: told, crossedOut: isStruck };
  if (!told.has('struck', isStruck)) return { text: told.text, crossedOut: false };
  return told.has('kept', isStruck)
    ? { text: new StruckText(told.text), crossedOut: false }
    : { text: told.text, crossedOut: true };
}
