export { csvLine } from './base/csv.ts';
export { isDiskFull, UserError } from './base/errors.ts';
export { COLUMN_TYPES } from './columns/index.ts';
export { readJudgedPayout } from './entitlement/payouts.ts';
export {
  everyPage,
  FIGURES,
  figureInWords,
  readGrouped,
  readRows,
  UnknownFilterValue,
} from './figures/index.ts';
export { notReadByName } from './formats/index.ts';
export { auditLink } from './home/audit-link.ts';
export { homeInfo, homePaths, readCurrent, resolveHome, snapshotIds } from './home/home.ts';
export {
  type OpenSnapshot,
  openSnapshot,
  type SnapshotConnection,
  withSnapshot,
} from './home/open-snapshot.ts';
export { anyProgramme, homeProgramme } from './home/programme.ts';
export { listSnapshots, readRecord } from './home/snapshots.ts';
export { clearWork, openWork, type WorkFolder } from './home/work-folder.ts';
export { readBatches } from './ledgers/batches.ts';
export { readClassWay } from './ledgers/class-way.ts';
export { compareSnapshots } from './ledgers/compare.ts';
export { readFixes } from './ledgers/fixes.ts';
export { mendedLedgers, mendFault } from './ledgers/mend.ts';
export { readNoticeChoices, readPayees, readShownPayouts } from './ledgers/payees.ts';
export { readPayoutRows } from './ledgers/payout-rows.ts';
export { countQuarantine, maskedEntry, quarantineSize, readQuarantine } from './ledgers/quarantine.ts';
export { knownWarnings, readWarnings } from './ledgers/warnings.ts';
export { pruneSnapshots } from './operations/prune.ts';
export { useSnapshot } from './operations/use.ts';
export {
  composeReport,
  draftedTexts,
  keepReport,
  keptFileOf,
  type ReportBasis,
  type ReportFacts,
  readKeptReport,
  readReportFacts,
  writeReport,
} from './periodic-reports/index.ts';
export { holdsPersonalNumber, maskFreeText, maskLongNumbers, maskName, maskTitle } from './privacy/mask.ts';
export { loadProgramme, programmeFolder } from './programme/load.ts';
export { type NoticeClock, noticeClock } from './programme/notice-clock.ts';
export type { Programme } from './programme/programme.ts';
export { type WorkingDays, workingDays } from './programme/working-days.ts';
export { readDomains, readFunds, readMonths, readRatios, readTotal, readUnits } from './progress/index.ts';
export {
  bundleChanged,
  bundleFile,
  bundleSummary,
  type Decision,
  type Grade,
  type PeriodDecisions,
  PUBLISHED_INDEX,
  type ReleaseToPublish,
  readReleaseChecks,
  refusalOfNames,
  releaseChoices,
  revisionDifference,
  type Settled,
  settlePublic,
  writeDraft,
} from './releases/index.ts';
export {
  type FormFormat,
  readFormFunds,
  writeOfficialForm,
  writeResultsWorkbook,
} from './reports/index.ts';
export { periodTitle } from './reports/period-title.ts';
export { type TaskSheet, writeTaskSheet } from './reports/task-sheet.ts';
export * from './scoring/index.ts';
export {
  frameOf,
  type Period,
  parseScheme,
  periodOf,
  periodsOf,
  readSchemes,
  readScores,
  type Scheme,
  schemeFor,
  settleScore,
} from './scoring/index.ts';
export {
  answersPage,
  buildSite,
  endedNoticePage,
  type ListSearch,
  noticePage,
  noticesPage,
  objectionPage,
  type PublicNotice,
  type Site,
  type SiteFile,
  trackPage,
} from './site/index.ts';
export { isDemoHome } from './stage/batch-record.ts';
export { readEvidence } from './supervision/evidence.ts';
export { isWithheld } from './supervision/finding-rows.ts';
export { identifyFindings } from './supervision/identified.ts';
export { personBehind, readInstitutionRecord, readPersonRecord } from './supervision/records.ts';
export { readSummary } from './supervision/summary.ts';
export {
  type Case,
  type Reader,
  readFindingsById,
  readWorklist,
} from './supervision/worklist.ts';
export {
  type ExportCells,
  type ExportColumn,
  type ExportTable,
  exportColumns,
  exportCsv,
  exportName,
  exportWorkbook,
  NOTES_NAME,
  writeQuarantine,
  writeTemplate,
} from './workbooks/index.ts';
