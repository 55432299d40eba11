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

/** Tables of the state store: small, transactional, many writers. */
export interface StateTables {
  warning_acknowledgement: WarningAcknowledgementTable;
}
