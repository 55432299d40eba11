import type { CsvFile } from './csv-file.ts';
import { ALL_FILES } from './files.ts';
import type { Programme } from './programme.ts';

type Value = string | number | boolean | null;

/** A table of the programme's data in SQL. */
export interface ProgrammeTable {
  name: string;
  columns: { name: string; type: string }[];
  rows: Value[][];
}

/** The programme's data as tables, so that a new amount or threshold is a new line of CSV, without a change of SQL. */
export function programmeTables(programme: Programme): ProgrammeTable[] {
  const { facts } = programme;
  const ofFiles = ALL_FILES.flatMap(([name, file]) => {
    const lines = programme[name] as unknown as Lines | Map<string, Values>;
    return file.table ? [tableOf(file.table, file, lines)] : [];
  });
  return [
    ...ofFiles,
    {
      name: 'p_programme',
      columns: [varchar('key'), varchar('value')],
      rows: Object.entries(facts).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : value.join('|'),
      ]),
    },
    {
      name: 'p_baseline_year',
      columns: [{ name: 'year', type: 'INTEGER' }],
      rows: facts.baselineYears.map((year) => [year]),
    },
    {
      name: 'p_value',
      columns: [varchar('kind'), varchar('field'), varchar('value')],
      rows: programme.columns.flatMap(({ kind, field, values }) =>
        values.map((value) => [kind, field, value]),
      ),
    },
    {
      name: 'p_unit_alias',
      columns: [varchar('alias'), varchar('name')],
      rows: [...programme.unitAliases],
    },
  ];
}

type Values = Record<string, Value | string[]>;
type Lines = Values[];

const varchar = (name: string) => ({ name, type: 'VARCHAR' });

function tableOf(name: string, { fields }: CsvFile, lines: Lines | Map<string, Values>): ProgrammeTable {
  const columns = Object.entries(fields).flatMap(([field, { sql }]) =>
    sql === null ? [] : [{ field, sql }],
  );
  return {
    name,
    columns: columns.map(({ field, sql }) => ({ name: snakeCase(field), type: sql })),
    rows: [...lines.values()].map((line) => columns.map(({ field }) => cellOf(line[field]))),
  };
}

/** A list is one cell, as in the file. */
const cellOf = (value: Values[string] | undefined): Value =>
  Array.isArray(value) ? value.join('|') : (value ?? null);

/** validFrom → valid_from */
const snakeCase = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
