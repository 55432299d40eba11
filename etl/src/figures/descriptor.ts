import type { AbsenceReason, FigureDefinition, FigureId, FigureValues } from '@skill-ledger/contracts';
import type { PastMonth } from '../forecast/forecast.ts';
import type { RelationId } from './relations.ts';
import type { Scope } from './scope.ts';
import type { Yardstick, Yardsticks } from './yardstick.ts';

/**
 * A figure that is counted or summed over a relation. Which rows it takes is said once: the number, its groups, why it is
 * absent and the rows that "why?" shows all come from it.
 */
export interface Measured extends FigureDefinition {
  relation: RelationId;
  /** Column with the day from which a row counts; months and years are those of this day. */
  day?: string;
  /** What else a row must fulfil; `$asOf` is bound. */
  where?: string;
  /** Aggregate over the rows. */
  measure: string;
  /** Column within whose groups the aggregate is taken; the figure is their sum. */
  per?: string;
}

/** What a figure is computed from: others, or the goal of the row (the target, or the quota of a unit). */
export type PartId = FigureId | 'goal';

/** Values by part, where all that are needed are there. */
type Parts<P extends PartId> = { [K in P]: K extends FigureId ? NonNullable<FigureValues[K]> : number };

export interface Computed extends FigureDefinition {
  from: readonly PartId[];
  /** Parts without which the figure still has a value. */
  optional: readonly PartId[];
  /** Ledger rows that name the value, where it is no arithmetic. */
  relation?: RelationId;
  /** Why the figure has no value, where this does not follow from its parts. */
  absence?: (cell: Cell) => AbsenceReason;
  compute(parts: Parts<PartId>, cell: Cell): FigureValues[FigureId] | undefined;
}

export type Descriptor = Measured | Computed;

/** What a row of figures is about, beside what is measured. */
export interface Cell {
  /** Scope of the answer, narrowed to the group. */
  scope: Scope;
  yardsticks: Yardsticks;
  yardstick: Yardstick;
  /** Completed records by month up to as-of, oldest first; quiet months are left out. */
  months: PastMonth[];
}

/** A figure computed from others; without one of them it is absent. */
export function computed<const P extends PartId = never, const O extends PartId = never>(
  from: readonly P[],
  figure: FigureDefinition &
    Pick<Computed, 'relation' | 'absence'> & {
      optional?: readonly O[];
      compute(parts: Parts<P> & Partial<Parts<O>>, cell: Cell): FigureValues[FigureId] | undefined;
    },
): Computed {
  const { optional = [], compute } = figure;
  return {
    ...figure,
    from: [...from, ...optional],
    optional,
    // Called only where the parts that `from` names have values.
    compute: (parts, cell) => compute(parts as unknown as Parts<P> & Partial<Parts<O>>, cell),
  };
}

export const isMeasured = (descriptor: Descriptor): descriptor is Measured => 'measure' in descriptor;

/** Condition on the rows a measured figure takes. */
export const rowsOf = ({ day, where }: Measured): string =>
  [day && `${day} <= $asOf::DATE`, where].filter(Boolean).join(' AND ') || 'true';
