import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Money in a finding that concerns one trainee is a share of what the class was paid; two trainees' shares of one payout
 * add up, one trainee's in two findings do not.
 */
const BY_TRAINEE = `('training', 'person', 'certificate')`;

/** Ten-thousandths of a fen as yuan: exact in DECIMAL, which divides into a float. */
const yuanOf = (micro: string): string => `((${micro})::DECIMAL(26, 0) * 0.00000001::DECIMAL(9, 8))`;

/** A trainee's share of what a class was paid, rounded up: no more than all of it can be recovered. */
const SHARE = '(p.fen + p.persons - 1) // p.persons';

/** The relation with the money of each finding, created by `placeMoney` for the same findings. */
export const moneyOf = (findings: string): string =>
  `identified.main.m_${createHash('sha256').update(findings).digest('hex').slice(0, 16)}`;

/**
 * Places the money at stake in each finding on the payouts it is about, so that a sum over findings counts each payout
 * once. One row per finding and payout (and trainee, for a share):
 *
 *   - `money`: the finding's stake, spread over its payouts by their amounts
 *   - `paid`: what has been paid out of it (已发放)
 *   - `purse`: the budget a finding about a unit and year compares its payments with; such a finding is about no single payout
 *
 * @param findings relation of the findings with their ids
 */
export async function placeMoney(connection: DuckDBConnection, findings: string): Promise<void> {
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${moneyOf(findings)} AS
     WITH behind AS (
       SELECT id, subject, key, (stake * 100)::HUGEINT * 1000000 AS micro, unnest(evidence) AS e,
         list_contains(list_transform(evidence, lambda one: one.kind), 'enrolments') AS has_trainees,
         list_contains(list_transform(evidence, lambda one: one.kind), 'payouts') AS has_payouts
       FROM ${findings} WHERE closed_at IS NULL
     ), live AS (
       SELECT p.*, c.department, (p.amount * 100)::HUGEINT AS fen,
         CASE WHEN p.payout_status = '已发放' THEN concat_ws('|', c.department, year(p.paid_on)) ELSE '' END AS purse
       FROM payouts p JOIN classes c USING (class_id) WHERE p.payout_status <> '已退回'
     ), trainee AS (
       SELECT b.id, b.micro, r.class_id, r.person_id, t.meets
       FROM behind b
       JOIN enrolments r ON (r.file_id, r.sheet_no, r.row_no) = (b.e.file_id, b.e.sheet_no, b.e.row_no)
       JOIN training_standing t ON (t.file_id, t.sheet_no, t.row_no) = (b.e.file_id, b.e.sheet_no, b.e.row_no)
       WHERE b.e.kind = 'enrolments' AND b.subject IN ${BY_TRAINEE}
         AND (b.subject <> 'training' OR b.key = concat_ws('|', r.class_id, r.person_id))
     ), placed AS (
       SELECT t.id, t.micro, p.payout_id, CASE WHEN p.person_id IS NULL THEN t.person_id END AS holder,
         CASE WHEN p.person_id IS NULL THEN ${SHARE} ELSE p.fen END AS part
       FROM trainee t JOIN live p ON p.class_id = t.class_id
         AND (p.person_id = t.person_id OR (p.person_id IS NULL AND t.meets))
       UNION ALL
       SELECT b.id, b.micro, p.payout_id,
         CASE WHEN b.subject = 'person' AND p.person_id IS NULL THEN split_part(b.key, '|', 1) END,
         CASE WHEN b.subject = 'person' AND p.person_id IS NULL THEN ${SHARE} ELSE p.fen END
       FROM behind b JOIN live p ON (p.file_id, p.sheet_no, p.row_no) = (b.e.file_id, b.e.sheet_no, b.e.row_no)
       WHERE b.e.kind = 'payouts' AND NOT (b.has_trainees AND b.subject IN ${BY_TRAINEE})
       UNION ALL
       SELECT b.id, b.micro, p.payout_id, NULL, p.fen
       FROM behind b
       JOIN classes c ON (c.file_id, c.sheet_no, c.row_no) = (b.e.file_id, b.e.sheet_no, b.e.row_no)
       JOIN live p ON p.class_id = c.class_id
       WHERE b.e.kind = 'classes' AND NOT b.has_payouts AND NOT b.has_trainees
     ), whole AS (
       SELECT *, sum(part) OVER (PARTITION BY id)::HUGEINT AS parts FROM (SELECT DISTINCT * FROM placed)
     )
     SELECT w.id, w.payout_id, w.holder, p.purse, p.amount,
       ${yuanOf('w.micro * w.part // w.parts')} AS money,
       CASE WHEN p.payout_status = '已发放' THEN ${yuanOf('w.part * 1000000')} ELSE 0 END AS paid
     FROM whole w JOIN live p USING (payout_id) WHERE w.parts > 0
     UNION ALL
     SELECT f.id, NULL, NULL, CASE WHEN f.subject = 'unit' THEN f.key ELSE f.id END, 0, f.stake,
       CASE WHEN f.subject = 'unit'
         THEN coalesce((SELECT sum(amount) FROM live WHERE purse = f.key), 0) ELSE 0 END
     FROM ${findings} f
     WHERE f.closed_at IS NULL AND f.stake > 0 AND f.id NOT IN (SELECT id FROM whole WHERE parts > 0)`,
  );
}

/**
 * SQL of the total money at stake in findings by group: each payout counts once, with the largest amount that is at
 * stake in it. Shares of different trainees in one payout add up, to its amount at most; what a unit spent beyond its
 * budget in a year counts where it is more than all that is at stake in its payouts of the year.
 * @param findings SQL of the columns `part` (the group) and `id`
 * @param money relation that `placeMoney` made
 * @returns SQL of the columns `part` and `stake`
 */
export const countedOnce = (findings: string, money: string): string => `
  SELECT part, round(sum(stake), 2)::DECIMAL(18, 2) AS stake FROM (
    WITH item AS (SELECT chosen.part, m.* FROM (${findings}) chosen JOIN ${money} m USING (id)),
    by_holder AS (
      SELECT part, payout_id, holder, any_value(purse) AS purse, any_value(amount) AS amount, max(money) AS money
      FROM item WHERE payout_id IS NOT NULL GROUP BY part, payout_id, holder
    ), by_payout AS (
      SELECT part, any_value(purse) AS purse, least(any_value(amount), greatest(
          coalesce(max(money) FILTER (holder IS NULL), 0), coalesce(sum(money) FILTER (holder IS NOT NULL), 0))) AS money
      FROM by_holder GROUP BY part, payout_id
    ), by_purse AS (SELECT part, purse, sum(money) AS money FROM by_payout GROUP BY part, purse),
    own AS (SELECT part, purse, max(money) AS money FROM item WHERE payout_id IS NULL GROUP BY part, purse)
    SELECT part, greatest(coalesce(by_purse.money, 0), coalesce(own.money, 0)) AS stake
    FROM by_purse FULL JOIN own USING (part, purse)
  ) GROUP BY part`;
