import type { LabelledCell, LedgerKind } from '@skill-ledger/contracts';
import { columnsOf } from '../draft/schema.ts';
import type { Programme } from '../programme/programme.ts';

/** Columns beside the key that identify the subject of a row. */
const NAMES: Record<LedgerKind, string[]> = {
  institutions: ['institution_name'],
  classes: ['class_name', 'department', 'town'],
  enrolments: ['person_name'],
  payouts: ['payee_name'],
  funds: [],
  quotas: [],
  workforce: [],
  affected: ['employer_name'],
  watchlist: [],
};

/** Fields of the class that a trainee or payment belongs to. */
const OF_CLASS = ['class_name', 'department', 'town'] as const;
export type ClassNames = Record<(typeof OF_CLASS)[number], string | null>;

/**
 * The subject of a row: its key and names, and the class with its units. Empty cells are omitted.
 * @param cells already masked if the reader sees no personal values
 * @param ofClass null if the row has none, or it is unknown
 */
export function whoOf(
  programme: Programme,
  kind: LedgerKind,
  cells: Record<string, string | null>,
  ofClass: ClassNames | null,
): LabelledCell[] {
  const own = columnsOf(programme, kind).filter(({ key, field }) => key || NAMES[kind].includes(field));
  const classColumns = columnsOf(programme, 'classes');
  const found = [
    ...own.map(({ label, field }) => ({ label, value: cells[field] ?? '' })),
    ...(ofClass && kind !== 'classes'
      ? OF_CLASS.map((field) => ({
          label: classColumns.find((column) => column.field === field)?.label ?? field,
          value: ofClass[field] ?? '',
        }))
      : []),
  ];
  return found.filter(({ value }) => value !== '');
}
