-- One row per person and pair of classes that have a day in common. key: 证件号码|班级编号|班级编号 · clause: §五；互联网+培训除外
-- renewed: by person
WITH class AS (
  SELECT o.class_no, o.class_id, o.starts_on, o.ends_on, c.department
  FROM class_order o
  JOIN classes c USING (class_id)
  WHERE c.mode <> '互联网+培训'
),

several AS (
  SELECT person_no FROM training_standing WHERE NOT left_early GROUP BY person_no HAVING count(*) > 1
),

attended AS MATERIALIZED (
  SELECT t.person_no, t.enrolment_no, t.class_no, class.starts_on, class.ends_on, t.paid, t.file_id, t.sheet_no, t.row_no
  FROM training_standing t
  SEMI JOIN several USING (person_no)
  JOIN class USING (class_no)
  WHERE NOT t.left_early
),

-- Numbered by last day, the earlier class of a pair ends first: only the later one's first day is asked.
overlap AS (
  SELECT a, b
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
  JOIN class ca ON ca.class_no = overlap.a.class_no
  JOIN class cb ON cb.class_no = overlap.b.class_no
)

SELECT
  concat_ws('|', e.person_id, one.class_id, other.class_id) AS key, other.class_id, other.department,
  first.paid + second.paid AS stake,
  format('{} 与 {} 同时在读：{} 至 {}', one.class_id, other.class_id, greatest(one.starts_on, other.starts_on), least(one.ends_on, other.ends_on)) AS zh,
  format('{} and {} at the same time: {} to {}', one.class_id, other.class_id, greatest(one.starts_on, other.starts_on), least(one.ends_on, other.ends_on)) AS en,
  [{kind: 'enrolments', file_id: first.file_id, sheet_no: first.sheet_no, row_no: first.row_no}, {kind: 'enrolments', file_id: second.file_id, sheet_no: second.sheet_no, row_no: second.row_no}] AS evidence
FROM pair
JOIN enrolments e ON e.rowid = first.enrolment_no
