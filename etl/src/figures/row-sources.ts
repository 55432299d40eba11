import type { FigureId } from '@skill-ledger/contracts';
import { FUND_SUMS, PAYOUT_SUMS } from './definitions/money.ts';
import { TRAINING_COUNTS } from './definitions/training.ts';
import { type FilterColumns, FUND_FILTERS, PAYOUT_FILTERS, TRAINING_FILTERS } from './scope.ts';

/** A value shown of a row: its column in the relation, and the field whose label heads it and whose mask it has. */
interface ShownColumn {
  sql: string;
  /** Field of the kind's contract, or a judgement of the rules. */
  field: string;
}

/** Where the rows of some figures are found. */
export interface RowSource {
  /** Relation with the origin of each row. */
  relation: string;
  kind: 'enrolments' | 'payouts' | 'funds' | 'quotas' | 'workforce';
  filters: FilterColumns;
  columns: ShownColumn[];
}

const TRAINING: RowSource = {
  relation: `(SELECT training.*, enrolments.person_name, enrolments.status, enrolments.result
    FROM training JOIN enrolments USING (class_id, person_id)) AS training`,
  kind: 'enrolments',
  filters: TRAINING_FILTERS,
  columns: [
    { sql: 'class_id', field: 'class_id' },
    { sql: 'person_name', field: 'person_name' },
    { sql: 'person_id', field: 'person_id' },
    { sql: 'category', field: 'category' },
    { sql: 'status', field: 'status' },
    { sql: 'result', field: 'result' },
  ],
};

const PAYOUT: RowSource = {
  relation: 'payout',
  kind: 'payouts',
  filters: PAYOUT_FILTERS,
  columns: [
    { sql: 'payout_id', field: 'payout_id' },
    { sql: 'class_id', field: 'class_id' },
    { sql: 'person_id', field: 'person_id' },
    { sql: 'persons', field: 'persons' },
    { sql: 'amount', field: 'amount' },
    { sql: 'source', field: 'source' },
    { sql: 'paid_on', field: 'paid_on' },
  ],
};

const JUDGED: RowSource = {
  ...PAYOUT,
  columns: [...PAYOUT.columns, { sql: 'due', field: 'due' }, { sql: 'verdict', field: 'verdict' }],
};

const FUND: RowSource = {
  relation: 'funds',
  kind: 'funds',
  filters: FUND_FILTERS,
  columns: ['year', 'department', 'source', 'budget', 'arrived'].map((field) => ({ sql: field, field })),
};

const among = (column: string) => (list: string) => `${column} IN (${list})`;

const QUOTA: RowSource = {
  relation: `(SELECT quotas.* FROM quotas JOIN assignment USING (year, domain, unit)) AS quotas`,
  kind: 'quotas',
  filters: { domain: among('domain'), unit: among('unit'), town: among('unit') },
  columns: ['year', 'domain', 'unit', 'quota'].map((field) => ({ sql: field, field })),
};

const WORKFORCE: RowSource = {
  relation: 'workforce',
  kind: 'workforce',
  filters: { town: among('area') },
  columns: ['stat_on', 'area', 'employed', 'skilled', 'high_skilled'].map((field) => ({ sql: field, field })),
};

/** The newest statistic of the place on or before as-of (spec 1, 技能劳动者占比). */
const NEWEST = (area: string): string =>
  `area = ${area} AND stat_on = (SELECT max(stat_on) FROM workforce
     WHERE area = ${area} AND stat_on <= $asOf::DATE AND employed > 0 AND skilled > 0)`;

/** The rows of a figure: where they are found, and which of them it takes. */
export interface RowsOfFigure {
  source: RowSource;
  condition: string;
}

/** The rows that a figure counts or sums itself; undefined where it is computed from other figures. */
export function rowsOf(figure: FigureId, hasTown: boolean): RowsOfFigure | undefined {
  if (figure in TRAINING_COUNTS) {
    const { rows } = TRAINING_COUNTS[figure as keyof typeof TRAINING_COUNTS];
    return { source: TRAINING, condition: rows };
  }
  switch (figure) {
    // The baseline beside these records is told apart: it has no rows.
    case 'completed':
      return { source: TRAINING, condition: TRAINING_COUNTS.completedRecords.rows };
    case 'paid':
    case 'paidPersonTimes':
      return { source: PAYOUT, condition: PAYOUT_SUMS.paid.rows };
    case 'due':
    case 'over':
    case 'under':
      return { source: JUDGED, condition: PAYOUT_SUMS[figure].rows };
    case 'budget':
    case 'arrived':
      return { source: FUND, condition: FUND_SUMS[figure].rows };
    case 'quota':
      return { source: QUOTA, condition: 'true' };
    case 'skilledRatio':
    case 'highSkilledRatio':
    case 'skilledMissing':
    case 'highSkilledMissing':
      return { source: WORKFORCE, condition: NEWEST(hasTown ? 'area' : "'全市'") };
    default:
      return undefined;
  }
}
