import type { LedgerKind, PreviewRow } from '@skill-ledger/contracts';
import { columnsOf } from '../draft/schema.ts';
import { maskUncheckedRow } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import type { LedgerRow } from '../read/index.ts';

/** Number of rows in a preview. */
export const PREVIEW_ROWS = 3;

/** The first rows of each table of a sheet as they were read, personal cells masked. */
export class Previews {
  private readonly programme: Programme;
  private readonly isWanted: boolean;
  private readonly rows = new Map<number, PreviewRow[]>();

  constructor(programme: Programme, isWanted: boolean) {
    this.programme = programme;
    this.isWanted = isWanted;
  }

  add(kind: LedgerKind, { row, values, table }: Omit<LedgerRow, 'mends'>): void {
    if (!this.isWanted) return;
    const rows = this.rows.get(table) ?? [];
    if (rows.length >= PREVIEW_ROWS) return;
    const columns = columnsOf(this.programme, kind);
    const cells = Object.fromEntries(columns.map(({ field }, index) => [field, values[index] ?? null]));
    this.rows.set(table, [...rows, { row, cells: maskUncheckedRow(cells, columns) }]);
  }

  of(table: number): PreviewRow[] {
    return this.rows.get(table) ?? [];
  }
}
