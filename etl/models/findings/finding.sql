-- One row per finding of the rules that are switched on: a lead, not a verdict.
-- stored: no
-- label: 监管预警 · unit: 元（涉及金额） · clause: rules.csv
--   subject   what it is about, which determines its units: those of its class, or the unit it names. A rule with
--             several kinds of subject writes the kind at the start of the key, before a colon
--   evidence  the ledger rows behind it: kind, file_id, sheet_no, row_no
WITH found AS (
  SELECT
    f.*,
    r.severity,
    CASE WHEN contains(r.about, '|') THEN split_part(f.key, ':', 1) ELSE r.about END AS subject,
    CASE WHEN subject NOT IN ('institution', 'unit') THEN f.class_id END AS class_of_subject,
    CASE WHEN subject IN ('institution', 'unit') THEN split_part(split_part(f.key, ':', -1), '|', 1) END AS named
  FROM rule_finding f
  JOIN p_rule r ON r.rule = f.rule AND r.active
)

SELECT
  found.rule,
  found.key,
  found.severity,
  found.stake::DECIMAL(18, 2) AS stake,
  found.subject,
  found.class_of_subject AS class_id,
  coalesce(c.department, CASE WHEN u.kind = 'department' THEN u.name END) AS department,
  coalesce(c.town, CASE WHEN u.kind = 'town' THEN u.name END) AS town,
  coalesce(c.institution_code, CASE WHEN found.subject = 'institution' THEN found.named END) AS institution_code,
  found.zh,
  found.en,
  found.evidence
FROM found
LEFT JOIN classes c ON c.class_id = found.class_of_subject
LEFT JOIN p_unit u ON found.subject = 'unit' AND u.name = found.named
