export { NO_TEXTS, type ReportBasis } from './basis.ts';
export { composeReport } from './compose.ts';
export { type ReportFacts, readReportFacts } from './facts.ts';
export { keepReport, keptFileOf, readKeptReport } from './kept-file.ts';
export { draftedTexts } from './problems.ts';
export { writeReport } from './write-report.ts';
