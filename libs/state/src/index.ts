export {
  accountWithPassword,
  addAccount,
  changeAccount,
  countAdmins,
  findAccount,
  listAccounts,
  type NewAccount,
  newAccountRow,
  setPassword,
} from './accounts.ts';
export { type Acknowledgement, acknowledgeWarnings, listAcknowledgements } from './acknowledgements.ts';
export { type Actor, type Chain, type Deed, listAudit, note, record, verifyAudit } from './audit.ts';
export {
  addCaseFile,
  type CaseFile,
  type CaseStep,
  type Doer,
  listCaseEvents,
  listCaseFiles,
  listCases,
  listFilters,
  removeFilter,
  StaleCase,
  saveFilter,
  stepCase,
} from './cases.ts';
export { type Change, change } from './change.ts';
export { openState, type State } from './open.ts';
export { hashPassword, randomPassword, weaknessOf } from './passwords.ts';
export {
  closeSession,
  closeSessions,
  findSession,
  openSession,
  type Session,
  type SessionLimits,
  setPurpose,
  sweep,
  touchSession,
} from './sessions.ts';
export { findingSecret, readSetting, writeSetting } from './settings.ts';
export {
  forgetFailure,
  forgetFailures,
  isLocked,
  keepPending,
  LOCK_MINUTES,
  type PendingSignIn,
  rememberFailure,
  takePending,
} from './sign-ins.ts';
