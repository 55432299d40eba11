import type { Role } from '@skill-ledger/contracts';

/** What a person said of a warning; the latest stands. */
interface WarningAcknowledgementTable {
  /** The same warning in every snapshot; tells nothing of the persons in its row. */
  warning_id: string;
  comment: string;
  /** Who acknowledged it; null where nobody was named. */
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
  /** argon2id with its parameters and salt; null where there is no password to sign in with. */
  password_hash: string | null;
  /** Instant; a password that somebody else has set is good for a while only. */
  password_set_at: string | null;
  must_change: number;
  disabled: number;
  demo: number;
  created_at: string;
}

interface SessionTable {
  /** SHA-256 of the token in the cookie: who reads the table cannot sign in with it. */
  token_hash: string;
  account_id: string;
  created_at: string;
  seen_at: string;
  purpose: string | null;
  purpose_until: string | null;
}

/** A sign-in that failed, remembered for as long as it counts. */
interface FailedSignInTable {
  id: string;
  /** SHA-256 of the name as typed: people type passwords into the wrong field. */
  name_hash: string;
  address: string;
  at: string;
}

/** A sign-in on its way to the house's own sign-on and back. */
interface PendingSignInTable {
  state_hash: string;
  nonce: string;
  verifier: string;
  return_to: string;
  created_at: string;
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
  /** What others see of the unit or account. */
  assignee: string | null;
  due_on: string | null;
  /** Decimal text: SQLite knows no exact numbers. */
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
  /** The unit that attached it; null for the others, and for what was attached before units were kept. */
  unit: string | null;
  at: string;
}

interface SavedFilterTable {
  id: string;
  account_id: string;
  name: string;
  query: string;
}

/** Tables of the state store: small, transactional, many writers. */
export interface StateTables {
  warning_acknowledgement: WarningAcknowledgementTable;
  account: AccountTable;
  session: SessionTable;
  failed_sign_in: FailedSignInTable;
  pending_sign_in: PendingSignInTable;
  audit: AuditTable;
  setting: SettingTable;
  finding_case: FindingCaseTable;
  finding_event: FindingEventTable;
  finding_file: FindingFileTable;
  saved_filter: SavedFilterTable;
}
