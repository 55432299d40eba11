import type { Language } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { TOTAL } from './people.ts';

/** English of the tables' own words. */
const OWN_WORDS = { [TOTAL]: 'Total', 未填: 'Not given', 男: 'Men', 女: 'Women' };

interface Rows {
  rows: Record<string, string | null>[];
}

/** English of the names in the cells of a release's tables, in their order; institutions have none. */
export function englishNames(
  tables: Rows[],
  { domains, units, words, rules }: Pick<Programme, 'domains' | 'units' | 'words' | 'rules'>,
): Record<string, string> {
  const known = new Map<string, string>([
    ...rules.map(({ name, nameEn }) => [name, nameEn] as const),
    ...words,
    ...[...domains, ...units].map(({ name, nameEn }) => [name, nameEn] as const),
    ...Object.entries(OWN_WORDS),
  ]);
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)));
  const found = [...new Set(cells)].flatMap((cell) => {
    const english = cell === null ? undefined : known.get(cell);
    return cell === null || english === undefined ? [] : [[cell, english] as const];
  });
  return Object.fromEntries(found);
}

/** A table with names in a language; the files keep those of the programme. */
export const inLanguage = <T extends Rows>(table: T, names: Record<string, string>, language: Language): T =>
  language === 'zh' ? table : { ...table, rows: table.rows.map((row) => renamed(row, names)) };

const renamed = (row: Rows['rows'][number], names: Record<string, string>): Rows['rows'][number] =>
  Object.fromEntries(
    Object.entries(row).map(([field, cell]) => [
      field,
      cell !== null && Object.hasOwn(names, cell) ? (names[cell] ?? cell) : cell,
    ]),
  );

/** Whether a key marks sums, in any language. */
export const isTotal = (key: string): boolean => key === TOTAL || key === OWN_WORDS[TOTAL];
