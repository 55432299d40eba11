-- One row per class and uplift it claims, in the order of claiming, and whether it holds.
-- renewed: by class
-- label: 上浮认定 · clause: §四(二)、(三)
WITH claim AS (
  SELECT
    class_id,
    unnest(string_split(uplift, '、')) AS type,
    generate_subscripts(string_split(uplift, '、'), 1) AS place
  FROM classes
  WHERE uplift <> '无'
),

trainees AS (
  SELECT class_id, count(*) AS trainees FROM enrolments WHERE status <> '退学' GROUP BY class_id
),

affected_class AS (
  SELECT class_id, count(*) AS affected FROM affected_trainee GROUP BY class_id
)

SELECT
  claim.class_id,
  claim.type,
  claim.place,
  p_uplift.rate,
  p_uplift.holds_by,
  coalesce(
    (p_uplift.family IS NULL OR p_uplift.family = s.family)
    AND CASE p_uplift.holds_by
      WHEN 'affected' THEN coalesce(affected_class.affected, 0) > 0
      WHEN 'region' THEN c.region = p_uplift.region
      WHEN 'small' THEN coalesce(trainees.trainees, 0) <= threshold('entitlement.smallClass')
      WHEN 'industry' THEN EXISTS (
        SELECT 1 FROM p_industry WHERE contains(coalesce(c.industry, c.occupation), p_industry.word))
    END,
    false
  ) AS holds
FROM claim
JOIN classes c USING (class_id)
LEFT JOIN p_uplift
  ON p_uplift.type = claim.type
  AND (p_uplift.valid_from IS NULL OR c.ends_on >= p_uplift.valid_from)
  AND (p_uplift.valid_until IS NULL OR c.ends_on <= p_uplift.valid_until)
LEFT JOIN standard_line s
  ON s.code = c.standard AND c.ends_on >= s.described_from AND c.ends_on < s.described_before
LEFT JOIN trainees ON trainees.class_id = claim.class_id
LEFT JOIN affected_class ON affected_class.class_id = claim.class_id
WHERE claim.type <> '无'
