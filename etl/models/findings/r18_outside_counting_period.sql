-- One row per class paid for though its last day lies outside the counting period.
-- renewed: by class
SELECT
  c.class_id AS key,
  c.class_id,
  paid.amount AS stake,
  format('{} 结束', c.ends_on) AS zh,
  format('ended {}', c.ends_on) AS en,
  [evidence_row('classes', c.file_id, c.sheet_no, c.row_no)] AS evidence
FROM classes c
CROSS JOIN period
JOIN class_total_paid paid USING (class_id)
WHERE c.ends_on NOT BETWEEN period.first_day AND period.last_day
