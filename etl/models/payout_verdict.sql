-- One row per accepted payout that was not returned: what should have been paid, and the verdict.
-- label: 应发 · unit: 元 · clause: §四
--   due      应发金额，四舍五入到分，只在最后一次；没有适用标准时为空
--   verdict  一致 / 多发 / 少发 / 不应发 / 无适用标准 / 未超上限
WITH period AS (
  SELECT
    max(value) FILTER (key = 'from')::DATE AS first_day,
    max(value) FILTER (key = 'until')::DATE AS last_day
  FROM p_programme
),

threshold AS (
  SELECT max(value) FILTER (id = 'entitlement.hoursPerDay')::HUGEINT * 1000000000000 AS denominator FROM p_threshold
),

class_worth AS (
  SELECT class_id, sum(worth)::HUGEINT AS worth, count(*)::INTEGER AS persons FROM training_worth GROUP BY class_id
),

judged AS (
  SELECT
    p.*,
    c.institution_code,
    c.town,
    p.ends_on BETWEEN period.first_day AND period.last_day AS in_period,
    s.code IS NOT NULL AS has_standard,
    s.ceiling,
    CASE WHEN p.person_id IS NULL THEN class_worth.persons ELSE CASE WHEN w.worth IS NOT NULL THEN 1 END END
      AS eligible_persons,
    CASE
      WHEN p.ends_on NOT BETWEEN period.first_day AND period.last_day THEN 0::HUGEINT
      WHEN s.code IS NULL THEN NULL
      WHEN p.person_id IS NULL THEN coalesce(class_worth.worth, 0::HUGEINT)
      ELSE coalesce(w.worth, 0::HUGEINT)
    END AS worth,
    threshold.denominator
  FROM live_payout p
  JOIN classes c USING (class_id)
  CROSS JOIN period
  CROSS JOIN threshold
  LEFT JOIN p_standard s ON s.code = p.standard AND p.ends_on BETWEEN s.valid_from AND s.valid_until
  LEFT JOIN class_worth ON class_worth.class_id = p.class_id
  LEFT JOIN training_worth w ON w.class_id = p.class_id AND w.person_id = p.person_id
),

rounded AS (
  SELECT
    * EXCLUDE (worth, denominator),
    (((2 * worth + denominator) // (2 * denominator))::DECIMAL(20, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2) AS due
  FROM judged
)

SELECT
  payout_id, class_id, person_id, institution_code, department, town, standard, mode, ends_on, paid_on, payout_status,
  amount,
  due,
  amount - due AS difference,
  coalesce(eligible_persons, 0) AS eligible_persons,
  CASE
    WHEN NOT in_period THEN '不应发'
    WHEN due IS NULL THEN '无适用标准'
    WHEN due = 0 AND amount > 0 THEN '不应发'
    WHEN amount > due THEN '多发'
    WHEN ceiling THEN '未超上限'
    WHEN amount < due THEN '少发'
    ELSE '一致'
  END AS verdict,
  file_id, sheet_no, row_no
FROM rounded
