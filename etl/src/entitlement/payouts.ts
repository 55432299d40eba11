import type { DuckDBConnection } from '@duckdb/node-api';
import { Yuan } from '@skill-ledger/contracts';
import { type Derivation, derive } from './derivation.ts';
import type { PayoutFacts } from './facts.ts';

/** A payout with its verdict and derivation. */
export interface JudgedPayout {
  payoutId: string;
  /** Null where no standard applies, or the payout was returned. */
  due: Yuan | null;
  amount: Yuan;
  difference: Yuan | null;
  /** Null for returned payouts, which are not judged. */
  verdict: string | null;
  derivation: Derivation;
}

const FACTS = `
  WITH period AS (
    SELECT
      max(value) FILTER (key = 'from')::DATE AS first_day,
      max(value) FILTER (key = 'until')::DATE AS last_day
    FROM p_programme
  ), hours AS (
    SELECT max(value) FILTER (id = 'entitlement.hoursPerDay') AS per_day FROM p_threshold
  ), eligible_trainee AS (
    SELECT e.class_id, t.standard, c.ends_on,
      u.type IS NOT NULL AND (u.holds_by <> 'affected' OR EXISTS (
        SELECT 1 FROM affected a
        WHERE a.employer_code = e.employer_code AND a.listed_on <= c.starts_on
          AND (a.delisted_on IS NULL OR c.starts_on < a.delisted_on))) AS raised
    FROM enrolments e
    JOIN training_standing t ON t.file_id = e.file_id AND t.sheet_no = e.sheet_no AND t.row_no = e.row_no
    JOIN classes c ON c.class_id = e.class_id
    LEFT JOIN class_uplift u ON u.class_id = e.class_id
    WHERE t.meets AND NOT t.denied_once AND NOT t.denied_times
      AND e.class_id IN (SELECT class_id FROM payouts WHERE person_id IS NULL)
  ), counted AS (
    SELECT class_id, standard, ends_on, count(*) AS persons, count(*) FILTER (raised) AS raised
    FROM eligible_trainee GROUP BY ALL
  ), eligible AS (
    SELECT class_id, list({ standard: standard, amount: s.amount::VARCHAR, persons: persons, raised: raised }
        ORDER BY standard) AS groups
    FROM counted JOIN p_standard s ON s.code = standard AND ends_on BETWEEN s.valid_from AND s.valid_until
    GROUP BY class_id
  )
  SELECT to_json({
    payoutId: p.payout_id, amount: p.amount::VARCHAR, due: v.due::VARCHAR, difference: v.difference::VARCHAR,
    verdict: v.verdict, returned: p.payout_status = '已退回', disbursed: p.payout_status = '已发放', personId: p.person_id IS NOT NULL,
    endsOn: c.ends_on::VARCHAR, inPeriod: c.ends_on BETWEEN period.first_day AND period.last_day, standard: coalesce(t.standard, c.standard), standardName: s.name, per: s.per,
    unitAmount: s.amount::VARCHAR, clause: s.clause, maxPersons: s.max_persons,
    days: CASE WHEN s.per = 'person-day' THEN least(c.hours / hours.per_day, s.max_days)::DOUBLE END,
    attendedHours: e.attended_hours::DOUBLE, eligible: v.eligible_persons,
    groups: CASE WHEN p.person_id IS NULL THEN coalesce(eligible.groups, []) ELSE [] END,
    claimed: CASE WHEN c.uplift = '无' THEN NULL ELSE c.uplift END, upliftType: u.type, upliftRate: u.rate::DOUBLE,
    place: i.location, placeHolds: i.location IN (SELECT place FROM p_place),
    inClass: e.class_id IS NOT NULL, meets: t.meets, deniedOnce: t.denied_once, deniedTimes: t.denied_times,
    turnOfYear: t.turn_of_year
  })::VARCHAR
  FROM payouts p
  JOIN classes c USING (class_id)
  JOIN institutions i USING (institution_code)
  CROSS JOIN hours
  CROSS JOIN period
  LEFT JOIN payout_verdict v ON v.file_id = p.file_id AND v.sheet_no = p.sheet_no AND v.row_no = p.row_no
  LEFT JOIN enrolments e ON e.class_id = p.class_id AND e.person_id = p.person_id
  LEFT JOIN training_standing t ON t.file_id = e.file_id AND t.sheet_no = e.sheet_no AND t.row_no = e.row_no
  LEFT JOIN p_standard s
    ON s.code = coalesce(t.standard, c.standard) AND c.ends_on BETWEEN s.valid_from AND s.valid_until
  LEFT JOIN class_uplift u ON u.class_id = p.class_id
  LEFT JOIN eligible ON eligible.class_id = p.class_id`;

/** Payouts held in memory at a time. */
const PAGE = 10_000;

/** Every payout in the order of 发放编号, each with its derivation, page by page. */
export async function* judgedPayouts(connection: DuckDBConnection): AsyncGenerator<JudgedPayout> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE judged_payout AS
     SELECT row_number() OVER (ORDER BY facts ->> 'payoutId') AS nth, facts FROM (${FACTS}) AS judged(facts)`,
  );
  for (let from = 0; ; from += PAGE) {
    const reader = await connection.runAndReadAll(
      'SELECT facts FROM judged_payout WHERE nth > $1 AND nth <= $2 ORDER BY nth',
      [from, from + PAGE],
    );
    const rows = reader.getRowsJS();
    if (rows.length === 0) break;
    for (const [text] of rows) yield judged(JSON.parse(String(text)) as PayoutFacts);
  }
  await connection.run('DROP TABLE judged_payout');
}

/** One payout; null if it does not exist. @param unit only payouts for classes of this unit */
export async function readJudgedPayout(
  connection: DuckDBConnection,
  payoutId: string,
  unit?: string,
): Promise<JudgedPayout | null> {
  const reader = await connection.runAndReadAll(
    `${FACTS} WHERE p.payout_id = $1 AND ($2::VARCHAR IS NULL OR $2 IN (c.department, c.town))`,
    [payoutId, unit ?? null],
  );
  const text = reader.getRowsJS()[0]?.[0];
  return text == null ? null : judged(JSON.parse(String(text)) as PayoutFacts);
}

const judged = (facts: PayoutFacts): JudgedPayout => ({
  payoutId: facts.payoutId,
  due: Yuan.nullable().parse(facts.due),
  amount: Yuan.parse(facts.amount),
  difference: Yuan.nullable().parse(facts.difference),
  verdict: facts.verdict,
  derivation: derive(facts),
});
