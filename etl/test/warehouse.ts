import { tmpdir } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { PROGRAMME } from '../../test/support/home.ts';
import { loadMacros } from '../src/check/macros.ts';
import { openDraft } from '../src/draft/draft.ts';
import { createWarehouseTables } from '../src/draft/warehouse-tables.ts';
import { buildModels } from '../src/models/build.ts';
import { loadProgramme, programmeFolder } from '../src/programme/load.ts';

/** Rows in force by kind: values by field, the rest empty. */
export type WarehouseRows = Partial<Record<LedgerKind, Record<string, string | number | null>[]>>;

/** An in-memory warehouse with exactly the given rows, including models. */
export interface TestWarehouse {
  connection: DuckDBConnection;
  /** Replaces every row of every kind, and rebuilds the models. */
  hold(rows: WarehouseRows): Promise<void>;
  close(): void;
}

export async function makeWarehouse(defaultAsOf: string): Promise<TestWarehouse> {
  const draft = await openDraft(':memory:', tmpdir());
  const { connection, close } = draft;
  const programme = await loadProgramme(programmeFolder(PROGRAMME));
  await createWarehouseTables(connection, programme);
  await loadMacros(connection, '2022-06-30');
  await connection.run('INSERT INTO snapshot (id, default_as_of) VALUES ($1, $2)', ['7', defaultAsOf]);
  const held = new Set<string>();
  return {
    connection,
    hold: async (rows) => {
      for (const kind of held) await connection.run(`DELETE FROM ${kind}`);
      for (const [kind, list] of Object.entries(rows)) {
        held.add(kind);
        for (const [index, row] of list.entries()) {
          const values = { ...row, batch_no: 1, file_id: 1, sheet_no: 0, row_no: index + 2 };
          const places = Object.keys(values).map((field) => `$${field}`);
          await connection.run(
            `INSERT INTO ${kind} (${Object.keys(values).join(', ')}) VALUES (${places.join(', ')})`,
            values,
          );
        }
      }
      await buildModels(draft, programme);
    },
    close,
  };
}

/** Id of the n-th person: valid, but invented. */
export const idOf = (person: string): string => `33078219900101${person.slice(1).padStart(3, '0')}X`;

/** Base rows, to be changed by one value at a time. */
export const klass = (change: Record<string, string>) => ({
  class_id: 'K1',
  domain: '安全技能',
  mode: '安全技能培训',
  department: '应急管理局',
  town: '稠城街道',
  level: '无',
  starts_on: '2020-03-01',
  ends_on: '2020-03-10',
  ...change,
});
export const enrolment = (
  class_id: string,
  /** P1, P2 … */
  person: string,
  change: Record<string, string | null> = {},
) => ({
  class_id,
  person_id: idOf(person),
  category: '企业职工',
  status: '结业',
  result: '合格',
  ...change,
});
export const payout = (
  payout_id: string,
  class_id: string,
  change: Record<string, string | number | null>,
) => ({
  payout_id,
  class_id,
  person_id: null,
  persons: 1,
  amount: '100.10',
  source: '就业补助资金',
  payout_status: '已发放',
  paid_on: '2021-01-15',
  ...change,
});
