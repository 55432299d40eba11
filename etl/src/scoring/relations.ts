import { RELATIONS, type Relation } from '../figures/relations.ts';
import { findingId } from '../supervision/identified.ts';

/**
 * Relations that the measures of scores count and sum over, with the units of each row. A department's rows are those with that
 * 主管部门, a town's those with that 实施镇街 (spec 1).
 */
export interface ScoreRelation extends Relation {
  /** Column with the unit a row belongs to, of either kind; by default `department` and `town`. */
  owner?: string;
  /** Smaller source of the same counts and sums, if there is one. */
  tally?: Tally;
}

/**
 * The same numbers from fewer rows or columns. Columns have the same names as those of the rows, so that conditions apply to
 * both.
 */
export interface Tally {
  sql: string;
  /** Column with the number of rows of a line; by default one. */
  count?: string;
  /** Columns that only the lines of an aspect have; the first aspect is used if none of them is needed. */
  aspects?: Record<string, string[]>;
}

/** Adds the family of the class's standard on its last day. */
const withFamily = (training: string): string => `(
    SELECT training.*, line.family FROM ${training} LEFT JOIN standard_line AS line
      ON line.code = training.standard AND training.completed_on >= line.described_from
      AND training.completed_on < line.described_before) AS training`;

/** Rows in force of classes, enrolments and payouts, of any day. */
const IN_FORCE = `
    SELECT '班级' AS ledger, '在用' AS standing, class_id, department, town, batch_no, file_id, sheet_no, row_no FROM classes
    UNION ALL
    SELECT '培训', '在用', e.class_id, c.department, c.town, e.batch_no, e.file_id, e.sheet_no, e.row_no
    FROM enrolments e JOIN classes c USING (class_id)
    UNION ALL
    SELECT '补贴', '在用', p.class_id, c.department, c.town, p.batch_no, p.file_id, p.sheet_no, p.row_no
    FROM payouts p JOIN classes c USING (class_id)`;

/** Rows in quarantine of classes, enrolments and payouts, once for each unit they belong to. */
const QUARANTINED = `
    SELECT CASE q.kind WHEN 'classes' THEN '班级' WHEN 'enrolments' THEN '培训' ELSE '补贴' END AS ledger,
      '待修正' AS standing, q.class_id, CASE WHEN p_unit.kind = 'department' THEN q.unit END AS department,
      CASE WHEN p_unit.kind = 'town' THEN q.unit END AS town, batch_no, file_id, sheet_no, row_no
    FROM quarantine_unit q JOIN p_unit ON p_unit.name = q.unit
    WHERE q.is_counted AND q.kind IN ('classes', 'enrolments', 'payouts')`;

const anyRow = (inForce: string, quarantined: string): string => `(
  ${inForce}
  UNION ALL
  ${quarantined}) AS any_row`;

const ANY_ROW = anyRow(IN_FORCE, QUARANTINED);

const TRAINING_TALLY = `(
    SELECT tally.*, c.department, c.town, c.level, c.standard
    FROM training_tally AS tally JOIN classes c USING (class_id)) AS training`;

const ANY_ROW_TALLY = anyRow(
  `SELECT '在用' AS standing, department, town, 1 AS lines FROM classes
   UNION ALL
   SELECT '在用', department, town, trainings FROM ${TRAINING_TALLY} WHERE aspect = 'result'
   UNION ALL
   SELECT '在用', c.department, c.town, p.lines
   FROM (SELECT class_id, count(*) AS lines FROM payouts GROUP BY class_id) AS p JOIN classes c USING (class_id)`,
  `SELECT standing, department, town, 1 FROM (${QUARANTINED})`,
);

/** Findings of high severity, decided 属实, with the class they are about. */
const VIOLATIONS = `(
    SELECT f.rule, f.key, c.* FROM finding f JOIN classes c USING (class_id)
    WHERE f.severity = 'high'
      AND ${findingId('$secret::VARCHAR')} IN (SELECT unnest(string_split($confirmed::VARCHAR, ',')))) AS violation`;

const PAYOUTS_OF_CLASSES = `(
    SELECT p.*, c.department, c.town, c.ends_on FROM payouts p JOIN classes c USING (class_id)) AS payout`;

const CLASS_COLUMNS = ['class_id', 'class_name', 'department', 'town', 'filed_on', 'starts_on', 'ends_on'];

export const SCORE_RELATIONS = {
  training: {
    sql: withFamily(RELATIONS.training.sql),
    empty: 'zero',
    ledger: { ...RELATIONS.training.ledger, sql: withFamily(RELATIONS.training.ledger.sql) },
    tally: {
      sql: withFamily(TRAINING_TALLY),
      count: 'trainings',
      aspects: {
        result: ['passed_on', 'failed_on', 'certified_on'],
        category: ['category'],
        rating: ['rating'],
      },
    },
  },
  payout: {
    ...RELATIONS.payout,
    // All payouts made have a verdict.
    tally: {
      sql: `(SELECT v.*, c.department, c.town FROM payout_verdict v JOIN classes c USING (class_id)) AS payout`,
    },
  },
  class: {
    sql: 'classes',
    empty: 'zero',
    ledger: { kind: 'classes', sql: 'classes', columns: CLASS_COLUMNS },
  },
  /** Payouts with the last day of their class, regardless of their status. */
  payoutOfClass: {
    sql: PAYOUTS_OF_CLASSES,
    empty: 'zero',
    ledger: {
      kind: 'payouts',
      sql: PAYOUTS_OF_CLASSES,
      columns: ['payout_id', 'class_id', 'person_id', 'persons', 'amount', 'payout_status', 'paid_on'],
    },
  },
  /** Rows of classes, enrolments and payouts, in force and in quarantine. */
  anyRow: {
    sql: ANY_ROW,
    empty: 'zero',
    ledger: {
      kind: 'classes',
      sql: ANY_ROW,
      columns: ['ledger', 'standing', 'class_id'],
      beyond: { ledger: '台账', standing: '状态' },
    },
    tally: { sql: ANY_ROW_TALLY, count: 'lines' },
  },
  violation: {
    sql: VIOLATIONS,
    empty: 'zero',
    ledger: {
      kind: 'classes',
      sql: VIOLATIONS,
      columns: ['rule', ...CLASS_COLUMNS],
      beyond: { rule: '规则' },
      // A class may be the subject of several findings.
      order: 'rule, key',
    },
  },
  funds: { ...RELATIONS.funds, owner: 'department' },
  /** As handed down, of baseline years too (docs/decisions/0009). */
  quotas: { ...RELATIONS.quotas, ledger: { ...RELATIONS.quotas.ledger, sql: 'quotas' }, owner: 'unit' },
} satisfies Record<string, ScoreRelation>;

export type ScoreRelationId = keyof typeof SCORE_RELATIONS;

export const scoreRelation = (id: ScoreRelationId): ScoreRelation => SCORE_RELATIONS[id];
