import { extname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { textLiteral } from '../base/sql.ts';

/** Digests hold nothing personal, but may contain any digits. */
const DIGEST = /\b[0-9a-f]{64}\b/g;

/**
 * Every text in a file of a bundle: cells, text nodes, attributes and properties, with archives unpacked. Numbers in adjacent
 * cells are separate texts, not one number.
 * @param parquet a connection that reads files
 */
export async function textsOf(path: string, bytes: Buffer, parquet: DuckDBConnection): Promise<string[]> {
  const kind = extname(path);
  if (kind === '.xlsx') {
    return Object.entries(unzipSync(bytes)).flatMap(([name, part]) => [
      name,
      ...markupTexts(new TextDecoder().decode(part)),
    ]);
  }
  // The pages of a Parquet file are compressed: they are read back, with names, properties and statistics.
  if (kind === '.parquet') return parquetTexts(path, parquet);
  const text = new TextDecoder().decode(bytes);
  if (kind === '.csv') return (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat();
  if (kind === '.json') return jsonTexts(JSON.parse(text));
  if (kind === '.html') return markupTexts(text);
  return text.replaceAll(DIGEST, '').split('\n');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };
const decode = (text: string): string =>
  text.replaceAll(/&([a-z]+|#39);/g, (all, name: string) => ENTITIES[name] ?? all);

/** Text nodes, comments and values of attributes. */
const markupTexts = (text: string): string[] =>
  [...text.matchAll(/>([^<]+)<|"([^"]*)"|<!--([\s\S]*?)-->/g)]
    .map(([, node, attribute, comment]) => decode((node ?? attribute ?? comment ?? '').trim()))
    .filter((one) => one !== '');

function jsonTexts(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(jsonTexts);
  return Object.entries(value).flatMap(([key, one]) => [key, ...jsonTexts(one)]);
}

async function parquetTexts(path: string, connection: DuckDBConnection): Promise<string[]> {
  const file = textLiteral(path);
  const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet(${file})`);
  const about = await connection.runAndReadAll(
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${file})
     UNION ALL SELECT stats_min_value, stats_max_value FROM parquet_metadata(${file})
     UNION ALL SELECT created_by, NULL FROM parquet_file_metadata(${file})`,
  );
  return [...reader.columnNames(), ...[...reader.getRowsJson(), ...about.getRowsJson()].flat().map(String)];
}
