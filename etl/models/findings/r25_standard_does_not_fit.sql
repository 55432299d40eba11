-- One row per class paid for under a standard that does not fit its mode or level. key: 班级编号 · clause: §四(一)
WITH paid AS (
  SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
)

SELECT
  c.class_id AS key, c.class_id, c.department, coalesce(paid.amount, 0) AS stake,
  format('标准 {} 不适用于 {} · {}', c.standard, c.mode, c.level) AS zh,
  format('standard {} does not fit {} · {}', c.standard, c.mode, c.level) AS en,
  [{kind: 'classes', file_id: c.file_id, sheet_no: c.sheet_no, row_no: c.row_no}] AS evidence
FROM classes c
LEFT JOIN p_standard_fit f ON f.standard = c.standard AND f.mode = c.mode AND f.level = c.level
LEFT JOIN paid USING (class_id)
WHERE paid.class_id IS NOT NULL AND f.standard IS NULL
