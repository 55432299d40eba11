import type { LedgerKind } from '@skill-ledger/contracts';

/**
 * A programme as its data folder states it. Every line of every file carries the clause it comes from.
 * Shapes mirror the CSV files one to one, so that a line of data is a line here.
 */
export interface Programme {
  id: string;
  /** programme.csv: name, nameEn, decree, city, cityEn, from, until (counting period), inForceFrom, inForceUntil. */
  facts: ProgrammeFacts;
  targets: Target[];
  domains: Domain[];
  domainYears: DomainYear[];
  units: Unit[];
  /** Every name a file may use for a unit (its own short name included) → the short name. */
  unitAliases: Map<string, string>;
  standards: Standard[];
  uplifts: Uplift[];
  /** thresholds.csv: id → decimal text. */
  thresholds: Map<string, Threshold>;
  /** columns.csv: the data contract, in the order templates print it. */
  columns: Column[];
  /** English of the enumerations' words. */
  words: Map<string, string>;
  /** First words of total and note lines. */
  noteWords: string[];
  /** Words that place an occupation in an industry with an uplift. */
  industries: { industry: string; word: string; clause: string }[];
  /** 所在地 of institutions whose trainings are paid for. */
  eligiblePlaces: { place: string; clause: string }[];
  /** Who is to be paid, by mode and organiser (§五). */
  payees: { mode: string; organiser: string; payee: string; clause: string }[];
  /** Modes whose payments need a public notice. */
  noticeModes: { mode: string; clause: string }[];
  /** Modes and levels a standard is meant for. */
  standardFits: { standard: string; mode: string; level: string; clause: string }[];
  /** Which comparison list bars whom from what. */
  watchBars: { listType: string; category: string; mode: string; clause: string }[];
  /** Why a finding may be 不属实. */
  dismissals: { code: string; label: string; labelEn: string; needsComment: boolean; clause: string }[];
  rules: Rule[];
}

/** A supervision rule: its SQL is the model `finding_<rule>`. */
export interface Rule {
  rule: string;
  name: string;
  nameEn: string;
  severity: 'high' | 'medium' | 'low';
  /** What its key is made of. */
  key: string;
  active: boolean;
  clause: string;
}

export interface ProgrammeFacts {
  name: string;
  nameEn: string;
  decree: string;
  city: string;
  cityEn: string;
  /** Counting period, both days included. */
  from: string;
  until: string;
  inForceFrom: string;
  inForceUntil: string;
  /** Years of which only totals are known. */
  baselineYears: number[];
}

export interface Target {
  figure: 'completed' | 'skilledRatio' | 'highSkilledRatio';
  /** Person-times, or a fraction. */
  value: number;
  /** The decree says "左右": within the tolerance below still counts as 基本达成. */
  about: boolean;
  dueOn: string;
  clause: string;
}

export interface Domain {
  number: number;
  name: string;
  nameEn: string;
  examples: string;
  target: number;
  /** 责任单位 as printed. */
  responsible: string;
  /** First unit of 责任单位; null where none is named first. */
  lead: string | null;
  clause: string;
}

export interface DomainYear {
  domain: string;
  year: number;
  kind: 'baseline' | 'plan';
  /** Null where the annex prints a dash. */
  value: number | null;
  clause: string;
}

export interface Unit {
  code: string;
  name: string;
  nameEn: string;
  kind: 'department' | 'town';
  clause: string;
}

export interface Standard {
  code: string;
  name: string;
  /** Decimal text in yuan. */
  amount: string;
  per: 'person' | 'person-day' | 'person-year' | 'person-lesson-hour';
  /** "up to": the amount is a ceiling. */
  ceiling: boolean;
  /** Standards of one kind: Q, P, A, E, S or N. */
  family: string;
  needsCertificate: boolean;
  /** Standard that applies where the certificate is lacking; null: none does. */
  withoutCertificate: string | null;
  /** Standard that applies to apprentices who are students; null: this one. */
  forStudents: string | null;
  maxDays: number | null;
  maxPersons: number | null;
  validFrom: string;
  validUntil: string;
  clause: string;
}

export interface Uplift {
  type: string;
  /** Fraction added to the standard, decimal text: "0.3". */
  rate: string;
  /** What is looked at: the trainee's employer, the class's region, its size or its industry. */
  holdsBy: 'affected' | 'region' | 'small' | 'industry';
  /** Family of standards it is for; null: any. */
  family: string | null;
  region: string | null;
  /** Last day on which a class may end; null: no limit. */
  until: string | null;
  condition: string;
  clause: string;
}

export interface Threshold {
  id: string;
  /** Decimal text. */
  value: string;
  unit: string;
  label: string;
  clause: string;
}

export type ColumnType =
  | 'text'
  | 'code'
  | 'personId'
  | 'creditCode'
  | 'account'
  | 'certificate'
  | 'mobile'
  | 'date'
  | 'openDate'
  | 'money'
  | 'count'
  | 'hours'
  | 'rating'
  | 'year'
  | 'enum'
  | 'enumList'
  | 'unit'
  | 'town'
  | 'area'
  | 'domain'
  | 'standard'
  | 'class'
  | 'institution';

export interface Column {
  kind: LedgerKind;
  /** English name in code and warehouse. */
  field: string;
  /** Chinese name: header in templates, label in reasons. */
  label: string;
  type: ColumnType;
  required: boolean;
  key: boolean;
  /** Printed list of an enumeration; empty otherwise. */
  values: string[];
  /** Value that an empty cell stands for (上浮类型: 无; 范围: 全市); null for none. */
  emptyMeans: string | null;
  /** Other headers seen in practice. */
  synonyms: string[];
  clause: string;
}
