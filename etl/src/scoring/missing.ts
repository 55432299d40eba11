import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScoreDuties } from '@skill-ledger/contracts';
import type { ScoreQuestion } from './question.ts';

/**
 * Kinds of ledger of which a unit has no row in the period although it should: classes; trainees of the classes there
 * are; payouts of classes that have ended; a department's budget.
 */
export async function readMissing(
  connection: DuckDBConnection,
  { period, until }: Pick<ScoreQuestion, 'period' | 'until'>,
  unit: string,
): Promise<ScoreDuties['missing']> {
  const reader = await connection.runAndReadAll(
    `WITH own AS (
       SELECT class_id, ends_on FROM classes WHERE (department = $unit OR town = $unit)
         AND (starts_on BETWEEN $from::DATE AND $until::DATE OR ends_on BETWEEN $from::DATE AND $until::DATE)),
     ended AS (SELECT class_id FROM own WHERE ends_on <= $until::DATE)
     SELECT
       (SELECT count(*) = 0 FROM own),
       EXISTS (SELECT 1 FROM own) AND NOT EXISTS (SELECT 1 FROM enrolments WHERE class_id IN (SELECT class_id FROM own)),
       EXISTS (SELECT 1 FROM ended) AND NOT EXISTS (SELECT 1 FROM payouts WHERE class_id IN (SELECT class_id FROM ended)),
       EXISTS (SELECT 1 FROM p_unit WHERE name = $unit AND kind = 'department')
         AND NOT EXISTS (SELECT 1 FROM funds WHERE department = $unit AND year BETWEEN $first AND $last)`,
    { unit, from: period.from, until, first: period.years[0] ?? 0, last: period.years.at(-1) ?? 0 },
  );
  const [answers = []] = reader.getRowsJS();
  return (['classes', 'enrolments', 'payouts', 'funds'] as const).filter(
    (_, index) => answers[index] === true,
  );
}
