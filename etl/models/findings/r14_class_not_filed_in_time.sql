-- One row per class that was not filed, or later than its first day. key: 班级编号 · clause: §五(一)
WITH paid AS (
  SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
)

SELECT
  c.class_id AS key, c.class_id, c.department, coalesce(paid.amount, 0) AS stake,
  coalesce(format('备案 {}，开班 {}', c.filed_on, c.starts_on), '没有备案日期') AS zh,
  coalesce(format('filed {}, began {}', c.filed_on, c.starts_on), 'not filed') AS en,
  [{kind: 'classes', file_id: c.file_id, sheet_no: c.sheet_no, row_no: c.row_no}] AS evidence
FROM classes c
LEFT JOIN paid USING (class_id)
WHERE c.filed_on IS NULL OR c.filed_on > c.starts_on
