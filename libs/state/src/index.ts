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
  NO_ACCOUNT,
  NOTHING_VERIFIED,
  newestEntry,
  note,
  record,
  recordOnce,
  type Verified,
  verifyAudit,
  verifyNext,
} from './audit.ts';
export {
  addCaseFile,
  type CaseFile,
  type CaseStep,
  confirmedFindings,
  type DecidedFinding,
  decidedFindings,
  listCaseEvents,
  listCaseFiles,
  listCases,
  StaleCase,
  type StepAuthor,
  stepCase,
} from './cases.ts';
export { type Change, change } from './change.ts';
export {
  addForm,
  changeForm,
  findForm,
  listForms,
  StaleForm,
  type StoredForm,
} from './evaluation-forms.ts';
export { addPeriod, findPeriod, listPeriods, markPeriod, type StoredPeriod } from './evaluation-periods.ts';
export { keepPlan, listPlans, removePlan, type StoredPlan } from './evaluation-plans.ts';
export { listOutcomes } from './evaluation-results.ts';
export {
  addFormEvent,
  addFormFile,
  addFormVersion,
  findFormVersion,
  keepReview,
  listFormEvents,
  listFormFiles,
  listFormVersions,
  listReviews,
  removeFormFile,
  type StoredReview,
} from './evaluation-steps.ts';
export { addEvidenceFile, evidenceUsage } from './evidence-files.ts';
export { listFilters, removeFilter, saveFilter } from './filters.ts';
export { addToOutbox, freeOutbox, takeOutbox } from './hook-outbox.ts';
export { namedSnapshots } from './named-snapshots.ts';
export {
  endNotices,
  fileObjection,
  type NewNotice,
  NoticeRefused,
  openNotice,
  payoutsShown,
  receiptHash,
  refuseOver,
  stepObjection,
  stopNotice,
  sumRows,
} from './notice-steps.ts';
export {
  findNotice,
  findRow,
  listNoticeEvents,
  listNotices,
  listRows,
  type ShownRow,
  StaleNotice,
  type StoredNotice,
  searchRows,
} from './notices.ts';
export { listObjections, objectionByReceipt, type StoredObjection } from './objections.ts';
export { openState, type State } from './open.ts';
export { hashPassword, randomPassword, weaknessOf } from './passwords.ts';
export { keepPending, type PendingSignIn, takePending } from './pending-sign-ins.ts';
export { type AuditLink, anchorOf, bindingOf, reconcile } from './reconcile.ts';
export { flushRefusals, noteRefusal } from './refusals.ts';
export {
  checkContext,
  draftOf,
  everPublished,
  nextRevision,
  periodDecisions,
} from './release-facts.ts';
export {
  keepDraft,
  type ReleaseBy,
  ReleaseRefused,
  takeReleaseStep,
} from './release-steps.ts';
export {
  findRelease,
  listReleaseEvents,
  listReleases,
  type ReleaseAuthor,
  StaleRelease,
  type StoredRelease,
} from './releases.ts';
export { releasesToPublish } from './releases-to-publish.ts';
export { readReportBasis } from './report-basis.ts';
export {
  addReport,
  addReportFile,
  findReport,
  listCorrections,
  listReportFiles,
  listReports,
  type ReportChange,
  StaleReport,
  type StoredReport,
  scheduledPeriods,
  stepReport,
} from './reports.ts';
export { addRun, finishRun, lastDue, listRuns, removeRunsBefore, takeRun } from './scheduled-runs.ts';
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
export { findingSecret, firstStart, readSetting, writeSetting } from './settings.ts';
export {
  forgetFailure,
  forgetFailures,
  rememberAddress,
  rememberFailure,
  signInWait,
} from './sign-ins.ts';
export { sweep } from './sweep.ts';
export {
  closeTasksAbout,
  listActiveTasks,
  startTasksAbout,
  syncTask,
} from './task-origins.ts';
export { addReminders, listReminded, type Reminder } from './task-reminders.ts';
export {
  addTask,
  addTaskFile,
  findTask,
  listTaskEvents,
  listTaskFiles,
  listTasks,
  type NewTask,
  originKey,
  StaleTask,
  type StoredTask,
  stepTask,
  type TaskChange,
} from './tasks.ts';
