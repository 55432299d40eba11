import type { Yuan } from '@skill-ledger/contracts';
import type { Decision, Grade } from '../releases/index.ts';

/** A figure as stated in an earlier report. */
export interface EarlierReport {
  period: string;
  /** The day it counts up to. */
  asOf: string;
  snapshot: string;
  /** Written values by headline figure; null where a figure did not exist. */
  headline: Record<string, string | null>;
}

/** A correction of an earlier report, entered by a user. */
export interface ReportCorrection {
  period: string;
  /** YYYY-MM-DD on which it was noted. */
  on: string;
  text: string;
}

/** Facts of a report that are not in a snapshot: decisions, self-evaluations, earlier reports. Stored with the report. */
export interface ReportBasis {
  /** State of the findings that have a case. */
  cases: { id: string; status: string }[];
  /** Decided in the period. */
  decisions: Decision[];
  /** Forms of the period's self-evaluation by state; null if it was not opened. */
  evaluation: { forms: { state: string; count: number }[]; grades: Grade[] | null } | null;
  /** The last final report before this one. */
  previous: EarlierReport | null;
  corrections: ReportCorrection[];
}

/** Texts that the office wrote instead of those drafted by rules; null if the draft is used. */
export interface ReportTexts {
  problems: string | null;
  measures: string | null;
}

export const NO_TEXTS: ReportTexts = { problems: null, measures: null };

/** Findings of one rule, and what was decided about them in the period. */
export interface RuleFindings {
  rule: string;
  name: string;
  nameEn: string;
  severity: string;
  found: number;
  open: number;
  decided: number;
  verified: number;
  recovered: Yuan;
}

/** Findings of high severity that are still open: of one rule and unit, and of trainings that ended on one day. */
export interface OpenFinding {
  rule: string;
  name: string;
  nameEn: string;
  unit: string | null;
  count: number;
  /** Last day of the classes they are about. */
  since: string;
  /** Days from then to the day of the report. */
  days: number;
}

export interface SupervisionFacts {
  rules: RuleFindings[];
  longestOpen: OpenFinding[];
}
