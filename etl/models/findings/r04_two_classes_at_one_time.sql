-- One row per person and pair of classes that have a day in common. key: 证件号码|班级编号|班级编号 · clause: §五；互联网+培训除外
-- renewed: by person
WITH class AS (
  SELECT o.class_no, o.class_id, o.starts_on, o.ends_on, c.department
  FROM class_order o
  JOIN classes c USING (class_id)
  WHERE c.mode <> '互联网+培训'
),

-- Materialised, or the classes are joined first and hide how few people these are.
several AS MATERIALIZED (
  SELECT person_no, enrolment_no, class_no FROM trainee SEMI JOIN returning_trainee USING (person_no) WHERE NOT left_early
),

attended AS MATERIALIZED (
  SELECT several.*, class.starts_on, class.ends_on FROM several JOIN class USING (class_no)
),

-- Numbered by last day, the earlier class of a pair ends first: only the later one's first day is asked.
overlap AS (
  SELECT a.enrolment_no AS earlier, b.enrolment_no AS later
  FROM attended a
  JOIN attended b ON b.person_no = a.person_no AND a.class_no < b.class_no AND b.starts_on <= a.ends_on
),

-- The key and what is told name the two classes in the order of their ids.
pair AS (
  SELECT
    CASE WHEN ca.class_id < cb.class_id THEN ca ELSE cb END AS one,
    CASE WHEN ca.class_id < cb.class_id THEN cb ELSE ca END AS other,
    CASE WHEN ca.class_id < cb.class_id THEN a ELSE b END AS first,
    CASE WHEN ca.class_id < cb.class_id THEN b ELSE a END AS second
  FROM overlap
  JOIN training_standing a ON a.enrolment_no = overlap.earlier
  JOIN training_standing b ON b.enrolment_no = overlap.later
  JOIN class ca ON ca.class_no = a.class_no
  JOIN class cb ON cb.class_no = b.class_no
)

SELECT
  concat_ws('|', e.person_id, one.class_id, other.class_id) AS key, other.class_id, other.department,
  first.paid + second.paid AS stake,
  format('{} 与 {} 同时在读：{} 至 {}', one.class_id, other.class_id, greatest(one.starts_on, other.starts_on), least(one.ends_on, other.ends_on)) AS zh,
  format('{} and {} at the same time: {} to {}', one.class_id, other.class_id, greatest(one.starts_on, other.starts_on), least(one.ends_on, other.ends_on)) AS en,
  [{kind: 'enrolments', file_id: first.file_id, sheet_no: first.sheet_no, row_no: first.row_no}, {kind: 'enrolments', file_id: second.file_id, sheet_no: second.sheet_no, row_no: second.row_no}] AS evidence
FROM pair
JOIN enrolments e ON e.rowid = first.enrolment_no
