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
  SELECT t.*, c.department, c.starts_on, year(c.starts_on) - try_cast(t.person_id[7:10] AS INTEGER) AS years
  FROM training_standing t
  JOIN classes c USING (class_id)
  CROSS JOIN threshold
  WHERE years <= threshold.least_age OR years >= least(threshold.men, threshold.women)
),

aged AS (
  SELECT
    *,
    date_sub(
      'year',
      try_cast(concat_ws('-', person_id[7:10], person_id[11:12], person_id[13:14]) AS DATE),
      starts_on
    ) AS age,
    try_cast(person_id[17:17] AS INTEGER) % 2 = 1 AS is_man
  FROM doubtful
)

SELECT
  concat_ws('|', t.class_id, t.person_id) AS key, t.class_id, t.department,
  t.paid AS stake,
  format('开班时 {} 岁', t.age) AS zh,
  format('aged {} on the first day', t.age) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM aged t
CROSS JOIN threshold
WHERE t.age < threshold.least_age
  OR t.age >= CASE WHEN t.is_man THEN threshold.men ELSE threshold.women END
