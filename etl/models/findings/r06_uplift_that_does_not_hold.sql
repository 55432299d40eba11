-- One row per class that claims several uplifts, or one that does not hold.
-- renewed: by class
SELECT
  c.class_id AS key,
  c.class_id,
  coalesce(paid.amount, 0) AS stake,
  CASE
    WHEN u.claimed > 1 THEN format('申报 {} 项上浮：{}', u.claimed, c.uplift)
    ELSE format('上浮“{}”的条件不成立', c.uplift)
  END AS zh,
  CASE
    WHEN u.claimed > 1 THEN format('{} uplifts claimed: {}', u.claimed, c.uplift)
    ELSE format('the uplift {} does not hold', c.uplift)
  END AS en,
  [evidence_row('classes', c.file_id, c.sheet_no, c.row_no)] AS evidence
FROM class_uplift u
JOIN classes c USING (class_id)
LEFT JOIN class_total_paid paid USING (class_id)
WHERE u.claimed > 1 OR NOT u.all_hold
