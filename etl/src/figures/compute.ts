import {
  type AbsenceReason,
  type DimensionId,
  FILTERS,
  type FigureId,
  type FigureValues,
} from '@skill-ledger/contracts';
import { FIGURES, figuresOf } from './definitions.ts';
import { type Cell, isMeasured, type PartId } from './descriptor.ts';
import { columnIn } from './dimensions.ts';
import type { RelationId } from './relations.ts';
import { knows, withoutUndefined } from './scope.ts';

/** Value of a part; the goal is the target or the quota, whichever the row has. */
const partValue = (part: PartId, values: FigureValues) =>
  figuresOf(part)
    .map((id) => values[id])
    .find((value) => value !== undefined);

/** Adds what is computed to what was measured. @param figures each after its parts */
export function compute(figures: FigureId[], measured: FigureValues, cell: Cell): FigureValues {
  const values: Record<string, unknown> = { ...measured };
  for (const id of figures) {
    const figure = FIGURES[id];
    if (isMeasured(figure)) continue;
    const parts = Object.fromEntries(figure.from.map((part) => [part, partValue(part, values)]));
    const isComplete = figure.from.every(
      (part) => parts[part] !== undefined || figure.optional.includes(part),
    );
    // All parts are present, as the type of `compute` requires.
    if (isComplete) values[id] = figure.compute(parts as never, cell);
  }
  return withoutUndefined(values);
}

/**
 * Why figures have no value in a row: a dimension or filter that does not apply (不适用), no quota handed down
 * (未分解), or no ledger data (无数据). Derived from the relation of a measured figure, and from the first
 * missing part of a computed one.
 */
export function absences(
  figures: FigureId[],
  values: FigureValues,
  cell: Cell,
  by: DimensionId[],
): { absent?: Partial<Record<FigureId, AbsenceReason>> } {
  const reasonOf = (id: FigureId): AbsenceReason => {
    const figure = FIGURES[id];
    if (isMeasured(figure)) return applies(figure.relation, cell, by) ? '无数据' : '不适用';
    if (figure.absence) return figure.absence(cell);
    if (figure.from.length === 0) return '不适用';
    const lacking = figure.from.find(
      (part) => !figure.optional.includes(part) && partValue(part, values) === undefined,
    );
    return lacking === undefined ? '无数据' : reasonOf(lacking === 'goal' ? 'quota' : lacking);
  };
  const absent = figures.filter((id) => values[id] === undefined).map((id) => [id, reasonOf(id)]);
  return absent.length > 0 ? { absent: Object.fromEntries(absent) } : {};
}

/** Whether rows of the relation can exist for the filters and dimensions: budgets are those of departments. */
export function applies(
  relation: RelationId,
  { scope: { filters }, yardsticks }: Cell,
  by: DimensionId[] = [],
): boolean {
  const isOfKind = FILTERS.every((name) => {
    const column = columnIn(name, relation);
    const only = column && 'only' in column ? column.only : undefined;
    return (
      only === undefined || (filters[name] ?? []).every((unit) => yardsticks.unitKinds.get(unit) === only)
    );
  });
  return isOfKind && knows(relation, filters, by);
}
