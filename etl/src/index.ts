export { UserError } from './errors.ts';
export { FIGURES } from './figures/definitions.ts';
export {
  readDomains,
  readFunds,
  readMonths,
  readRatios,
  readTotal,
  readUnits,
  UnknownFilterValue,
} from './figures/index.ts';
export { loadProgramme, programmeFolder } from './programme/load.ts';
export type { Programme } from './programme/programme.ts';
export { currentSnapshotPath, homeInfo, resolveHome } from './warehouse/home.ts';
export { type OpenSnapshot, openSnapshotFile, type SnapshotConnection } from './warehouse/open.ts';
export { listSnapshots } from './warehouse/publish.ts';
