/** A name list shown to the public before payment. */
export interface NoticeTable {
  /** GS2021-0001. */
  id: string;
  scope_kind: string;
  scope_value: string;
  starts_on: string;
  /** Last day on which it is shown. */
  ends_on: string;
  /** Working days, and the clause. */
  days: number;
  clause: string;
  state: string;
  /** Number of changes so far. */
  version: number;
  snapshot: string;
  rows: number;
  persons: number;
  amount: string;
  /** Account that opened it and answers objections. */
  opened_account: string | null;
  opened_by: string;
  opened_at: string;
  closed_at: string | null;
  stop_reason: string | null;
}

/** A payout of a notice. The displayed data of its payee are removed when the notice ends. */
export interface NoticeRowTable {
  notice_id: string;
  nth: number;
  /** Random key of the row in addresses. */
  key: string;
  payout_id: string;
  class_id: string;
  /** Name and id, masked. */
  shown_name: string | null;
  shown_id: string | null;
  last4: string | null;
  class_name: string | null;
  project: string | null;
  level: string | null;
  persons: number;
  amount: string;
}

export interface ObjectionTable {
  id: string;
  notice_id: string;
  /** Null: about the whole list. */
  row_nth: number | null;
  text: string;
  contact: string | null;
  /** SHA-256 of the receipt: the table cannot be used to read answers. */
  receipt_hash: string;
  filed_at: string;
  due_on: string;
  state: string;
  version: number;
  /** row or notice. */
  hold: string;
  answer: string | null;
  answered_by: string | null;
  answered_at: string | null;
}

export interface NoticeEventTable {
  notice_id: string;
  /** 1, 2, 3 … of each notice. */
  nth: number;
  at: string;
  /** Null for the public and for the schedule. */
  account: string | null;
  display_name: string;
  action: string;
  objection_id: string | null;
  comment: string | null;
}
