import type { AbsenceReason, FigureDefinition, FigureId, FigureValues } from '@skill-ledger/contracts';
import type { PastMonth } from '../forecast/forecast.ts';
import type { LinesBehind } from './programme-lines.ts';
import type { RelationId } from './relations.ts';
import type { Scope } from './scope.ts';
import type { Yardstick, Yardsticks } from './yardstick.ts';

/**
 * A figure that is counted or summed over a relation. Its rows are defined once: the value, its groups, the reason for its
 * absence and the rows shown by "why?" are all derived from this.
 */
export interface Measured extends FigureDefinition {
  relation: RelationId;
  /** Column with the day from which a row counts; months and years are those of this day. */
  day?: string;
  /** Further condition on a row; `$asOf` is bound. */
  where?: string;
  /** Aggregate over the rows. */
  measure: string;
  /** Lines of the programme's data that are summed, where no ledger has them. */
  lines?: (scope: Scope) => LinesBehind[];
  /** Column to group by before aggregating; the figure is the sum over its groups. */
  per?: string;
}

/** What a figure is computed from: others, or the goal of the row (the target, or the quota of a unit). */
export type PartId = FigureId | 'goal';

/** Ledger rows by their relation, the day from which one counts, and a further condition; `$asOf` is bound. */
export interface LedgerBehind {
  relation: RelationId;
  day?: string;
  where?: string;
}

/** Values by part, if all required parts are present. */
type Parts<P extends PartId> = { [K in P]: K extends FigureId ? NonNullable<FigureValues[K]> : number };

export interface Computed extends FigureDefinition {
  from: readonly PartId[];
  /** Parts without which the figure still has a value. */
  optional: readonly PartId[];
  /** Ledger rows that contain the value, if it is not arithmetic. */
  ledger?: (scope: Scope) => LedgerBehind | undefined;
  /** Lines of the programme's data that contain the value, if it is not arithmetic. */
  lines?: (scope: Scope) => LinesBehind[];
  /** Why the figure has no value, if this does not follow from its parts. */
  absence?: (cell: Cell) => AbsenceReason;
  compute(parts: Parts<PartId>, cell: Cell): FigureValues[FigureId] | undefined;
}

export type Descriptor = Measured | Computed;

/** Context of a row of figures, beside the measured values. */
export interface Cell {
  /** Scope of the answer, narrowed to the group. */
  scope: Scope;
  yardsticks: Yardsticks;
  yardstick: Yardstick;
  /** Completed records by month up to as-of, oldest first; months without records are left out. */
  months: PastMonth[];
}

/** A figure computed from others; absent if one of them is. */
export function computed<const P extends PartId = never, const O extends PartId = never>(
  from: readonly P[],
  figure: FigureDefinition &
    Pick<Computed, 'ledger' | 'lines' | 'absence'> & {
      optional?: readonly O[];
      compute(parts: Parts<P> & Partial<Parts<O>>, cell: Cell): FigureValues[FigureId] | undefined;
    },
): Computed {
  const { optional = [], compute } = figure;
  return {
    ...figure,
    from: [...from, ...optional],
    optional,
    // Called only if the parts in `from` have values.
    compute: (parts, cell) => compute(parts as unknown as Parts<P> & Partial<Parts<O>>, cell),
  };
}

export const isMeasured = (descriptor: Descriptor): descriptor is Measured => 'measure' in descriptor;

/** Condition on the rows a figure takes. */
export const rowsOf = ({ day, where }: Omit<LedgerBehind, 'relation'>): string =>
  [day && `${day} <= $asOf::DATE`, where].filter(Boolean).join(' AND ') || 'true';
