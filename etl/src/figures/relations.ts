import type { LedgerKind } from '@skill-ledger/contracts';

/** Relations over which figures are counted and summed. */
export interface Relation {
  sql: string;
  /** Whether a group without rows counts as zero, or has no value. */
  empty: 'zero' | 'absent';
  /** Its rows in "why?", by fields of the kind's contract, which provide labels and masks; omitted if it has no ledger rows. */
  ledger?: {
    kind: LedgerKind;
    sql: string;
    columns: string[];
    /** Labels of columns beyond the contract, such as judgements of the rules: never personal. */
    beyond?: Record<string, string>;
    /** Orders rows of one origin, if there may be several. */
    order?: string;
  };
  /** The row of the whole, if groups have their own rows. */
  whole?: string;
  /** The day that places a row in a period, which begins with `since` of the scope; without it, all rows count. */
  periodDay?: string;
}

export const RELATIONS = {
  /** One row per accepted enrolment. */
  training: {
    sql: 'training',
    empty: 'zero',
    periodDay: 'completed_on',
    ledger: {
      kind: 'enrolments',
      sql: `(SELECT training.*, enrolments.person_name, enrolments.status, enrolments.result
        FROM training JOIN enrolments USING (class_id, person_id)) AS training`,
      columns: ['class_id', 'person_name', 'person_id', 'category', 'status', 'result'],
    },
  },
  /** One row per domain and baseline year: totals of the annex, which have no ledger rows. */
  baseline: { sql: 'baseline', empty: 'zero', periodDay: 'completed_on' },
  /** One row per accepted payout. */
  payout: {
    sql: 'payout',
    empty: 'zero',
    periodDay: 'paid_on',
    ledger: {
      kind: 'payouts',
      sql: 'payout',
      columns: [
        'payout_id',
        'class_id',
        'person_id',
        'persons',
        'amount',
        'source',
        'paid_on',
        'due',
        'verdict',
      ],
      beyond: { due: '应发金额', verdict: '结论' },
    },
  },
  funds: {
    sql: 'funds',
    empty: 'absent',
    // Funds have only a year: a period has those of all its years, undivided.
    periodDay: 'make_date(year, 12, 31)',
    ledger: {
      kind: 'funds',
      sql: 'funds',
      columns: ['year', 'department', 'source', 'budget', 'arrived'],
    },
  },
  quotas: {
    sql: 'assignment',
    empty: 'absent',
    ledger: {
      kind: 'quotas',
      sql: '(SELECT quotas.* FROM quotas JOIN assignment USING (year, domain, unit)) AS quotas',
      columns: ['year', 'domain', 'unit', 'quota'],
    },
  },
  workforce: {
    sql: 'workforce',
    empty: 'absent',
    whole: "area = '全市'",
    ledger: {
      kind: 'workforce',
      sql: 'workforce',
      columns: ['stat_on', 'area', 'employed', 'skilled', 'high_skilled'],
    },
  },
} satisfies Record<string, Relation>;

export type RelationId = keyof typeof RELATIONS;

export const relation = (id: RelationId): Relation => RELATIONS[id];
