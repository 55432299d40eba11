-- One row per class paid for under a standard that does not fit its mode or level.
-- renewed: by class
SELECT
  c.class_id AS key,
  c.class_id,
  paid.amount AS stake,
  format('标准 {} 不适用于 {} · {}', c.standard, c.mode, c.level) AS zh,
  format('standard {} does not fit {} · {}', c.standard, c.mode, c.level) AS en,
  [evidence_row('classes', c.file_id, c.sheet_no, c.row_no)] AS evidence
FROM classes c
JOIN class_total_paid paid USING (class_id)
LEFT JOIN p_standard_fit f ON f.standard = c.standard AND f.mode = c.mode AND f.level = c.level
WHERE f.standard IS NULL
