import type { Role } from '@skill-ledger/contracts';
import type { Generated } from 'kysely';
import type { NoticeEventTable, NoticeRowTable, NoticeTable, ObjectionTable } from './notice-schema.ts';
import type { ReleaseEventTable, ReleaseTable } from './release-schema.ts';
import type { ReportEventTable, ReportFileTable, ReportTable } from './report-schema.ts';

/** A user's acknowledgement of a warning; only the latest is stored. */
interface WarningAcknowledgementTable {
  /** Stable across snapshots; discloses nothing about the persons in its row. */
  warning_id: string;
  comment: string;
  /** The user who acknowledged it; null if unknown. */
  acknowledged_by: string | null;
  /** Instant, ISO with offset. */
  acknowledged_at: string;
}

interface AccountTable {
  id: string;
  /** Lower case; unique. */
  name: string;
  display_name: string;
  role: Role;
  unit: string | null;
  /** argon2id with its parameters and salt; null if the account has no password. */
  password_hash: string | null;
  /** Instant; a password set by the administrator has limited validity. */
  password_set_at: string | null;
  must_change: number;
  disabled: number;
  demo: number;
  created_at: string;
  /** zh or en, as its user chose last. */
  language: Generated<string | null>;
}

interface SessionTable {
  /** SHA-256 of the token in the cookie: the table cannot be used to sign in. */
  token_hash: string;
  account_id: string;
  created_at: string;
  seen_at: string;
  /** password, oidc, demo */
  means: Generated<string>;
  purpose: string | null;
  purpose_since: string | null;
  purpose_until: string | null;
}

/** A failed sign-in, kept while it affects delays. */
interface FailedSignInTable {
  id: string;
  /** SHA-256 of the name as typed: users type passwords into the wrong field. */
  name_hash: string;
  address: string;
  at: string;
}

/** A pending single sign-on. */
interface PendingSignInTable {
  state_hash: string;
  nonce: string;
  verifier: string;
  return_to: string;
  created_at: string;
  address: string | null;
}

/** An address from which a name has signed in before. */
interface SignInAddressTable {
  name_hash: string;
  address: string;
  at: string;
}

/** Refused sign-ins that are counted and not yet in the audit log. */
interface RefusedSignInTable {
  /** Account name; empty for all unknown names. */
  name: string;
  since: string;
  times: number;
  /** The latest. */
  address: string | null;
}

interface FormerPasswordTable {
  id: string;
  account_id: string;
  hash: string;
  at: string;
}

/** A file in `evidence/`, counted for the account that stored it first. */
interface EvidenceFileTable {
  sha256: string;
  bytes: number;
  account: string;
  at: string;
}

interface AuditTable {
  seq: number;
  at: string;
  actor: string | null;
  role: string | null;
  unit: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  /** JSON, exactly as it was hashed. */
  detail: string;
  hash: string;
}

interface SettingTable {
  name: string;
  value: string;
}

interface FindingCaseTable {
  finding_id: string;
  status: string;
  reason: string | null;
  assigned_unit: string | null;
  assigned_account: string | null;
  /** Display name of the unit or account. */
  assignee: string | null;
  due_on: string | null;
  /** Decimal text: SQLite has no exact decimals. */
  recovered: string;
  updated_at: string;
}

interface FindingEventTable {
  finding_id: string;
  /** 1, 2, 3 … of each finding. */
  nth: number;
  at: string;
  account: string;
  display_name: string;
  unit: string | null;
  /** JSON. */
  change: string;
  comment: string | null;
}

interface FindingFileTable {
  id: string;
  finding_id: string;
  name: string;
  sha256: string;
  bytes: number;
  by_name: string;
  /** The unit that attached it; null for others, and for files attached before units were recorded. */
  unit: string | null;
  at: string;
}

interface SavedFilterTable {
  id: string;
  account_id: string;
  name: string;
  query: string;
}

interface TaskTable {
  id: string;
  number: string;
  origin_kind: string;
  /** What it is about, to be found again: `finding:…`, `form:…`, `handIn:unit:kind`. */
  origin_key: string;
  /** Frozen: JSON. */
  origin: string;
  text: string;
  unit: string | null;
  account: string | null;
  person: string | null;
  due_on: string;
  importance: string;
  state: string;
  version: number;
  /** Null where it came about by itself. */
  given_account: string | null;
  given_by: string;
  given_at: string;
  closed_at: string | null;
  closed_by_itself: number;
}

interface TaskEventTable {
  task_id: string;
  /** 1, 2, 3 … of each task. */
  nth: number;
  at: string;
  account: string | null;
  display_name: string;
  unit: string | null;
  action: string;
  to_state: string;
  comment: string | null;
  detail: string | null;
}

interface TaskFileTable {
  id: string;
  task_id: string;
  name: string;
  sha256: string;
  bytes: number;
  by_name: string;
  at: string;
}

interface TaskReminderTable {
  task_id: string;
  /** A task with a new due date is reminded of again. */
  due_on: string;
  days: number;
  at: string;
}

interface ScheduledRunTable {
  id: string;
  work: string;
  due_at: string;
  state: string;
  tries: number;
  worker: string | null;
  locked_until: string | null;
  started_at: string | null;
  done_at: string | null;
  /** JSON, in both languages. */
  result: string | null;
  by_name: string | null;
}

interface EvaluationPeriodTable {
  /** As in `skill-ledger score PERIOD`. */
  id: string;
  from_day: string;
  to_day: string;
  kind: string;
  due_on: string;
  /** The scheme the period was opened with, whole: JSON. */
  scheme: string;
  note: string | null;
  opened_at: string;
  opened_by: string;
  finalised_at: string | null;
  published_at: string | null;
  /** Last day on which a form can be filled in for the first time; null where none is set. */
  closes_on: string | null;
  /** When filling in was closed. */
  closed_at: string | null;
}

interface EvaluationPlanTable {
  period: string;
  opens_on: string;
  /** What the period is opened with: JSON. */
  request: string;
  planned_account: string;
  planned_by: string;
  planned_at: string;
}

interface EvaluationFormTable {
  id: string;
  period: string;
  unit: string;
  unit_kind: string;
  state: string;
  /** Counts every change of the form. */
  version: number;
  due_on: string;
  /** What the unit typed: JSON. */
  draft: string;
  edited_by: string | null;
  edited_at: string | null;
  /** Snapshot and trace of the day it was opened: JSON. */
  opened: string;
  /** Account that handed it in for confirmation, and the name others see. */
  handed_in_account: string | null;
  handed_in_by: string | null;
  submitted_at: string | null;
  late: number;
  submissions: number;
  returns: number;
  system_total: string | null;
  self_total: string | null;
  review_total: string | null;
  grade: string | null;
  rank: number | null;
  /** How it was judged at the last return, or finally: JSON. */
  result: string | null;
}

interface EvaluationEventTable {
  form_id: string;
  /** 1, 2, 3 … of each form. */
  nth: number;
  at: string;
  account: string;
  display_name: string;
  unit: string | null;
  action: string;
  to_state: string;
  comment: string | null;
}

interface EvaluationVersionTable {
  form_id: string;
  nth: number;
  at: string;
  by_name: string;
  self_total: string | null;
  /** The submission, frozen: JSON. */
  content: string;
}

interface EvaluationReviewTable {
  form_id: string;
  /** Submission it is about. */
  nth: number;
  role: string;
  version: number;
  /** By indicator: JSON. */
  opinions: string;
  by_name: string | null;
  finished_at: string | null;
}

interface EvaluationFileTable {
  id: string;
  form_id: string;
  name: string;
  sha256: string;
  bytes: number;
  by_name: string;
  at: string;
  /** Taken off the form; what was submitted keeps it. */
  removed_at: string | null;
}

/** Tables of the state store: small, transactional, many writers. */
export interface StateTables {
  warning_acknowledgement: WarningAcknowledgementTable;
  account: AccountTable;
  session: SessionTable;
  failed_sign_in: FailedSignInTable;
  pending_sign_in: PendingSignInTable;
  sign_in_address: SignInAddressTable;
  refused_sign_in: RefusedSignInTable;
  former_password: FormerPasswordTable;
  evidence_file: EvidenceFileTable;
  audit: AuditTable;
  setting: SettingTable;
  finding_case: FindingCaseTable;
  finding_event: FindingEventTable;
  finding_file: FindingFileTable;
  saved_filter: SavedFilterTable;
  task: TaskTable;
  task_event: TaskEventTable;
  task_file: TaskFileTable;
  task_reminder: TaskReminderTable;
  scheduled_run: ScheduledRunTable;
  evaluation_period: EvaluationPeriodTable;
  evaluation_plan: EvaluationPlanTable;
  evaluation_form: EvaluationFormTable;
  evaluation_event: EvaluationEventTable;
  evaluation_version: EvaluationVersionTable;
  evaluation_review: EvaluationReviewTable;
  evaluation_file: EvaluationFileTable;
  release: ReleaseTable;
  release_event: ReleaseEventTable;
  notice: NoticeTable;
  notice_row: NoticeRowTable;
  objection: ObjectionTable;
  notice_event: NoticeEventTable;
  report: ReportTable;
  report_event: ReportEventTable;
  report_file: ReportFileTable;
}
