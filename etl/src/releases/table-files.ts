import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { csvLine } from '../base/csv.ts';
import { textLiteral } from '../base/sql.ts';
import { writeSheets } from '../workbooks/index.ts';
import type { Field, FieldType, Table, TableRow } from './table-spec.ts';

const BOM = '﻿';
const PARQUET: Record<FieldType, string> = {
  text: 'VARCHAR',
  count: 'BIGINT',
  number: 'DECIMAL(18, 6)',
  yuan: 'DECIMAL(18, 2)',
  ratio: 'DECIMAL(18, 6)',
  flag: 'BOOLEAN',
};
const EXCEL: Partial<Record<FieldType, string>> = {
  count: '#,##0',
  yuan: '#,##0.00',
  ratio: '0.000000',
  number: '0.######',
};

/** UTF-8 with BOM, a header of field names. */
export const tableCsv = ({ fields, rows }: Table): string =>
  BOM +
  csvLine(fields.map(({ name }) => name)) +
  rows.map((row) => csvLine(fields.map(({ name }) => row[name] ?? null))).join('');

/** The same rows, with numbers as numbers but money and ratios as decimal texts, which are exact. */
const tableJson = ({ fields, rows }: Table): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(fields.map((field) => [field.name, jsonValue(field, row)]))),
    null,
    1,
  )}\n`;

function jsonValue({ name, type }: Field, row: TableRow): string | number | boolean | null {
  const value = row[name] ?? null;
  if (value === null) return null;
  if (type === 'flag') return value === 'true';
  return type === 'count' ? Number(value) : value;
}

const tableWorkbook = (table: Table, madeAt: string): Promise<Uint8Array> => {
  const header = (field: Field): string => field.title.zh;
  const { fields, rows } = table;
  return writeSheets(
    [
      {
        name: table.title.zh.replaceAll(/[:：\\/?*[\]]/g, ' ').slice(0, 31),
        header: fields.map(header),
        rows: rows.map((row) => fields.map(({ name }) => row[name] ?? null)),
        numbers: Object.fromEntries(
          fields.flatMap((field) => {
            const format = EXCEL[field.type];
            return format ? [[header(field), format]] : [];
          }),
        ),
      },
      {
        name: '说明',
        header: ['字段', '名称', 'Name', '单位', '定义', 'Definition', '依据'],
        rows: fields.map(({ name, title, unit, definition, clause }) => [
          ...[name, title.zh, title.en, unit, definition.zh, definition.en, clause],
        ]),
      },
    ],
    table.title.zh,
    madeAt,
  );
};

/**
 * Writes each table as CSV, JSON, workbook and Parquet. The same tables are the same bytes.
 * @param folder of the bundle; it exists
 * @param madeAt ISO time of the properties of the workbooks
 */
export async function writeTableFiles(folder: string, tables: Table[], madeAt: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  for (const table of tables) {
    await writeFile(join(data, `${table.name}.csv`), tableCsv(table));
    await writeFile(join(data, `${table.name}.json`), tableJson(table));
    await writeFile(join(data, `${table.name}.xlsx`), await tableWorkbook(table, madeAt));
  }
  await writeParquet(data, tables);
}

async function writeParquet(data: string, tables: Table[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const connection = await instance.connect();
    for (const { name, fields, rows } of tables) {
      const columns = fields.map((field) => `"${field.name}" ${PARQUET[field.type]}`).join(', ');
      await connection.run(`CREATE TABLE "${name}" (${columns})`);
      const lines = rows.map(
        (row) =>
          `(${fields.map((field) => (row[field.name] == null ? 'NULL' : textLiteral(row[field.name] ?? ''))).join(', ')})`,
      );
      if (lines.length > 0) await connection.run(`INSERT INTO "${name}" VALUES ${lines.join(', ')}`);
      const path = textLiteral(join(data, `${name}.parquet`));
      await connection.run(`COPY "${name}" TO ${path} (FORMAT parquet, COMPRESSION zstd)`);
    }
  } finally {
    instance.closeSync();
  }
}
