import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LedgerKind } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { programmeTables } from '../programme/tables.ts';
import { checkRenewal } from './check-renewal.ts';
import { readHeader } from './header.ts';
import type { Model, SqlFile } from './model.ts';
import { checkRules, ruleFiles, THRESHOLD, unionOfRules } from './rules.ts';

const FOLDER = fileURLToPath(new URL('../../models/', import.meta.url));

/** The program's own files, read once: they do not change while it runs. */
let shipped: Promise<SqlFile[]> | undefined;

/** Incremented when a table that is not a model changes. 2: finding_closed. 3: its subject. */
const SHAPE = 3;

/** The models of a programme. */
export interface Catalog {
  /** Each before those that build on it; the ones on which the longest chain waits come first. */
  models: Model[];
  /** SQL of the macros that models use while they are built. */
  macros: string;
  /** Changes with every model and with the programme's data: a snapshot of another version has to be recomputed. */
  version: string;
}

/**
 * Reads the models of `etl/models` and the programme's own rules.
 * @throws ModelError if a file's header is missing, or contradicts what the model reads or its rule
 */
export async function readCatalog(programme: Programme): Promise<Catalog> {
  shipped ??= readSqlFiles(FOLDER);
  const own = await shipped;
  const shared = own.filter(({ file }) => file.includes('/'));
  const rules = ruleFiles(programme, shared, await readSqlFiles(join(programme.folder, 'rules')));
  const files = [
    ...shared.filter(({ file }) => !rules.shipped.has(file)),
    ...rules.files.values(),
    unionOfRules(rules.files),
  ];
  const models = inOrder(files.map((file) => modelOf(file, files)));
  checkRenewal(models);
  checkRules(programme, rules.files, models);
  const macros = own.filter(({ name }) => name === 'macros').map(({ sql }) => sql);
  const texts = files.map(({ name, sql }) => [name, sql]).sort();
  const columns = programme.columns.map(({ kind, field, type }) => [kind, field, type]);
  return {
    models: models.map((model) => ({ ...model, sql: withThresholds(model.sql, programme) })),
    macros: macros.join('\n'),
    version: createHash('sha256')
      .update(JSON.stringify([SHAPE, macros, texts, programmeTables(programme), columns]))
      .digest('hex')
      .slice(0, 16),
  };
}

/** A missing folder has no files. */
async function readSqlFiles(folder: string): Promise<SqlFile[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(
    names
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map(async (name) => ({
        name: basename(name, '.sql'),
        file: relative(folder, join(folder, name)).replaceAll('\\', '/'),
        sql: await readFile(join(folder, name), 'utf8'),
      })),
  );
}

/** A model reads the relations after FROM or JOIN, outside comments. */
function modelOf({ name, file, sql }: SqlFile, files: SqlFile[]): Model {
  const bare = sql.replaceAll(/--.*$/gm, '');
  const read = new Set(
    [...bare.matchAll(/\b(?:from|join)\s+(\w+)/gi)].map(([, word = '']) => word.toLowerCase()),
  );
  const isRead = (other: string): boolean => read.has(other.toLowerCase());
  return {
    name,
    file,
    sql,
    reads: files.map((other) => other.name).filter((other) => other !== name && isRead(other)),
    ledgers: LedgerKind.options.filter(isRead),
    ...readHeader(file, sql),
  };
}

function inOrder(models: Model[]): Model[] {
  const waiting = new Map(models.map(({ name }) => [name, 0]));
  for (const _round of models) {
    for (const { name, reads } of models) {
      const own = waiting.get(name) ?? 0;
      for (const read of reads) waiting.set(read, Math.max(waiting.get(read) ?? 0, own + 1));
    }
  }
  return models.sort((a, b) => (waiting.get(b.name) ?? 0) - (waiting.get(a.name) ?? 0));
}

/** Thresholds as constants: the planner sees their values, and no table is read for each comparison. */
const withThresholds = (sql: string, { thresholds }: Programme): string =>
  sql.replaceAll(
    THRESHOLD,
    (call, id: string) => `CAST(${thresholds.get(id)?.value ?? call} AS DECIMAL(18, 6))`,
  );
