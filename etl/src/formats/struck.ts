import { StruckText } from './types.ts';

/** A text that is struck through as a whole: it is read, and its row named. */
export class WholeStruck {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type SharedText = string | StruckText | WholeStruck;

/** Which runs of a rich text are struck through, as they go by. */
export class StruckRuns {
  private struck = false;
  private kept = false;

  /** Before each text. */
  start(): void {
    this.struck = false;
    this.kept = false;
  }

  add(piece: string, isStruck: boolean): void {
    if (piece.trim() === '') return;
    if (isStruck) this.struck = true;
    else this.kept = true;
  }

  /** The text as a cell: itself, or marked where it is struck through. */
  of(text: string): SharedText {
    if (!this.struck) return text;
    return this.kept ? new StruckText(text) : new WholeStruck(text);
  }
}
