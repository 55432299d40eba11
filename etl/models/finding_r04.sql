-- One row per person and pair of classes that have a day in common. key: 证件号码|班级编号|班级编号 · clause: §五；互联网+培训除外
WITH several AS (
  SELECT person_id FROM enrolments GROUP BY person_id HAVING count(*) > 1
),

attended AS (
  SELECT t.person_id, t.class_id, c.department, c.starts_on, c.ends_on, t.paid, t.file_id, t.sheet_no, t.row_no
  FROM training_standing t
  SEMI JOIN several USING (person_id)
  JOIN classes c USING (class_id)
  WHERE NOT t.left_early AND c.mode <> '互联网+培训'
)

SELECT
  concat_ws('|', a.person_id, a.class_id, b.class_id) AS key, b.class_id, b.department,
  a.paid + b.paid AS stake,
  format('{} 与 {} 同时在读：{} 至 {}', a.class_id, b.class_id, greatest(a.starts_on, b.starts_on), least(a.ends_on, b.ends_on)) AS zh,
  format('{} and {} at the same time: {} to {}', a.class_id, b.class_id, greatest(a.starts_on, b.starts_on), least(a.ends_on, b.ends_on)) AS en,
  [{kind: 'enrolments', file_id: a.file_id, sheet_no: a.sheet_no, row_no: a.row_no}, {kind: 'enrolments', file_id: b.file_id, sheet_no: b.sheet_no, row_no: b.row_no}] AS evidence
FROM attended a
JOIN attended b ON b.person_id = a.person_id AND a.class_id < b.class_id
  AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on
