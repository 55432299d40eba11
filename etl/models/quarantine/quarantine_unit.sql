-- One row per quarantined row and unit that it belongs to. Names and numbers are compared as in accepted rows: what fails
-- may be any other cell.
-- renewed: whole
-- label: 待修正行的所属单位 · unit: 行 · clause: §六(四)
--   class_id     the class it names, in the form in which classes in force have it
--   reporter     the unit that reported the row; null where the office did
--   unit         the reporter, a unit that the row names as 主管部门, 实施镇街, 部门, 单位 or 范围, or one of the class in
--                force that it names
--   is_reporter  the unit is the reporter
WITH said AS (
  SELECT
    q.batch_no,
    q.file_id,
    q.sheet_no,
    q.row_no,
    q.kind,
    batch.unit AS reporter,
    normalise(cells ->> 'class_id') AS class_id,
    list_transform(
      [cells ->> 'department', cells ->> 'town', cells ->> 'unit', cells ->> 'area'],
      lambda cell: normalise(cell)
    ) AS names
  FROM quarantine q
  JOIN batch USING (batch_no)
),

named AS (
  SELECT * EXCLUDE (names), unnest(names) AS alias
  FROM said
),

owned AS (
  SELECT * EXCLUDE (names), reporter AS unit, true AS is_reporter
  FROM said
  WHERE reporter IS NOT NULL
  UNION ALL
  SELECT named.* EXCLUDE (alias), known.name, false
  FROM named
  JOIN p_unit_alias known USING (alias)
  UNION ALL
  SELECT said.* EXCLUDE (names), unnest([c.department, c.town]), false
  FROM said
  JOIN classes c ON c.class_id = said.class_id
)

SELECT * EXCLUDE (is_reporter), bool_or(is_reporter) AS is_reporter
FROM owned
GROUP BY ALL
