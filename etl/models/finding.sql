-- One row per finding of the rules that are switched on: a lead, not a verdict.
-- label: 监管预警 · unit: 元（涉及金额） · clause: rules.csv
--   evidence  the ledger rows behind it: kind, file_id, sheet_no, row_no
-- stored: no
WITH found AS (
  SELECT 'R01' AS rule, * FROM finding_r01
  UNION ALL BY NAME
  SELECT 'R02' AS rule, * FROM finding_r02
  UNION ALL BY NAME
  SELECT 'R03' AS rule, * FROM finding_r03
  UNION ALL BY NAME
  SELECT 'R04' AS rule, * FROM finding_r04
  UNION ALL BY NAME
  SELECT 'R05' AS rule, * FROM finding_r05
  UNION ALL BY NAME
  SELECT 'R06' AS rule, * FROM finding_r06
  UNION ALL BY NAME
  SELECT 'R07' AS rule, * FROM finding_r07
  UNION ALL BY NAME
  SELECT 'R08' AS rule, * FROM finding_r08
  UNION ALL BY NAME
  SELECT 'R09' AS rule, * FROM finding_r09
  UNION ALL BY NAME
  SELECT 'R10' AS rule, * FROM finding_r10
  UNION ALL BY NAME
  SELECT 'R11' AS rule, * FROM finding_r11
  UNION ALL BY NAME
  SELECT 'R12' AS rule, * FROM finding_r12
  UNION ALL BY NAME
  SELECT 'R13' AS rule, * FROM finding_r13
  UNION ALL BY NAME
  SELECT 'R14' AS rule, * FROM finding_r14
  UNION ALL BY NAME
  SELECT 'R15' AS rule, * FROM finding_r15
  UNION ALL BY NAME
  SELECT 'R16' AS rule, * FROM finding_r16
  UNION ALL BY NAME
  SELECT 'R17' AS rule, * FROM finding_r17
  UNION ALL BY NAME
  SELECT 'R18' AS rule, * FROM finding_r18
  UNION ALL BY NAME
  SELECT 'R19' AS rule, * FROM finding_r19
  UNION ALL BY NAME
  SELECT 'R20' AS rule, * FROM finding_r20
  UNION ALL BY NAME
  SELECT 'R21' AS rule, * FROM finding_r21
  UNION ALL BY NAME
  SELECT 'R22' AS rule, * FROM finding_r22
  UNION ALL BY NAME
  SELECT 'R23' AS rule, * FROM finding_r23
  UNION ALL BY NAME
  SELECT 'R24' AS rule, * FROM finding_r24
  UNION ALL BY NAME
  SELECT 'R25' AS rule, * FROM finding_r25
)

SELECT
  found.rule,
  found.key,
  p_rule.severity,
  found.stake::DECIMAL(18, 2) AS stake,
  found.class_id,
  found.department,
  c.town,
  c.institution_code,
  found.zh,
  found.en,
  found.evidence
FROM found
JOIN p_rule ON p_rule.rule = found.rule AND p_rule.active
LEFT JOIN classes c ON c.class_id = found.class_id
