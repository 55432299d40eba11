-- One row per person and pair of classes that have a day in common. key: 证件号码|班级编号|班级编号 · clause: §五；互联网+培训除外
WITH attended AS (
  SELECT e.person_id, e.class_id, c.department, c.starts_on, c.ends_on, e.file_id, e.sheet_no, e.row_no
  FROM enrolments e
  JOIN classes c USING (class_id)
  WHERE e.status <> '退学' AND c.mode <> '互联网+培训'
),

paid_to AS (
  SELECT class_id, person_id, sum(amount) AS amount FROM live_payout WHERE person_id IS NOT NULL GROUP BY ALL
)

SELECT
  concat_ws('|', a.person_id, a.class_id, b.class_id) AS key, b.class_id, b.department,
  coalesce(pa.amount, 0) + coalesce(pb.amount, 0) AS stake,
  format('{} 与 {} 同时在读：{} 至 {}', a.class_id, b.class_id, greatest(a.starts_on, b.starts_on), least(a.ends_on, b.ends_on)) AS zh,
  format('{} and {} at the same time: {} to {}', a.class_id, b.class_id, greatest(a.starts_on, b.starts_on), least(a.ends_on, b.ends_on)) AS en,
  [{kind: 'enrolments', file_id: a.file_id, sheet_no: a.sheet_no, row_no: a.row_no}, {kind: 'enrolments', file_id: b.file_id, sheet_no: b.sheet_no, row_no: b.row_no}] AS evidence
FROM attended a
JOIN attended b ON b.person_id = a.person_id AND a.class_id < b.class_id
  AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on
LEFT JOIN paid_to pa ON pa.class_id = a.class_id AND pa.person_id = a.person_id
LEFT JOIN paid_to pb ON pb.class_id = b.class_id AND pb.person_id = b.person_id
