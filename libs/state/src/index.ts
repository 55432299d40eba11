export {
  accountWithPassword,
  addAccount,
  changeAccount,
  countAdmins,
  findAccount,
  listAccounts,
  type NewAccount,
  newAccountRow,
  readAccountUse,
  setLanguage,
  setPassword,
  wasUsedBefore,
} from './accounts.ts';
export { type Acknowledgement, acknowledgeWarnings, listAcknowledgements } from './acknowledgements.ts';
export {
  type Actor,
  type AuditEvent,
  type Chain,
  entryHash,
  listAudit,
  listAuditBefore,
  NOTHING_VERIFIED,
  newestEntry,
  note,
  record,
  type Verified,
  verifyAudit,
  verifyNext,
} from './audit.ts';
export {
  addCaseFile,
  type CaseFile,
  type CaseStep,
  listCaseEvents,
  listCaseFiles,
  listCases,
  StaleCase,
  type StepAuthor,
  stepCase,
} from './cases.ts';
export { type Change, change } from './change.ts';
export { addEvidenceFile, evidenceUsage } from './evidence-files.ts';
export { listFilters, removeFilter, saveFilter } from './filters.ts';
export { openState, type State } from './open.ts';
export { hashPassword, randomPassword, weaknessOf } from './passwords.ts';
export { keepPending, type PendingSignIn, takePending } from './pending-sign-ins.ts';
export { flushRefusals, noteRefusal } from './refusals.ts';
export {
  closeSession,
  closeSessions,
  findSession,
  openSession,
  type Session,
  type SessionLimits,
  sessionLasts,
  setPurpose,
  touchSession,
} from './sessions.ts';
export { findingSecret, readSetting, writeSetting } from './settings.ts';
export {
  forgetFailure,
  forgetFailures,
  rememberAddress,
  rememberFailure,
  signInWait,
} from './sign-ins.ts';
export { sweep } from './sweep.ts';
