import type { LedgerKind, MendRequest, QuarantineEntry } from '@skill-ledger/contracts';
import { KIND_LABELS } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { columnsOf } from '../draft/schema.ts';
import type { Programme } from '../programme/programme.ts';
import { MENDS_HEADER } from '../read/index.ts';

/**
 * Writes rows that were corrected on the page as ledgers, one CSV file per kind. Each row names the quarantined row it
 * replaces; the files are loaded, stored and traced like any other ledger.
 * @returns contents by file name
 * @throws UserError if a row is no longer in quarantine, or a field is unknown
 */
export function mendedLedgers(
  request: Pick<MendRequest, 'rows'>,
  entries: QuarantineEntry[],
  programme: Programme,
): Map<string, string> {
  const byKind = new Map<LedgerKind, string[]>();
  for (const { id, cells } of request.rows) {
    const entry = entries.find((candidate) => candidate.id === id);
    if (!entry) throw notThere(id);
    const columns = columnsOf(programme, entry.kind);
    const unknown = Object.keys(cells).find((field) => !columns.some((column) => column.field === field));
    if (unknown !== undefined) {
      throw new UserError({
        zh: `“${KIND_LABELS[entry.kind].zh}”没有字段 ${unknown}`,
        en: `${KIND_LABELS[entry.kind].en} have no field ${unknown}`,
      });
    }
    const lines = byKind.get(entry.kind) ?? [csvLine([MENDS_HEADER, ...columns.map(({ label }) => label)])];
    lines.push(csvLine([id, ...columns.map(({ field }) => cells[field] ?? entry.cells[field] ?? '')]));
    byKind.set(entry.kind, lines);
  }
  return new Map(
    [...byKind].map(([kind, lines]) => [`在线修正-${KIND_LABELS[kind].zh}.csv`, `${lines.join('\n')}\n`]),
  );
}

/** The rows of a fault, each with the same text in the cell that is wrong. @throws UserError if it concerns no single cell */
export function mendFault(entries: QuarantineEntry[], id: string, value: string): MendRequest['rows'] {
  const rows = entries.filter(({ fix, isWaiting }) => fix?.id === id && !isWaiting);
  if (rows.length === 0) throw notThere(id);
  return rows.map((entry) => {
    const [reason, ...others] = entry.reasons;
    if (!reason?.field || others.length > 0) throw notThere(id);
    return { id: entry.id, cells: { [reason.field]: value } };
  });
}

const csvLine = (cells: string[]): string =>
  cells.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',');

function notThere(id: string): UserError {
  return new UserError({
    zh: `隔离区中已没有 ${id} 这一行：可能已被修正或撤销，请刷新后再看`,
    en: `row ${id} is no longer in quarantine: it may have been fixed or withdrawn; reload the page`,
  });
}
