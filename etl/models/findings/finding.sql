-- One row per finding of the rules that are switched on: a lead, not a verdict.
-- label: 监管预警 · unit: 元（涉及金额） · clause: rules.csv
--   evidence  the ledger rows behind it: kind, file_id, sheet_no, row_no
-- stored: no
WITH found AS (
  SELECT 'R01' AS rule, * FROM r01_paid_above_standard
  UNION ALL BY NAME
  SELECT 'R02' AS rule, * FROM r02_same_occupation_and_level_again
  UNION ALL BY NAME
  SELECT 'R03' AS rule, * FROM r03_more_than_three_in_a_year
  UNION ALL BY NAME
  SELECT 'R04' AS rule, * FROM r04_two_classes_at_one_time
  UNION ALL BY NAME
  SELECT 'R05' AS rule, * FROM r05_class_over_capacity
  UNION ALL BY NAME
  SELECT 'R06' AS rule, * FROM r06_uplift_that_does_not_hold
  UNION ALL BY NAME
  SELECT 'R07' AS rule, * FROM r07_paid_without_notice
  UNION ALL BY NAME
  SELECT 'R08' AS rule, * FROM r08_paid_without_training_record
  UNION ALL BY NAME
  SELECT 'R09' AS rule, * FROM r09_paid_without_passing
  UNION ALL BY NAME
  SELECT 'R10' AS rule, * FROM r10_one_account_for_several_persons
  UNION ALL BY NAME
  SELECT 'R11' AS rule, * FROM r11_wrong_kind_of_payee
  UNION ALL BY NAME
  SELECT 'R12' AS rule, * FROM r12_one_certificate_for_two_persons
  UNION ALL BY NAME
  SELECT 'R13' AS rule, * FROM r13_institution_not_qualified
  UNION ALL BY NAME
  SELECT 'R14' AS rule, * FROM r14_class_not_filed_in_time
  UNION ALL BY NAME
  SELECT 'R15' AS rule, * FROM r15_age_out_of_range
  UNION ALL BY NAME
  SELECT 'R16' AS rule, * FROM r16_apprentice_over_ceiling
  UNION ALL BY NAME
  SELECT 'R17' AS rule, * FROM r17_spent_beyond_budget_or_arrival
  UNION ALL BY NAME
  SELECT 'R18' AS rule, * FROM r18_outside_counting_period
  UNION ALL BY NAME
  SELECT 'R19' AS rule, * FROM r19_paid_twice
  UNION ALL BY NAME
  SELECT 'R20' AS rule, * FROM r20_statistical_outlier
  UNION ALL BY NAME
  SELECT 'R21' AS rule, * FROM r21_too_little_attendance
  UNION ALL BY NAME
  SELECT 'R22' AS rule, * FROM r22_on_comparison_list
  UNION ALL BY NAME
  SELECT 'R23' AS rule, * FROM r23_paid_before_class_ended
  UNION ALL BY NAME
  SELECT 'R24' AS rule, * FROM r24_payee_is_not_trainee
  UNION ALL BY NAME
  SELECT 'R25' AS rule, * FROM r25_standard_does_not_fit
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
