-- One row per class: the conditions of its standard, and the amount of class payouts per eligible trainee.
-- stored: while building
-- label: 班级的补贴条件 · unit: 元 · clause: §四(一)
--   code               the class's standard; the next two have standards of their own (null: none)
--   without_certificate, for_students
--   paid_each          金额 ÷ 补贴人数，按班发放的各笔之和；已退回的不计
WITH standard AS (
  SELECT
    code,
    described_from,
    described_before,
    per = 'person-year' AS is_apprenticeship,
    needs_certificate AND without_certificate IS NULL AS needs_certificate,
    without_certificate,
    for_students
  FROM standard_line
),

paid_class AS (
  SELECT class_no, sum((amount * 100)::HUGEINT * 1000000 // persons)::HUGEINT AS micro_fen_each
  FROM payout_trainee
  WHERE person_no IS NULL
  GROUP BY class_no
)

SELECT
  c.class_no,
  c.trade_no,
  c.year,
  c.in_period,
  c.standard AS code,
  paid_class.class_no IS NOT NULL AS is_paid,
  coalesce(
    ((paid_class.micro_fen_each + 500000) // 1000000)::DECIMAL(20, 0) * 0.01::DECIMAL(3, 2), 0
  )::DECIMAL(18, 2) AS paid_each,
  standard.* EXCLUDE (code, described_from, described_before)
FROM class_order c
JOIN standard
  ON standard.code = c.standard AND c.ends_on >= standard.described_from AND c.ends_on < standard.described_before
LEFT JOIN paid_class USING (class_no)
