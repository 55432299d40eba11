-- One row per subsidised training beyond those a year allows. key: 班级编号|证件号码 · clause: §四(一)
SELECT
  concat_ws('|', e.class_id, e.person_id) AS key, e.class_id, c.department,
  t.paid AS stake,
  format('{} 年第 {} 次享受补贴', t.year, t.turn_of_year) AS zh,
  format('subsidised for the {}th time in {}', t.turn_of_year, t.year) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM training_standing t
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
WHERE t.uses_up AND t.denied_times
