-- One row per person and pair of classes that have a day in common. Platform training (互联网+培训) is not compared.
-- renewed: by person
WITH class AS (
  SELECT o.class_no, o.class_id, o.starts_on, o.ends_on
  FROM class_order o
  JOIN classes c USING (class_id)
  WHERE c.mode <> '互联网+培训'
),

-- Materialised: otherwise the planner joins the classes first and underestimates how selective the people are.
several AS MATERIALIZED (
  SELECT person_no, enrolment_no, class_no
  FROM trainee
  SEMI JOIN returning_trainee USING (person_no)
  WHERE NOT left_early
),

attended AS MATERIALIZED (
  SELECT several.*, class.starts_on, class.ends_on FROM several JOIN class USING (class_no)
),

-- Classes are numbered by their last day, so that the one with the lower number ends first.
overlap AS (
  SELECT a.enrolment_no AS earlier, b.enrolment_no AS later
  FROM attended a
  JOIN attended b ON b.person_no = a.person_no AND a.class_no < b.class_no AND b.starts_on <= a.ends_on
),

-- Key and text list the two classes in the order of their ids.
pair AS (
  SELECT
    CASE WHEN ca.class_id < cb.class_id THEN ca ELSE cb END AS one,
    CASE WHEN ca.class_id < cb.class_id THEN cb ELSE ca END AS other,
    CASE WHEN ca.class_id < cb.class_id THEN a ELSE b END AS first,
    CASE WHEN ca.class_id < cb.class_id THEN b ELSE a END AS second,
    greatest(ca.starts_on, cb.starts_on) AS common_from,
    least(ca.ends_on, cb.ends_on) AS common_until
  FROM overlap
  JOIN training_standing a ON a.enrolment_no = overlap.earlier
  JOIN training_standing b ON b.enrolment_no = overlap.later
  JOIN class ca ON ca.class_no = a.class_no
  JOIN class cb ON cb.class_no = b.class_no
)

SELECT
  concat_ws('|', e.person_id, one.class_id, other.class_id) AS key,
  other.class_id,
  first.paid + second.paid AS stake,
  format('{} 与 {} 同时在读：{} 至 {}', one.class_id, other.class_id, common_from, common_until) AS zh,
  format('{} and {} at the same time: {} to {}', one.class_id, other.class_id, common_from, common_until) AS en,
  [
    evidence_row('enrolments', first.file_id, first.sheet_no, first.row_no),
    evidence_row('enrolments', second.file_id, second.sheet_no, second.row_no)
  ] AS evidence
FROM pair
JOIN enrolments e ON e.rowid = first.enrolment_no
