import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bilingual, DataPackage } from '@skill-ledger/contracts';
import { parse } from 'csv-parse/sync';
import { SPECS } from '../releases/specs.ts';
import type { FieldType, TableSpec } from '../releases/table-spec.ts';

/** A column of a published table, as its Data Package describes it. */
export interface SiteField {
  name: string;
  title: Bilingual;
  kind: FieldType;
  unit: string;
  definition: Bilingual;
  clause: string;
}

/** A published table as read from its bundle: decimal texts, null where a cell is empty. */
export interface SiteTable {
  name: string;
  title: Bilingual;
  fields: SiteField[];
  keys: string[];
  rows: Record<string, string | null>[];
}

/** The place of a row on its table's page, for links from the index. */
export const rowId = (table: SiteTable, at: number): string => `${table.name}-${at + 1}`;

const SPEC_OF = new Map<string, TableSpec>(Object.entries(SPECS));
const PLAIN: Record<string, FieldType> = {
  string: 'text',
  integer: 'count',
  boolean: 'flag',
  number: 'number',
};

/** The tables of a bundle, by name, in the order of its Data Package. */
export async function readTables(
  folder: string,
  { resources }: DataPackage,
): Promise<Map<string, SiteTable>> {
  const tables = new Map<string, SiteTable>();
  for (const { name, title, titleEn, path, schema } of resources) {
    const text = await readFile(join(folder, path), 'utf8');
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    tables.set(name, {
      name,
      title: { zh: title, en: titleEn },
      keys: schema.primaryKey,
      fields: schema.fields.map((field) => ({
        name: field.name,
        title: { zh: field.title, en: field.titleEn },
        kind: kindOf(name, field),
        unit: field.unit,
        definition: { zh: field.description, en: field.descriptionEn },
        clause: field.clause,
      })),
      rows: rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === '' ? null : value])),
      ),
    });
  }
  return tables;
}

type PackageField = DataPackage['resources'][number]['schema']['fields'][number];

/** How a column's values are written: the program's own tables tell money from shares, others as far as their type does. */
function kindOf(table: string, { name, type, unit }: PackageField): FieldType {
  const known = SPEC_OF.get(table)?.fields.find((field) => field.name === name)?.type;
  if (known) return known;
  return unit === '元' ? 'yuan' : (PLAIN[type] ?? 'text');
}
