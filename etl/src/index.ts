export { UserError } from './errors.ts';
export { FIGURES } from './figures/definitions.ts';
export {
  everyRow,
  readDomains,
  readFunds,
  readMonths,
  readRatios,
  readRows,
  readTotal,
  readUnits,
  UnknownFilterValue,
} from './figures/index.ts';
export { maskText } from './privacy/mask.ts';
export { anyProgramme } from './programme/choose.ts';
export { homeProgramme, loadProgramme, programmeFolder } from './programme/load.ts';
export type { Programme } from './programme/programme.ts';
export { csvLine } from './text/csv.ts';
export { readEvidence } from './verify/evidence.ts';
export { readJudgedPayout } from './verify/payouts.ts';
export { personBehind, readInstitutionRecord, readPersonRecord } from './verify/records.ts';
export { readSummary } from './verify/summary.ts';
export { type Case, isWithheld, type Reader, readFindingsById, readWorklist } from './verify/worklist.ts';
export { readBatches } from './warehouse/batches.ts';
export { compareSnapshots } from './warehouse/compare.ts';
export { currentSnapshotPath, homeInfo, homePaths, resolveHome } from './warehouse/home.ts';
export { mendedLedgers } from './warehouse/mend.ts';
export { type OpenSnapshot, openSnapshotFile, type SnapshotConnection } from './warehouse/open.ts';
export { listSnapshots } from './warehouse/publish.ts';
export { countQuarantine, maskedEntry, quarantineSize, readQuarantine } from './warehouse/quarantine.ts';
export { useSnapshot } from './warehouse/use.ts';
export { knownWarnings, readWarnings } from './warehouse/warnings.ts';
export { writeQuarantine, writeTable, writeTemplate } from './workbooks/index.ts';
