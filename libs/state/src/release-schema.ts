/** A release. */
export interface ReleaseTable {
  /** Period and revision: 2021H1-r1. */
  id: string;
  period: string;
  revision: number;
  from_day: string;
  to_day: string;
  as_of: string;
  state: string;
  /** Number of changes so far. */
  version: number;
  snapshot: string;
  /** SHA-256 of the bundle's SHA256SUMS when it was built. */
  digest: string;
  /** Ids of the releases that its small cells were protected against: JSON. */
  earlier: string;
  note: string | null;
  built_at: string;
  built_by: string;
  /** By check: the text that was acknowledged, reason, who and when: JSON. */
  acknowledged: string;
  /** JSON. */
  approvals: string;
  publish_at: string | null;
  published_at: string | null;
  /** A withdrawal that was asked for: JSON. */
  withdrawal: string | null;
  withdrawn_at: string | null;
  supersedes: string | null;
}

export interface ReleaseEventTable {
  release_id: string;
  /** 1, 2, 3 … of each release. */
  nth: number;
  at: string;
  /** Null for the schedule. */
  account: string | null;
  display_name: string;
  action: string;
  to_state: string;
  comment: string | null;
}
