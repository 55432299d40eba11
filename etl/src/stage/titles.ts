import type { Bilingual, TableReport } from '@skill-ledger/contracts';
import { maskTitle } from '../privacy/mask.ts';

/** A text that quotes headers, with the ids and mobile numbers in them hidden. */
export const maskedText = ({ zh, en }: Bilingual): Bilingual => ({ zh: maskTitle(zh), en: maskTitle(en) });

/** How a table was read, with ids and mobile numbers in its headers hidden. */
export const maskedReport = (report: TableReport): TableReport => ({
  ...report,
  columns: report.columns.map((column) => ({ ...column, header: maskTitle(column.header) })),
  refused: report.refused && maskedText(report.refused),
});
