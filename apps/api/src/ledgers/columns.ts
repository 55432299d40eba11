import type { QuarantineAnswer } from '@skill-ledger/contracts';
import { COLUMN_TYPES, type Programme } from '@skill-ledger/etl';

/** The columns a page needs to show these quarantined rows. */
export function columnsOfRows(
  programme: Programme,
  rows: Pick<QuarantineAnswer['rows'][number], 'kind'>[],
): QuarantineAnswer['columns'] {
  const kinds = new Set(rows.map(({ kind }) => kind));
  return programme.columns
    .filter(({ kind }) => kinds.has(kind))
    .map(({ kind, field, label, type, values }) => ({
      ...{ kind, field, label, values: [...values] },
      unit: COLUMN_TYPES[type].ownUnit ?? null,
    }));
}
