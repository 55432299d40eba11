export { csvLine } from './base/csv.ts';
export { UserError } from './base/errors.ts';
export { readJudgedPayout } from './entitlement/payouts.ts';
export { everyPage, FIGURES, readGrouped, readRows, sayFigure, UnknownFilterValue } from './figures/index.ts';
export { currentSnapshotPath, homeInfo, homePaths, resolveHome } from './home/home.ts';
export { type OpenSnapshot, openSnapshotFile, type SnapshotConnection } from './home/open-snapshot.ts';
export { anyProgramme, homeProgramme } from './home/programme.ts';
export { currentSnapshotInfo, listSnapshots } from './home/snapshots.ts';
export { readBatches } from './ledgers/batches.ts';
export { compareSnapshots } from './ledgers/compare.ts';
export { readFixes } from './ledgers/fixes.ts';
export { mendedLedgers, mendFault } from './ledgers/mend.ts';
export { countQuarantine, maskedEntry, quarantineSize, readQuarantine } from './ledgers/quarantine.ts';
export { knownWarnings, readWarnings } from './ledgers/warnings.ts';
export { useSnapshot } from './operations/use.ts';
export { maskText } from './privacy/mask.ts';
export { loadProgramme, programmeFolder } from './programme/load.ts';
export type { Programme } from './programme/programme.ts';
export { type WorkingDays, workingDays } from './programme/working-days.ts';
export { readDomains, readFunds, readMonths, readRatios, readTotal, readUnits } from './progress/index.ts';
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
export { writeQuarantine, writeTable, writeTemplate } from './workbooks/index.ts';
