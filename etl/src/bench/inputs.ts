import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { writeXlsxStream } from 'hucre';
import { textLiteral } from '../base/sql.ts';
import { writeDemo } from '../demo/index.ts';
import { columnsOf } from '../draft/schema.ts';
import { currentSnapshotPath } from '../home/home.ts';
import { load } from '../operations/load.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';

/** Id fields of rows; a prefix turns them into the ids of another quarter. */
const KEYS = new Set(['class_id', 'payout_id', 'certificate_no']);

/**
 * Writes plain CSV ledgers, one for each kind, with about this many trainings and four payouts to five of them: the input
 * of both sides of a comparison.
 * @param prefix put before ids, so that one warehouse can hold several sets
 * @param lastDays only classes that ended within so many days before the last one did, and what belongs to them
 */
export async function writeCleanLedgers(
  folder: string,
  options: { programme: string; trainings: number; seed: number; prefix?: string; lastDays?: number },
): Promise<void> {
  const work = `${folder}.work`;
  const demo = join(work, 'demo');
  await mkdir(demo, { recursive: true });
  await mkdir(folder, { recursive: true });
  const programme = await loadProgramme(programmeFolder(options.programme));
  await writeDemo({
    programme,
    folder: demo,
    trainings: options.trainings,
    seed: options.seed,
    byName: true,
  });
  await load({ home: join(work, 'home'), paths: [demo], programme: options.programme });
  const current = await currentSnapshotPath(join(work, 'home'));
  // Not `openSnapshot`: it forbids access to other files, and COPY writes some.
  const instance = await DuckDBInstance.create(current?.path, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    const recent = options.lastDays
      ? ` WHERE class_id IN (
          SELECT class_id FROM classes WHERE ends_on > (SELECT max(ends_on) FROM classes) - ${options.lastDays})`
      : '';
    for (const kind of LedgerKind.options) {
      const columns = columnsOf(programme, kind).map(({ field, label }) => {
        const value = KEYS.has(field) && options.prefix ? `'${options.prefix}' || ${field}` : field;
        return `${value} AS "${label}"`;
      });
      const path = textLiteral(join(folder, `${kind}.csv`));
      const part = columnsOf(programme, kind).some(({ field }) => field === 'class_id') ? recent : '';
      await connection.run(`COPY (SELECT ${columns.join(', ')} FROM ${kind}${part}) TO ${path} (HEADER)`);
    }
    connection.closeSync();
  } finally {
    instance.closeSync();
    await rm(work, { recursive: true, force: true });
  }
}

/** A workbook of this many rows and columns of plain texts. */
export async function writeWorkbook(path: string, rows: number, columns: number): Promise<void> {
  function* content(): Generator<string[]> {
    for (let row = 0; row < rows; row += 1) {
      yield Array.from({ length: columns }, (_, column) => `第${row}行第${column}列`);
    }
  }
  const stream = writeXlsxStream(content(), { name: '台账' });
  await pipeline(Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(path));
}
