import type { Yuan } from '@skill-ledger/contracts';
import type { Decision, Grade } from '../releases/index.ts';

/** What a figure of an earlier report was, as that report said it. */
export interface EarlierReport {
  period: string;
  /** The day it counts up to. */
  asOf: string;
  snapshot: string;
  /** Written values by headline figure; null where a figure did not exist. */
  headline: Record<string, string | null>;
}

/** A typed correction of an earlier report. */
export interface ReportCorrection {
  period: string;
  /** YYYY-MM-DD on which it was noted. */
  on: string;
  text: string;
}

/** What a report says that no snapshot knows: decisions, self-evaluations, earlier reports. Kept with the report. */
export interface ReportBasis {
  /** State of the findings that have a case. */
  cases: { id: string; status: string }[];
  /** Decided in the period. */
  decisions: Decision[];
  /** Forms of the period's self-evaluation by state; null where it was not opened. */
  evaluation: { forms: { state: string; count: number }[]; grades: Grade[] | null } | null;
  /** The last final report before this one. */
  previous: EarlierReport | null;
  corrections: ReportCorrection[];
}

/** Texts that the office wrote instead of those drafted by rules; null where the draft stands. */
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
