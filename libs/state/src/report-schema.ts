export interface ReportTable {
  id: string;
  period: string;
  kind: string;
  from_day: string;
  as_of: string;
  snapshot: string;
  state: string;
  version: number;
  basis: string;
  headline: string | null;
  problems: string | null;
  measures: string | null;
  texts_account: string | null;
  written_by: string | null;
  written_at: string;
  reviewed_by: string | null;
  reviewed_at: string | null;
  finalised_by: string | null;
  finalised_at: string | null;
  draft_of: string | null;
  scheduled_for: string | null;
}

export interface ReportEventTable {
  report_id: string;
  nth: number;
  at: string;
  account: string | null;
  by_name: string | null;
  action: string;
  comment: string | null;
}

export interface ReportFileTable {
  report_id: string;
  format: string;
  sha256: string;
  bytes: number;
}
