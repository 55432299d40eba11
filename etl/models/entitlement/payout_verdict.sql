-- One row per accepted payout that was not returned: the amount due, and the verdict.
-- renewed: by row
-- label: 应发 · unit: 元 · clause: §四
--   payout_no  its rowid while the models are built; afterwards use file, sheet and row
--   paid_on    as in payout: null where the money has not gone out
--   due        应发金额，四舍五入到分，只在最后一次；没有适用标准时为空
--   verdict    一致 / 多发 / 少发 / 不应发 / 无适用标准 / 未超上限
WITH class_worth AS (
  SELECT class_no, sum(worth)::HUGEINT AS worth, count(*)::INTEGER AS persons FROM training_worth GROUP BY class_no
),

class AS (
  SELECT
    o.class_no,
    o.in_period,
    s.code IS NOT NULL AS has_standard,
    s.ceiling,
    coalesce(class_worth.worth, 0)::HUGEINT AS worth,
    coalesce(class_worth.persons, 0) AS persons
  FROM class_order o
  LEFT JOIN p_standard s ON s.code = o.standard AND o.ends_on BETWEEN s.valid_from AND s.valid_until
  LEFT JOIN class_worth USING (class_no)
),

judged AS (
  SELECT
    p.*,
    class.in_period,
    class.ceiling,
    CASE WHEN p.person_no IS NULL THEN class.persons WHEN w.worth IS NOT NULL THEN 1 ELSE 0 END AS eligible_persons,
    CASE
      WHEN NOT class.in_period THEN 0::HUGEINT
      WHEN NOT class.has_standard THEN NULL
      WHEN p.person_no IS NULL THEN class.worth
      ELSE coalesce(w.worth, 0::HUGEINT)
    END AS worth
  FROM payout_trainee p
  JOIN class USING (class_no)
  LEFT JOIN training_worth w USING (enrolment_no)
),

-- The unit of a training's worth (training_worth), as parts of a fen.
unit AS (
  SELECT threshold('entitlement.hoursPerDay')::HUGEINT * 1000000000000 AS denominator
),

rounded AS (
  SELECT
    judged.*,
    -- One person's worth fits into 64 bits, which divide many times faster.
    (CASE
      WHEN worth < 2000000000000000000 AND denominator < 1000000000000000000
        THEN (2 * worth::BIGINT + denominator::BIGINT) // (2 * denominator::BIGINT)
      ELSE (2 * worth + denominator) // (2 * denominator)
    END::DECIMAL(20, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2) AS due
  FROM judged
  CROSS JOIN unit
)

SELECT
  payout_no,
  class_id,
  paid_on,
  notice_until,
  amount,
  due,
  amount - due AS difference,
  eligible_persons,
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
