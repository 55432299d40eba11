import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import { openLedger } from '../formats/index.ts';
import { load } from '../operations/load.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';

/** One measurement, made in a separate process so that its memory can be measured too. */
export type Task =
  | { name: 'bare'; programme: string; ledgers: string; database: string }
  | { name: 'load'; programme: string; ledgers: string; home: string }
  | { name: 'xlsx'; path: string };

/** Wall time in milliseconds, largest resident memory in bytes. */
export interface Measured {
  ms: number;
  bytes: number;
}

const WORK: { [N in Task['name']]: (task: Extract<Task, { name: N }>) => Promise<void> } = {
  /** DuckDB's own `CREATE TABLE AS read_csv` of the same files, typed. */
  bare: async ({ programme, ledgers, database }) => {
    const { columns } = await loadProgramme(programmeFolder(programme));
    const instance = await DuckDBInstance.create(database);
    const connection = await instance.connect();
    for (const kind of LedgerKind.options) {
      const path = join(ledgers, `${kind}.csv`);
      if (!existsSync(path)) continue;
      const types = columns
        .filter((column) => column.kind === kind)
        .map(({ field, type }) => `'${field}': '${COLUMN_TYPES[type].sql}'`);
      await connection.run(
        `CREATE TABLE ${kind} AS FROM read_csv($1, header = true, auto_detect = false, delim = ',', quote = '"',
          escape = '"', columns = {${types.join(', ')}})`,
        [path],
      );
    }
    await connection.run('CHECKPOINT');
    connection.closeSync();
    instance.closeSync();
  },
  load: async ({ programme, ledgers, home }) => {
    await load({ home, paths: [ledgers], programme });
  },
  xlsx: async ({ path }) => {
    const ledger = await openLedger(path);
    for (const sheet of ledger.sheets) for await (const _rows of sheet.rows());
    await ledger.close();
  },
};

process.once('message', async (task: Task) => {
  const start = performance.now();
  await WORK[task.name](task as never);
  const measured: Measured = {
    ms: performance.now() - start,
    bytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(measured, () => process.exit());
});
