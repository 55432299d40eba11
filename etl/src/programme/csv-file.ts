import { type Field, text } from './fields.ts';

type Fields = Record<string, Field<unknown>>;

/** The parsed line of a file with these fields. */
export type ValuesOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer V> ? V : never };

/** The descriptor of one CSV file of a programme's folder. Its header must contain exactly these fields. */
export interface CsvFile<F extends Fields = Fields> {
  file: string;
  fields: F;
  /** SQL table with the lines, one column per field in snake case; none if no SQL reads it. */
  table?: string;
  /** Groups of fields that are unique together. */
  unique?: (string & keyof F)[][];
  /**
   * Fields of the validity, both days included; null is no limit. Of the lines that are equal in `of`, at most one is valid
   * on any day.
   */
  effective?: { of: (string & keyof F)[]; from: string & keyof F; until: string & keyof F };
  /** References to lines of other files. */
  refers?: { [Name in keyof F]?: { to: string; field: string } };
  /** Further checks of a line. */
  check?: (line: ValuesOf<F>) => { field: string & keyof F; problem: string } | null;
}

/** A file whose every line carries the clause it comes from. */
export const csvFile = <F extends Fields>(
  file: string,
  fields: F,
  more: Omit<CsvFile<F & { clause: typeof text }>, 'file' | 'fields'> = {},
): CsvFile<F & { clause: typeof text }> => ({ file, fields: { ...fields, clause: text }, ...more });
