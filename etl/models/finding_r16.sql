-- One row per apprentice and year paid above the highest ceiling of the year. key: 证件号码|年度 · clause: §四(一)
-- A class payout is spread over its passed apprentices in proportion to their ceilings.
WITH apprentice AS (
  SELECT w.class_id, w.person_id, t.year, w.ceiling, sum(w.ceiling) OVER (PARTITION BY w.class_id) AS of_class,
    t.file_id, t.sheet_no, t.row_no
  FROM apprentice_ceiling w
  JOIN training_standing t USING (class_id, person_id)
),

threshold AS (
  SELECT max(value) FILTER (id = 'entitlement.hoursPerDay')::HUGEINT * 1000000000000 AS denominator FROM p_threshold
),

share AS (
  SELECT a.person_id, a.year, p.department, p.class_id, a.ceiling,
    CASE WHEN p.person_id IS NULL
      THEN (p.amount * 100)::HUGEINT * 1000000 * a.ceiling // a.of_class
      ELSE (p.amount * 100)::HUGEINT * 1000000
    END AS micro_fen,
    p.file_id, p.sheet_no, p.row_no
  FROM live_payout p
  JOIN apprentice a ON a.class_id = p.class_id AND (p.person_id IS NULL OR p.person_id = a.person_id)
),

highest AS (
  SELECT person_id, year, max(ceiling) AS ceiling FROM apprentice GROUP BY ALL
),

paid AS (
  SELECT person_id, year, arg_min(s.department, s.class_id) AS department, min(s.class_id) AS class_id,
    sum(micro_fen)::HUGEINT AS micro_fen, list({kind: 'payouts', file_id: s.file_id, sheet_no: s.sheet_no, row_no: s.row_no} ORDER BY s.file_id, s.sheet_no, s.row_no) AS evidence
  FROM share s
  GROUP BY person_id, year
)

SELECT
  concat_ws('|', paid.person_id, paid.year) AS key, paid.class_id, paid.department,
  round((paid.micro_fen - highest.ceiling * 1000000 // threshold.denominator)::DECIMAL(38, 0) / 100000000, 2)::DECIMAL(18, 2) AS stake,
  format('{} 年补贴合计 {} 元，超过最高限额 {} 元', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(highest.ceiling / threshold.denominator / 100, 2)::DECIMAL(18, 2)::VARCHAR) AS zh,
  format('{}: {} yuan, ceiling {} yuan', paid.year, round(paid.micro_fen / 100000000, 2)::DECIMAL(18, 2)::VARCHAR, round(highest.ceiling / threshold.denominator / 100, 2)::DECIMAL(18, 2)::VARCHAR) AS en,
  paid.evidence
FROM paid
JOIN highest USING (person_id, year)
CROSS JOIN threshold
WHERE paid.micro_fen > highest.ceiling * 1000000 // threshold.denominator
