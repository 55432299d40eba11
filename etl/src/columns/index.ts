import type { ColumnType } from './column-type.ts';
import { ID_TYPES } from './ids.ts';
import { NUMBER_TYPES } from './numbers.ts';
import { REFERENCE_TYPES } from './references.ts';
import { TEXT_TYPES } from './texts.ts';

const TYPES = { ...TEXT_TYPES, ...ID_TYPES, ...NUMBER_TYPES, ...REFERENCE_TYPES };

export type ColumnTypeName = keyof typeof TYPES;

/** The types that columns.csv may name. */
export const COLUMN_TYPES: Record<ColumnTypeName, ColumnType> = TYPES;

export const COLUMN_TYPE_NAMES = Object.keys(TYPES) as ColumnTypeName[];

/** The part of a contract column that its type uses. */
export interface CellFacts {
  field: string;
  type: ColumnTypeName;
}

export type { CellFailure, CellNames, ColumnType } from './column-type.ts';
