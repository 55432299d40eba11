-- One row per apprentice and year paid above the highest ceiling of the year. key: 证件号码|年度 · clause: §四(一)
-- renewed: by person
-- A class payout is spread over its passed apprentices in proportion to their ceilings.
-- What the year can be worth to an apprentice at most, by a class passed: 分 × 10^6.
WITH worth AS (
  SELECT
    t.enrolment_no,
    t.person_no,
    t.class_no,
    t.year,
    (s.amount * 100)::HUGEINT * (1000000 + (1000000 * CASE
      WHEN u.holds_by = 'affected' AND a.enrolment_no IS NULL THEN 0
      ELSE coalesce(u.rate, 0)
    END)::HUGEINT) AS micro_fen
  FROM training_standing t
  JOIN class_order o USING (class_no)
  JOIN p_standard s ON s.code = t.standard AND o.ends_on BETWEEN s.valid_from AND s.valid_until
  LEFT JOIN class_uplift u USING (class_id)
  LEFT JOIN affected_trainee a USING (enrolment_no)
  WHERE t.is_apprenticeship AND t.meets
),

passed AS (
  SELECT *, sum(micro_fen) OVER (PARTITION BY class_no)::HUGEINT AS of_class FROM worth
),

share AS (
  SELECT a.person_no, a.year, a.enrolment_no, p.class_no, p.file_id, p.sheet_no, p.row_no,
    (p.amount * 100)::HUGEINT * 1000000 * a.micro_fen // a.of_class AS micro_fen
  FROM payout_trainee p
  JOIN passed a USING (class_no)
  WHERE p.person_no IS NULL
  UNION ALL
  -- By name it is the person's money of the year, passed or not, where a standard of that day says what is too much.
  SELECT t.person_no, t.year, t.enrolment_no, t.class_no, p.file_id, p.sheet_no, p.row_no,
    (p.amount * 100)::HUGEINT * 1000000
  FROM payout_trainee p
  JOIN training_standing t USING (enrolment_no)
  JOIN class_order o ON o.class_no = t.class_no
  JOIN p_standard s ON s.code = t.standard AND o.ends_on BETWEEN s.valid_from AND s.valid_until
  WHERE t.is_apprenticeship
),

highest AS (
  SELECT person_no, year, max(micro_fen) AS micro_fen FROM passed GROUP BY ALL
),

paid AS (
  SELECT person_no, year, any_value(enrolment_no) AS enrolment_no, min(class_no) AS class_no,
    sum(micro_fen)::HUGEINT AS micro_fen, list({kind: 'payouts', file_id: s.file_id, sheet_no: s.sheet_no, row_no: s.row_no} ORDER BY s.file_id, s.sheet_no, s.row_no) AS evidence
  FROM share s
  GROUP BY person_no, year
)

SELECT
  concat_ws('|', e.person_id, paid.year) AS key, c.class_id, c.department,
  round((paid.micro_fen - highest.micro_fen)::DECIMAL(38, 0) / 100000000, 2)::DECIMAL(18, 2) AS stake,
  format('{} 年补贴合计 {} 元，超过最高限额 {} 元', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(highest.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR) AS zh,
  format('{}: {} yuan, ceiling {} yuan', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(highest.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR) AS en,
  paid.evidence
FROM paid
JOIN highest USING (person_no, year)
JOIN class_order o USING (class_no)
JOIN classes c USING (class_id)
JOIN enrolments e ON e.rowid = paid.enrolment_no
WHERE paid.micro_fen > highest.micro_fen
