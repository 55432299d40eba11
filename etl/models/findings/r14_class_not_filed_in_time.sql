-- One row per class that was not filed, or later than its first day.
-- renewed: by class
SELECT
  c.class_id AS key,
  c.class_id,
  coalesce(paid.amount, 0) AS stake,
  coalesce(format('备案 {}，开班 {}', c.filed_on, c.starts_on), '没有备案日期') AS zh,
  coalesce(format('filed {}, began {}', c.filed_on, c.starts_on), 'not filed') AS en,
  [evidence_row('classes', c.file_id, c.sheet_no, c.row_no)] AS evidence
FROM classes c
LEFT JOIN class_total_paid paid USING (class_id)
WHERE c.filed_on IS NULL OR c.filed_on > c.starts_on
