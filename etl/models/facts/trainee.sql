-- One row per accepted enrolment: the columns that rules read, with class and person as numbers.
-- stored: while building
-- label: 学员 · clause: §四
--   enrolment_no  its rowid while the models are built; afterwards use file, sheet and row
--   person_no     first 17 digits of 证件号码; the 18th is computed from them, so equal numbers are one person
SELECT
  e.rowid AS enrolment_no,
  c.class_no,
  e.person_id[1:17]::BIGINT AS person_no,
  e.status = '退学' AS left_early,
  e.status = '结业' AND e.result = '合格' AS passed,
  e.certificate_no IS NOT NULL AS has_certificate,
  e.apprentice_type = '学生学徒' AS is_student,
  e.attended_hours,
  e.person_name,
  e.file_id,
  e.sheet_no,
  e.row_no
FROM enrolments e
JOIN class_order c USING (class_id)
