-- One row per trainee too young, or at retirement age, on the first day.
-- renewed: by class
-- The year of birth alone clears most trainees; only for the others the day is compared.
WITH doubtful AS (
  SELECT t.*, o.starts_on, t.person_no // 1000 % 100000000 AS born
  FROM training_standing t
  JOIN class_order o USING (class_no)
  WHERE year(o.starts_on) - born // 10000 <= threshold('finding.leastAge')
    OR year(o.starts_on) - born // 10000
      >= least(threshold('finding.retirementMen'), threshold('finding.retirementWomen'))
),

-- A year younger before the birthday; one born on 29 February has it on 1 March.
aged AS (
  SELECT
    *,
    year(starts_on) - born // 10000 - (month(starts_on) * 100 + day(starts_on) < born % 10000)::INTEGER AS age,
    person_no % 2 = 1 AS is_man
  FROM doubtful
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key,
  e.class_id,
  t.paid AS stake,
  format('开班时 {} 岁', t.age) AS zh,
  format('aged {} on the first day', t.age) AS en,
  [evidence_row('enrolments', t.file_id, t.sheet_no, t.row_no)] AS evidence
FROM aged t
JOIN enrolments e ON e.rowid = t.enrolment_no
WHERE t.age < threshold('finding.leastAge')
  OR t.age >= CASE WHEN t.is_man THEN threshold('finding.retirementMen') ELSE threshold('finding.retirementWomen') END
