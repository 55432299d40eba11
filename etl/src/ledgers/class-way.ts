import type { DuckDBConnection } from '@duckdb/node-api';
import { ClassWay, type ClassWayQuery } from '@skill-ledger/contracts';

/**
 * Persons as in the figure paidPersonTimes: each named person once, and of payouts without names the one with the most persons.
 * Class number and first day are looked up together, so that a wrong number and a wrong day give the same answer.
 */
const WAY = `
  WITH own AS (
    SELECT * FROM payouts WHERE class_id = $class AND payout_status <> '已退回'
  )
  SELECT to_json({
    class: c.class_id, institution: i.institution_name, mode: c.mode,
    startsOn: c.starts_on::VARCHAR, endsOn: c.ends_on::VARCHAR,
    standard: { code: c.standard, name: s.name, amount: s.amount::VARCHAR },
    notice: (SELECT CASE WHEN min(notice_from) IS NOT NULL AND max(notice_until) IS NOT NULL
      THEN { 'from': min(notice_from)::VARCHAR, until: max(notice_until)::VARCHAR } END FROM own),
    payment: (SELECT CASE WHEN min(paid_on) IS NOT NULL
      THEN { 'from': min(paid_on)::VARCHAR, until: max(paid_on)::VARCHAR } END FROM own WHERE payout_status = '已发放'),
    payees: (SELECT count(DISTINCT person_id) + coalesce(max(persons) FILTER (person_id IS NULL), 0) FROM own),
    paid: (SELECT coalesce(sum(amount) FILTER (payout_status = '已发放'), 0)::DECIMAL(18, 2)::VARCHAR FROM own),
    pending: (SELECT coalesce(sum(amount) FILTER (payout_status <> '已发放'), 0)::DECIMAL(18, 2)::VARCHAR FROM own)
  })::VARCHAR
  FROM classes c
  JOIN institutions i USING (institution_code)
  LEFT JOIN p_standard s ON s.code = c.standard AND c.ends_on BETWEEN s.valid_from AND s.valid_until
  WHERE c.class_id = $class AND c.starts_on = $start::DATE`;

/** The progress of a class from its first day to payment; null unless number and first day match a class. */
export async function readClassWay(
  connection: DuckDBConnection,
  { class: id, start }: ClassWayQuery,
): Promise<ClassWay | null> {
  const reader = await connection.runAndReadAll(WAY, { class: id, start });
  const [row] = reader.getRowsJS();
  return row === undefined ? null : ClassWay.parse(JSON.parse(String(row[0])));
}
