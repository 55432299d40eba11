-- One row per subsidised trainee who stood on a comparison list during the class. key: 班级编号|证件号码 · clause: §六(三)
WITH
listed AS (
  SELECT e.class_id, e.person_id, string_agg(DISTINCT w.list_type, '、' ORDER BY w.list_type) AS lists
  FROM enrolments e
  JOIN classes c USING (class_id)
  JOIN watchlist w USING (person_id)
  JOIN p_watch_bar b ON b.list_type = w.list_type AND b.category = e.category AND b.mode = c.mode
  WHERE w.from_on <= c.ends_on AND coalesce(w.until_on, c.starts_on) >= c.starts_on
  GROUP BY ALL
)

SELECT
  concat_ws('|', t.class_id, t.person_id) AS key, t.class_id, c.department,
  t.paid AS stake,
  format('名单：{}', listed.lists) AS zh,
  format('list: {}', listed.lists) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM training_standing t
JOIN classes c USING (class_id)
LEFT JOIN listed USING (class_id, person_id)
WHERE t.subsidised AND listed.lists IS NOT NULL
