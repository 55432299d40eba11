import type { LedgerKind } from '@skill-ledger/contracts';

/** A value shown of a row: its column, the field whose label heads it, how it is hidden. */
interface ShownColumn {
  sql: string;
  /** Field of the kind's contract. */
  field: string;
  mask?: 'name' | 'id';
}

/** What figures are counted and summed over. */
export interface Relation {
  sql: string;
  /** Whether a group without rows counts nothing, or knows nothing. */
  empty: 'zero' | 'absent';
  /** Its rows as "why?" shows them; a relation without has no ledger rows. */
  ledger?: { kind: LedgerKind; sql: string; columns: ShownColumn[] };
  /** Row that stands for the whole, where groups have rows of their own. */
  whole?: string;
}

const same = (...fields: string[]): ShownColumn[] => fields.map((field) => ({ sql: field, field }));

export const RELATIONS = {
  /** One row per accepted enrolment. */
  training: {
    sql: 'training',
    empty: 'zero',
    ledger: {
      kind: 'enrolments',
      sql: `(SELECT training.*, enrolments.person_name, enrolments.status, enrolments.result
        FROM training JOIN enrolments USING (class_id, person_id)) AS training`,
      columns: [
        ...same('class_id'),
        { sql: 'person_name', field: 'person_name', mask: 'name' },
        { sql: 'person_id', field: 'person_id', mask: 'id' },
        ...same('category', 'status', 'result'),
      ],
    },
  },
  /** One row per domain and baseline year: totals of the annex, of which no row is known. */
  baseline: { sql: 'baseline', empty: 'zero' },
  /** One row per accepted payout. */
  payout: {
    sql: 'payout',
    empty: 'zero',
    ledger: {
      kind: 'payouts',
      sql: 'payout',
      columns: [
        ...same('payout_id', 'class_id'),
        { sql: 'person_id', field: 'person_id', mask: 'id' },
        ...same('persons', 'amount', 'source', 'paid_on', 'due', 'verdict'),
      ],
    },
  },
  funds: {
    sql: 'funds',
    empty: 'absent',
    ledger: {
      kind: 'funds',
      sql: 'funds',
      columns: same('year', 'department', 'source', 'budget', 'arrived'),
    },
  },
  quotas: {
    sql: 'assignment',
    empty: 'absent',
    ledger: {
      kind: 'quotas',
      sql: '(SELECT quotas.* FROM quotas JOIN assignment USING (year, domain, unit)) AS quotas',
      columns: same('year', 'domain', 'unit', 'quota'),
    },
  },
  workforce: {
    sql: 'workforce',
    empty: 'absent',
    whole: "area = '全市'",
    ledger: {
      kind: 'workforce',
      sql: 'workforce',
      columns: same('stat_on', 'area', 'employed', 'skilled', 'high_skilled'),
    },
  },
} satisfies Record<string, Relation>;

export type RelationId = keyof typeof RELATIONS;

export const relation = (id: RelationId): Relation => RELATIONS[id];
