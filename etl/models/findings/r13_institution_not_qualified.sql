-- One row per class of an institution that was not qualified on the first day or lies elsewhere.
-- renewed: by class
WITH class AS (
  SELECT
    c.class_id,
    c.starts_on,
    i.location,
    i.location NOT IN (SELECT place FROM p_place) AS lies_elsewhere,
    i.qualified_from,
    i.qualified_until,
    c.file_id, c.sheet_no, c.row_no
  FROM classes c
  JOIN institutions i USING (institution_code)
)

SELECT
  c.class_id AS key,
  c.class_id,
  coalesce(paid.amount, 0) AS stake,
  CASE
    WHEN lies_elsewhere THEN format('机构所在地：{}', location)
    ELSE format('开班 {}，资质 {} 至 {}', starts_on, qualified_from, coalesce(qualified_until::VARCHAR, '长期'))
  END AS zh,
  CASE
    WHEN lies_elsewhere THEN format('the institution lies in {}', location)
    ELSE
      format('began {}, qualified {} to {}', starts_on, qualified_from, coalesce(qualified_until::VARCHAR, 'no end'))
  END AS en,
  [evidence_row('classes', c.file_id, c.sheet_no, c.row_no)] AS evidence
FROM class c
LEFT JOIN class_total_paid paid USING (class_id)
WHERE lies_elsewhere OR starts_on < qualified_from OR starts_on > coalesce(qualified_until, starts_on)
