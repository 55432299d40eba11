-- One row per training subsidised though its occupation and level were before. key: 班级编号|证件号码（后一次） · clause: §四(一)
SELECT
  concat_ws('|', e.class_id, e.person_id) AS key, e.class_id, c.department,
  t.paid AS stake,
  format('{} · {} 此前已享受过补贴', c.occupation, c.level) AS zh,
  format('{} · {} was subsidised before', c.occupation, c.level) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM training_standing t
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
WHERE t.uses_up AND t.denied_once
