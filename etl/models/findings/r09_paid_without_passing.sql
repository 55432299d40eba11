-- One row per payout for a trainee who did not pass or lacks the certificate, or for more trainees of a class than did.
-- renewed: by class
-- Of a class's payout the share of those is at stake who are paid for beyond the trainees who meet the conditions;
-- behind it are the trainees who do not.
WITH paid_class AS (
  SELECT DISTINCT class_no FROM payout_trainee WHERE person_no IS NULL
),

passed AS (
  SELECT class_no, count(*) AS passed
  FROM training_standing
  SEMI JOIN paid_class USING (class_no)
  WHERE meets
  GROUP BY class_no
),

other AS (
  SELECT class_no, count(*) AS others, evidence_rows('enrolments', file_id, sheet_no, row_no) AS evidence
  FROM training_standing
  SEMI JOIN paid_class USING (class_no)
  WHERE NOT meets
  GROUP BY class_no
),

of_class AS (
  SELECT
    p.payout_no,
    coalesce(passed.passed, 0) AS passed,
    p.persons - coalesce(passed.passed, 0) AS beyond,
    coalesce(other.others, 0) AS others,
    from_micro_fen((p.amount * 100)::HUGEINT * 1000000 * beyond // p.persons) AS stake,
    coalesce(other.evidence, []) AS trainees
  FROM payout_trainee p
  LEFT JOIN passed USING (class_no)
  LEFT JOIN other USING (class_no)
  WHERE p.person_no IS NULL AND p.persons > coalesce(passed.passed, 0)
)

SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  format(
    '学员{}、{}{}', e.status, e.result, CASE WHEN e.certificate_no IS NULL THEN '，没有证书编号' ELSE '' END
  ) AS zh,
  'the trainee did not finish, did not pass or lacks the certificate' AS en,
  [
    evidence_row('payouts', p.file_id, p.sheet_no, p.row_no),
    evidence_row('enrolments', s.file_id, s.sheet_no, s.row_no)
  ] AS evidence
FROM payout_trainee t
JOIN training_standing s USING (enrolment_no)
JOIN payouts p ON p.rowid = t.payout_no
JOIN enrolments e ON e.rowid = t.enrolment_no
WHERE NOT s.meets
UNION ALL
SELECT
  p.payout_id,
  p.class_id,
  of_class.stake,
  format(
    '补贴 {} 人，符合条件 {} 人，多 {} 人：{} 元 × {} ÷ {} = {} 元；班内不符合条件的学员 {} 人',
    p.persons, passed, beyond, yuan(p.amount), beyond, p.persons, yuan(of_class.stake), others
  ),
  format(
    '{} paid for, {} meet the conditions, {} too many: {} × {} ÷ {} = {} yuan; '
    || '{} trainees of the class do not meet them',
    p.persons, passed, beyond, yuan(p.amount), beyond, p.persons, yuan(of_class.stake), others
  ),
  list_concat([evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)], of_class.trainees)
FROM of_class
JOIN payouts p ON p.rowid = of_class.payout_no
