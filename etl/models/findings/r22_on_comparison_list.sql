-- One row per subsidised trainee who stood on a comparison list during the class.
-- renewed: by class
WITH listed AS (
  SELECT
    e.rowid AS enrolment_no,
    any_value(e.class_id) AS class_id,
    any_value(e.person_id) AS person_id,
    string_agg(DISTINCT w.list_type, '、' ORDER BY w.list_type) AS lists
  FROM enrolments e
  JOIN classes c USING (class_id)
  JOIN watchlist w USING (person_id)
  JOIN p_watch_bar b ON b.list_type = w.list_type AND b.category = e.category AND b.mode = c.mode
  WHERE w.from_on <= c.ends_on AND coalesce(w.until_on, c.starts_on) >= c.starts_on
  GROUP BY e.rowid
)

SELECT
  concat_ws('|', listed.class_id, listed.person_id) AS key,
  listed.class_id,
  t.paid AS stake,
  format('名单：{}', listed.lists) AS zh,
  format('list: {}', listed.lists) AS en,
  [evidence_row('enrolments', t.file_id, t.sheet_no, t.row_no)] AS evidence
FROM listed
JOIN training_standing t USING (enrolment_no)
WHERE t.subsidised
