import type { Bilingual, TableReport } from '@skill-ledger/contracts';
import { maskTitle } from '../privacy/mask.ts';

/** A text that quotes headers, with the ids and mobile numbers in them hidden. */
export const maskedText = ({ zh, en }: Bilingual): Bilingual => ({ zh: maskTitle(zh), en: maskTitle(en) });

/** What was understood of a table; its headers may be anything, and ids and mobile numbers in them are hidden. */
export const maskedReport = (report: TableReport): TableReport => ({
  ...report,
  columns: report.columns.map((column) => ({ ...column, header: maskTitle(column.header) })),
  refused: report.refused && maskedText(report.refused),
});
