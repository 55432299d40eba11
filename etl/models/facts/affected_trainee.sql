-- One row per trainee whose employer was on the list of affected enterprises on the class's first day.
-- stored: while building
-- label: 受影响企业职工 · clause: §四(二)；列入日期 ≤ 开班日期 < 移出日期
SELECT DISTINCT e.rowid AS enrolment_no, e.class_id
FROM enrolments e
JOIN classes c USING (class_id)
JOIN affected a ON a.employer_code = e.employer_code
WHERE a.listed_on <= c.starts_on
  AND (a.delisted_on IS NULL OR c.starts_on < a.delisted_on)
  AND e.status <> '退学'
