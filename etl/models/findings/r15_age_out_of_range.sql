-- One row per trainee too young, or at retirement age, on the first day. key: 班级编号|证件号码 · clause: §二
WITH threshold AS (
  SELECT
    max(value) FILTER (id = 'finding.leastAge') AS least_age,
    max(value) FILTER (id = 'finding.retirementMen') AS men,
    max(value) FILTER (id = 'finding.retirementWomen') AS women
  FROM p_threshold
),

-- By the years alone most are seen to be neither; of the others the day decides.
doubtful AS (
  SELECT t.*, o.starts_on, t.person_no // 1000 % 100000000 AS born
  FROM training_standing t
  JOIN class_order o USING (class_no)
  CROSS JOIN threshold
  WHERE year(o.starts_on) - born // 10000 <= threshold.least_age
    OR year(o.starts_on) - born // 10000 >= least(threshold.men, threshold.women)
),

-- Whose birthday is still to come that year is a year younger; one born on 29 February has it on 1 March.
aged AS (
  SELECT
    *,
    year(starts_on) - born // 10000 - (month(starts_on) * 100 + day(starts_on) < born % 10000)::INTEGER AS age,
    person_no % 2 = 1 AS is_man
  FROM doubtful
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key, e.class_id, c.department,
  t.paid AS stake,
  format('开班时 {} 岁', t.age) AS zh,
  format('aged {} on the first day', t.age) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM aged t
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
CROSS JOIN threshold
WHERE t.age < threshold.least_age
  OR t.age >= CASE WHEN t.is_man THEN threshold.men ELSE threshold.women END
