-- One row per class that claims several uplifts, or one that does not hold. key: 班级编号 · clause: §四(三)
WITH paid AS (
  SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
)

SELECT
  c.class_id AS key, c.class_id, c.department, coalesce(paid.amount, 0) AS stake,
  CASE WHEN u.claimed > 1 THEN format('申报 {} 项上浮：{}', u.claimed, c.uplift) ELSE format('上浮“{}”的条件不成立', c.uplift) END AS zh,
  CASE WHEN u.claimed > 1 THEN format('{} uplifts claimed: {}', u.claimed, c.uplift) ELSE format('the uplift {} does not hold', c.uplift) END AS en,
  [{kind: 'classes', file_id: c.file_id, sheet_no: c.sheet_no, row_no: c.row_no}] AS evidence
FROM class_uplift u
JOIN classes c USING (class_id)
LEFT JOIN paid USING (class_id)
WHERE u.claimed > 1 OR NOT u.all_hold
