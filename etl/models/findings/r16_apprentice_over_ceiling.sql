-- One row per apprentice and year paid above the highest ceiling of the year. key: 证件号码|年度 · clause: §四(一)
-- renewed: by person
-- A class payout is spread over its passed apprentices in proportion to their ceilings.
WITH class AS (
  SELECT s.class_no, s.standard, s.amount, coalesce(u.rate, 0) AS rate, u.holds_by
  FROM class_standard s
  LEFT JOIN class_uplift u USING (class_id)
),

apprentice AS MATERIALIZED (
  SELECT
    t.enrolment_no,
    t.person_no,
    t.class_no,
    t.year,
    t.meets,
    -- What the year can be worth to an apprentice at most, by a class passed: 分 × 10^6.
    (class.amount * 100)::HUGEINT * (1000000 + (1000000 * CASE
      WHEN class.holds_by = 'affected' AND t.enrolment_no NOT IN (SELECT enrolment_no FROM affected_trainee) THEN 0
      ELSE class.rate
    END)::HUGEINT) AS micro_fen
  FROM training_standing t
  JOIN class ON class.class_no = t.class_no AND class.standard = t.standard
  WHERE t.is_apprenticeship
),

passed AS (
  SELECT *, sum(micro_fen) OVER (PARTITION BY class_no)::HUGEINT AS of_class FROM apprentice WHERE meets
),

share AS MATERIALIZED (
  SELECT a.person_no, a.year, a.enrolment_no, p.class_no, p.file_id, p.sheet_no, p.row_no,
    (p.amount * 100)::HUGEINT * 1000000 * a.micro_fen // a.of_class AS micro_fen
  FROM payout_trainee p
  JOIN passed a USING (class_no)
  WHERE p.person_no IS NULL
  UNION ALL
  -- By name it is the person's money of the year, passed or not, where a standard of that day says what is too much.
  SELECT a.person_no, a.year, a.enrolment_no, a.class_no, p.file_id, p.sheet_no, p.row_no,
    (p.amount * 100)::HUGEINT * 1000000
  FROM payout_trainee p
  JOIN apprentice a USING (enrolment_no)
),

highest AS (
  SELECT person_no, year, max(micro_fen) AS micro_fen FROM passed GROUP BY ALL
),

paid AS (
  SELECT share.person_no, share.year, any_value(enrolment_no) AS enrolment_no, min(class_no) AS class_no,
    sum(share.micro_fen)::HUGEINT AS micro_fen, any_value(highest.micro_fen) AS ceiling
  FROM share
  JOIN highest USING (person_no, year)
  GROUP BY ALL
  HAVING sum(share.micro_fen) > any_value(highest.micro_fen)
),

evidence AS (
  SELECT person_no, year, list_sort(list({kind: 'payouts', file_id: s.file_id, sheet_no: s.sheet_no, row_no: s.row_no})) AS evidence
  FROM share s
  SEMI JOIN paid USING (person_no, year)
  GROUP BY ALL
)

SELECT
  concat_ws('|', e.person_id, paid.year) AS key, c.class_id, c.department,
  round((paid.micro_fen - paid.ceiling)::DECIMAL(38, 0) / 100000000, 2)::DECIMAL(18, 2) AS stake,
  format('{} 年补贴合计 {} 元，超过最高限额 {} 元', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(paid.ceiling / 100000000, 2)::DECIMAL(18, 2)::VARCHAR) AS zh,
  format('{}: {} yuan, ceiling {} yuan', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(paid.ceiling / 100000000, 2)::DECIMAL(18, 2)::VARCHAR) AS en,
  evidence.evidence
FROM paid
JOIN evidence USING (person_no, year)
JOIN class_order o USING (class_no)
JOIN classes c USING (class_id)
JOIN enrolments e ON e.rowid = paid.enrolment_no
