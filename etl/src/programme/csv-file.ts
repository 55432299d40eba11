import { type Field, text } from './fields.ts';

type Fields = Record<string, Field<unknown>>;

/** What a line of a file with these fields holds. */
export type ValuesOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer V> ? V : never };

/** Everything the product knows of one CSV file of a programme's folder. The header names exactly these fields. */
export interface CsvFile<F extends Fields = Fields> {
  file: string;
  fields: F;
  /** SQL table that holds the lines, a column for each field in snake case; none where no SQL reads them. */
  table?: string;
  /** Groups of fields that together are different on every line. */
  unique?: (string & keyof F)[][];
  /**
   * Lines that hold from one day to another, both included; null is no limit. Of those that are alike in `of`, one holds
   * on any day at most.
   */
  effective?: { of: (string & keyof F)[]; from: string & keyof F; until: string & keyof F };
  /** Fields that name a line of another file by one of its fields. */
  refers?: { [Name in keyof F]?: { to: string; field: string } };
  /** What else may be wrong with a line. */
  check?: (line: ValuesOf<F>) => { field: string & keyof F; problem: string } | null;
}

/** A file whose every line carries the clause it comes from. */
export const csvFile = <F extends Fields>(
  file: string,
  fields: F,
  more: Omit<CsvFile<F & { clause: typeof text }>, 'file' | 'fields'> = {},
): CsvFile<F & { clause: typeof text }> => ({ file, fields: { ...fields, clause: text }, ...more });
