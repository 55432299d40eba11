-- One row per apprentice who passed in a class with a standard of that day: what the year can be worth at most.
-- label: 学徒年度限额 · unit: 分 × 10^12 × 每天课时数 · clause: §四(一)
-- stored: no
WITH threshold AS (
  SELECT max(value) FILTER (id = 'entitlement.hoursPerDay')::HUGEINT AS hours_per_day FROM p_threshold
)

SELECT
  t.class_id,
  t.person_id,
  (s.amount * 100)::HUGEINT * 1000000 * threshold.hours_per_day * (1000000 + (1000000 * CASE
    WHEN u.holds_by = 'affected' AND a.person_id IS NULL THEN 0
    ELSE coalesce(u.rate, 0)
  END)::HUGEINT) AS ceiling
FROM training_standing t
JOIN p_standard s ON s.code = t.standard AND t.ends_on BETWEEN s.valid_from AND s.valid_until
LEFT JOIN class_uplift u ON u.class_id = t.class_id
LEFT JOIN affected_trainee a ON a.class_id = t.class_id AND a.person_id = t.person_id
CROSS JOIN threshold
WHERE t.is_apprenticeship AND t.meets
