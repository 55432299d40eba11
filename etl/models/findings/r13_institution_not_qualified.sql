-- One row per class of an institution that was not qualified on the first day or lies elsewhere. key: 班级编号 · clause: §五，结束段
WITH paid AS (
  SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
)

SELECT
  c.class_id AS key, c.class_id, c.department, coalesce(paid.amount, 0) AS stake,
  CASE WHEN i.location NOT IN (SELECT place FROM p_place) THEN format('机构所在地：{}', i.location) ELSE format('开班 {}，资质 {} 至 {}', c.starts_on, i.qualified_from, coalesce(i.qualified_until::VARCHAR, '长期')) END AS zh,
  CASE WHEN i.location NOT IN (SELECT place FROM p_place) THEN format('the institution lies in {}', i.location) ELSE format('began {}, qualified {} to {}', c.starts_on, i.qualified_from, coalesce(i.qualified_until::VARCHAR, 'no end')) END AS en,
  [{kind: 'classes', file_id: c.file_id, sheet_no: c.sheet_no, row_no: c.row_no}] AS evidence
FROM classes c
JOIN institutions i USING (institution_code)
LEFT JOIN paid USING (class_id)
WHERE i.location NOT IN (SELECT place FROM p_place)
  OR c.starts_on < i.qualified_from
  OR c.starts_on > coalesce(i.qualified_until, c.starts_on)
