import type { Role } from '@skill-ledger/contracts';
import type { Generated } from 'kysely';

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
}
