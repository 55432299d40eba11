import type { DuckDBConnection } from '@duckdb/node-api';
import { FILTERS, type ProgrammeLine } from '@skill-ledger/contracts';
import { FILES, type FileName } from '../programme/files.ts';
import { rows, type Scope } from './scope.ts';

/** Lines of one of the programme's files that a figure is read from, by SQL over the table with the file's lines. */
export interface LinesBehind {
  of: FileName;
  table: string;
  /** Texts that tell a line apart in its file, in the order of display. */
  line: string[];
  value: string;
  /** Lists of the filters are bound by their names, one value a line, and `$asOf`. */
  where: string;
}

/** SQL list of the values of a filter. */
const listOf = (filter: string): string => `(SELECT unnest(string_split($${filter}, chr(10))))`;

const inDomains = ({ filters }: Scope, column: string): string =>
  filters.domain ? `${column} IN ${listOf('domain')}` : 'true';

export const targetLine = (figure: string): LinesBehind => ({
  of: 'targets',
  table: 'p_target',
  line: ['figure'],
  value: 'value',
  where: `figure = '${figure}'`,
});

export const domainTargets = (scope: Scope): LinesBehind => ({
  of: 'domains',
  table: 'p_domain',
  line: ['name'],
  value: 'target',
  where: inDomains(scope, 'name'),
});

export const thresholdLine = (id: string): LinesBehind => ({
  of: 'thresholds',
  table: 'p_threshold',
  line: ['id'],
  value: 'value',
  where: `id = '${id}'`,
});

/** The first and the last day of the counting period. */
export const PERIOD_LINES: LinesBehind = {
  of: 'facts',
  table: 'p_programme',
  line: ['key'],
  value: 'value',
  where: "key IN ('from', 'until')",
};

/** The annex's numbers by domain and year: plans, or what baseline years completed. */
export const annexLines = (scope: Scope, kind: 'plan' | 'baseline', where: string): LinesBehind => ({
  of: 'domainYears',
  table: 'p_domain_year',
  line: ['domain', 'year', 'kind'],
  value: 'value',
  where: `kind = '${kind}' AND value IS NOT NULL AND ${inDomains(scope, 'domain')} AND (${where})`,
});

/** Plans that lead units are assigned whole, because no quota was handed down. */
export function plansOfLeads(scope: Scope, where: string): LinesBehind {
  const units = (['unit', 'town'] as const).filter((name) => scope.filters[name]);
  const own = units.map((name) => `unit IN ${listOf(name)}`).join(' OR ') || 'false';
  const assigned = `SELECT (domain, year) FROM assignment WHERE ${own}`;
  return annexLines(
    scope,
    'plan',
    `NOT EXISTS (SELECT 1 FROM quotas) AND (domain, year) IN (${assigned}) AND ${where}`,
  );
}

/** The lines behind a figure, in the order of the files. */
export async function readLines(
  connection: DuckDBConnection,
  { asOf, filters }: Scope,
  behind: LinesBehind[],
): Promise<ProgrammeLine[]> {
  const found: ProgrammeLine[] = [];
  for (const { of, table, line, value, where } of behind) {
    const lists = FILTERS.map((name): [string, string] => [name, filters[name]?.join('\n') ?? '']);
    const used = [['asOf', asOf] as const, ...lists].filter(([name]) => where.includes(`$${name}`));
    const texts = line.map((column) => `${column}::VARCHAR`);
    const sql = `SELECT ${value}::VARCHAR, ${texts.join(', ')} FROM ${table} WHERE ${where} ORDER BY rowid`;
    for (const [number, ...words] of await rows(connection, sql, Object.fromEntries(used))) {
      found.push({ file: FILES[of].file, line: words.map(String), value: trimmed(String(number)) });
    }
  }
  return found;
}

/** Decimals of SQL as the file has them: 0.260000 → 0.26. */
const trimmed = (value: string): string => (/^-?\d+\.\d+$/.test(value) ? String(Number(value)) : value);
