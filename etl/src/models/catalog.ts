import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LedgerKind } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { programmeTables } from '../programme/tables.ts';

const FOLDER = fileURLToPath(new URL('../../models/', import.meta.url));

/** Raised when a snapshot holds something that no model makes. 2: finding_closed. */
const SHAPE = 2;

/** A model: one relation, named by what a row is, and the SQL that makes it. */
export interface Model {
  name: string;
  sql: string;
  /** The models it reads. */
  reads: string[];
  /** `no`: it only joins what the ledgers hold, and is a view; `building`: other models alone read it. */
  stored: 'yes' | 'no' | 'building';
  /**
   * What tells which of its rows a load can have changed, so that the others stay: the class, the person (at the head of
   * the key, or as a trainee at its end), the ledger row it is about, or a cell that is the key (`alike`). `whole`:
   * nothing does, it is made anew.
   */
  renewed: 'by class' | 'by person' | 'by trainee' | 'by row' | 'by cell' | 'whole';
  /** Null for models that are not renewed by a cell. */
  alike: Alike | null;
}

/** Renewed by a cell: several rows of `kind` that are alike in `field`, and of which `where` holds, are one row of the model, whose key it is. */
export interface Alike {
  kind: LedgerKind;
  field: string;
  where: string;
}

const STORED = /^-- stored: (no|while building)$/m;
const RENEWED = /^-- renewed: (by person|by trainee|by row|whole|by (\w+) of (\w+)(?:, where (.+))?)$/m;

/** Changes with every model and with the programme's data: a snapshot of another version has to be computed anew. */
export async function modelVersion(programme: Programme): Promise<string> {
  const texts = (await readModels()).map(({ name, sql }) => [name, sql]).sort();
  const columns = programme.columns.map(({ kind, field, type }) => [kind, field, type]);
  return createHash('sha256')
    .update(JSON.stringify([SHAPE, texts, programmeTables(programme), columns]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * The models of SQL files under `models/`, each with those it reads: whose name stands behind FROM or JOIN, outside comments. That
 * on which the longest chain of others waits comes first.
 */
export async function readModels(): Promise<Model[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.sql')).sort();
  const texts = await Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.sql'),
      sql: await readFile(join(FOLDER, file), 'utf8'),
    })),
  );
  const models = texts.map(({ name, sql }): Model => {
    const bare = sql.replaceAll(/--.*$/gm, '');
    const isRead = (other: string): boolean => new RegExp(`\\b(from|join)\\s+${other}\\b`, 'i').test(bare);
    const [, renewed, field, kind, where = 'true'] = RENEWED.exec(sql) ?? [];
    return {
      name,
      sql,
      reads: texts.map((other) => other.name).filter((other) => other !== name && isRead(other)),
      stored:
        ({ no: 'no', 'while building': 'building' }[STORED.exec(sql)?.[1] ?? ''] as Model['stored']) ?? 'yes',
      renewed: (field ? 'by cell' : (renewed ?? 'by class')) as Model['renewed'],
      alike: kind && field ? { kind: LedgerKind.parse(kind), field, where } : null,
    };
  });
  const waiting = new Map(models.map(({ name }) => [name, 0]));
  for (const _round of models) {
    for (const { name, reads } of models) {
      const own = waiting.get(name) ?? 0;
      for (const read of reads) waiting.set(read, Math.max(waiting.get(read) ?? 0, own + 1));
    }
  }
  return models.sort((a, b) => (waiting.get(b.name) ?? 0) - (waiting.get(a.name) ?? 0));
}
