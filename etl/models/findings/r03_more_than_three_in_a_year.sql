-- One row per subsidised training beyond those a year allows. key: 班级编号|证件号码 · clause: §四(一)
-- renewed: by trainee
WITH later AS (
  SELECT * FROM training_standing WHERE uses_up AND denied_times
),

earlier AS (
  SELECT
    later.enrolment_no,
    list_transform(
      list_sort(list({class_no: t.class_no, file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no})),
      lambda row: {kind: 'enrolments', file_id: row.file_id, sheet_no: row.sheet_no, row_no: row.row_no}
    ) AS evidence
  FROM later
  JOIN training_standing t ON t.person_no = later.person_no AND t.year = later.year AND t.class_no < later.class_no
  WHERE t.uses_up AND NOT t.denied_once
  GROUP BY later.enrolment_no
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key, e.class_id, c.department,
  t.paid AS stake,
  format('{} 年第 {} 次享受补贴', t.year, t.turn_of_year) AS zh,
  format('subsidised for the {}th time in {}', t.turn_of_year, t.year) AS en,
  list_append(earlier.evidence, {kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}) AS evidence
FROM later t
JOIN earlier USING (enrolment_no)
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
