import type { ReportFormat } from '@skill-ledger/contracts';
import { composeReport, type ReportContent } from './compose.ts';

/**
 * A report as a file, dated by its snapshot: the same facts and texts are the same bytes.
 * @throws UserError where the fonts are missing, or lack a character
 */
export async function writeReport(content: ReportContent, format: ReportFormat): Promise<Uint8Array> {
  const report = composeReport(content);
  const { madeAt } = content.facts;
  // Each library is loaded when the first file of its format is written: a server starts without it.
  if (format === 'docx') return (await import('./docx.ts')).writeReportDocx(report, madeAt);
  if (format === 'pdf') return (await import('./pdf.ts')).writeReportPdf(report, madeAt);
  return (await import('./xlsx.ts')).writeReportXlsx(report, madeAt);
}
