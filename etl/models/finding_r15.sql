-- One row per trainee too young, or at retirement age, on the first day. key: 班级编号|证件号码 · clause: §二
WITH
paid_to AS (
  SELECT class_id, person_id, sum(amount) AS amount FROM live_payout WHERE person_id IS NOT NULL GROUP BY ALL
),

birth AS (
  SELECT DISTINCT
    person_id,
    try_cast(concat_ws('-', person_id[7:10], person_id[11:12], person_id[13:14]) AS DATE) AS born_on,
    try_cast(person_id[17:17] AS INTEGER) % 2 = 1 AS is_man
  FROM enrolments
),

threshold AS (
  SELECT
    max(value) FILTER (id = 'finding.leastAge') AS least_age,
    max(value) FILTER (id = 'finding.retirementMen') AS men,
    max(value) FILTER (id = 'finding.retirementWomen') AS women
  FROM p_threshold
)

SELECT
  concat_ws('|', t.class_id, t.person_id) AS key, t.class_id, c.department,
  coalesce(paid_to.amount, 0) AS stake,
  format('开班时 {} 岁', date_sub('year', birth.born_on, c.starts_on)) AS zh,
  format('aged {} on the first day', date_sub('year', birth.born_on, c.starts_on)) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM training_standing t
JOIN classes c USING (class_id)
LEFT JOIN paid_to USING (class_id, person_id)
JOIN birth USING (person_id)
CROSS JOIN threshold
WHERE date_sub('year', birth.born_on, c.starts_on) < threshold.least_age
  OR date_sub('year', birth.born_on, c.starts_on) >= CASE WHEN birth.is_man THEN threshold.men ELSE threshold.women END
