import type { ReleaseDifference } from '@skill-ledger/contracts';
import type { Table, TableRow } from './table-spec.ts';

/**
 * Every published cell that differs between two releases, in the order of the tables; a row in only one of them differs in each
 * of its cells. Withheld cells are empty in both.
 */
export function differenceOf(before: Table[], after: Table[]): ReleaseDifference[] {
  const names = [...new Set([...after, ...before].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [old, fresh] = [before, after].map((tables) => tables.find((one) => one.name === name));
    const spec = fresh ?? old;
    return spec ? tableDifference(spec, old?.rows ?? [], fresh?.rows ?? []) : [];
  });
}

function tableDifference(
  { name, keys, fields }: Table,
  old: TableRow[],
  fresh: TableRow[],
): ReleaseDifference[] {
  const keyOf = (row: TableRow): string => JSON.stringify(keys.map((key) => row[key] ?? ''));
  const byKey = (rows: TableRow[]): Map<string, TableRow> => new Map(rows.map((row) => [keyOf(row), row]));
  const [was, is] = [byKey(old), byKey(fresh)];
  const values = fields.map((field) => field.name).filter((field) => !keys.includes(field));
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) =>
    values.flatMap((field) => {
      const [before, after] = [was.get(key)?.[field] ?? null, is.get(key)?.[field] ?? null];
      return before === after
        ? []
        : [{ table: name, key: JSON.parse(key) as string[], field, before, after }];
    }),
  );
}
