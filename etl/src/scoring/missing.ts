import type { DuckDBConnection } from '@duckdb/node-api';
import type { MissingLedger } from '@skill-ledger/contracts';
import { QUOTA } from './facts.ts';
import type { ScoreQuestion } from './question.ts';

const KINDS = ['classes', 'enrolments', 'payouts', 'funds'] as const satisfies MissingLedger[];

/**
 * Kinds of ledger of which a unit has no row in the period although it should: classes, where it has a quota; trainees
 * of the classes there are; payouts of classes that have ended; the budget of a department that trains.
 * @returns by unit, in the programme's order; units that lack nothing are omitted
 */
export async function readMissing(
  connection: DuckDBConnection,
  { period, until }: Pick<ScoreQuestion, 'period' | 'until'>,
): Promise<Map<string, MissingLedger[]>> {
  const reader = await connection.runAndReadAll(
    `WITH own AS (
       SELECT u.name, c.class_id, c.ends_on <= $until::DATE AS ended,
         EXISTS (SELECT 1 FROM training_tally t WHERE t.class_id = c.class_id) AS has_trainees,
         EXISTS (SELECT 1 FROM payouts p WHERE p.class_id = c.class_id) AS has_payouts
       FROM p_unit u JOIN classes c ON CASE u.kind WHEN 'department' THEN c.department ELSE c.town END = u.name
       WHERE c.starts_on BETWEEN $from::DATE AND $until::DATE OR c.ends_on BETWEEN $from::DATE AND $until::DATE),
     handed AS (
       SELECT name, count(*) FILTER (ended) AS ended, bool_or(has_trainees) AS trainees,
         bool_or(ended AND has_payouts) AS payouts
       FROM own GROUP BY name),
     quota AS (SELECT DISTINCT unit AS name FROM (${QUOTA}))
     SELECT u.name,
       h.name IS NULL AND q.name IS NOT NULL,
       h.name IS NOT NULL AND NOT h.trainees,
       h.ended > 0 AND NOT h.payouts,
       u.kind = 'department' AND (h.name IS NOT NULL OR q.name IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM funds WHERE department = u.name AND year BETWEEN $first AND $last)
     FROM p_unit u LEFT JOIN handed h USING (name) LEFT JOIN quota q USING (name)`,
    { from: period.from, until, first: period.years[0] ?? 0, last: period.years.at(-1) ?? 0 },
  );
  const found = reader
    .getRowsJS()
    .map(([unit, ...answers]): [string, MissingLedger[]] => [
      String(unit),
      KINDS.filter((_, index) => answers[index] === true),
    ]);
  return new Map(found.filter(([, missing]) => missing.length > 0));
}
