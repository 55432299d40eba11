-- One row per quarantined row and unit that it belongs to. Names and numbers are compared as in accepted rows,
-- whichever cell failed.
-- renewed: whole
-- label: 待修正行的所属单位 · unit: 行 · clause: §六(四)
--   class_id     the class it names, in the form in which classes in force have it
--   reporter     the unit that reported the row; null where the office did
--   unit         the reporter, a unit that the row names as 主管部门, 实施镇街, 部门, 单位 or 范围, or one of the class in
--                force that it names
--   is_reporter  the unit is the reporter
--   is_counted   the row counts among the unit's: not where a town is the 主管部门 of the class, since a town's classes are
--                those with that 实施镇街
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
  SELECT * EXCLUDE (names), reporter AS unit, true AS is_reporter, true AS is_counted
  FROM said
  WHERE reporter IS NOT NULL
  UNION ALL
  SELECT named.* EXCLUDE (alias), known.name, false, true
  FROM named
  JOIN p_unit_alias known USING (alias)
  UNION ALL
  SELECT said.* EXCLUDE (names), c.department, false, known.kind = 'department'
  FROM said
  JOIN classes c ON c.class_id = said.class_id
  JOIN p_unit known ON known.name = c.department
  UNION ALL
  SELECT said.* EXCLUDE (names), c.town, false, true
  FROM said
  JOIN classes c ON c.class_id = said.class_id
)

SELECT
  * EXCLUDE (is_reporter, is_counted),
  bool_or(is_reporter) AS is_reporter,
  bool_or(is_counted) AS is_counted
FROM owned
GROUP BY ALL
