-- One row per apprentice and year paid above the highest ceiling of the year.
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
    -- The highest worth of a passed class to an apprentice in the year: fen × 10^6.
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
    p.amount, a.micro_fen AS own, a.of_class,
    (p.amount * 100)::HUGEINT * 1000000 * a.micro_fen // a.of_class AS micro_fen
  FROM payout_trainee p
  JOIN passed a USING (class_no)
  WHERE p.person_no IS NULL
  UNION ALL
  -- A payout by name counts whether the person passed or not.
  SELECT a.person_no, a.year, a.enrolment_no, a.class_no, p.file_id, p.sheet_no, p.row_no,
    p.amount, NULL, NULL,
    (p.amount * 100)::HUGEINT * 1000000
  FROM payout_trainee p
  JOIN apprentice a USING (enrolment_no)
),

highest AS (
  SELECT person_no, year, max(micro_fen) AS micro_fen FROM passed GROUP BY ALL
),

paid AS (
  SELECT
    share.person_no,
    share.year,
    any_value(share.enrolment_no) AS enrolment_no,
    min(share.class_no) AS class_no,
    sum(share.micro_fen)::HUGEINT AS paid,
    any_value(highest.micro_fen) AS ceiling
  FROM share
  JOIN highest USING (person_no, year)
  GROUP BY ALL
),

beyond AS (
  SELECT
    person_no, year, enrolment_no, class_no,
    from_micro_fen(paid - ceiling) AS stake,
    yuan(from_micro_fen(paid)) AS paid,
    yuan(from_micro_fen(ceiling)) AS ceiling
  FROM paid
  WHERE paid > ceiling
),

-- How the year's sum comes about: amounts paid by name, and shares of what was paid for a class.
behind AS (
  SELECT
    person_no,
    year,
    string_agg(
      CASE
        WHEN of_class IS NULL THEN yuan(amount)
        ELSE format('{} × {} ÷ {}', yuan(amount), yuan(from_micro_fen(own)), yuan(from_micro_fen(of_class)))
      END, ' + ' ORDER BY class_no, file_id, sheet_no, row_no
    ) AS working,
    evidence_rows('payouts', file_id, sheet_no, row_no) AS evidence
  FROM share
  SEMI JOIN beyond USING (person_no, year)
  GROUP BY ALL
)

SELECT
  concat_ws('|', e.person_id, beyond.year) AS key,
  o.class_id,
  beyond.stake,
  format(
    '{} 年补贴 {} = {} 元，最高限额 {} 元，超出 {} 元', beyond.year, behind.working, paid, ceiling, yuan(beyond.stake)
  ) AS zh,
  format(
    '{}: {} = {} yuan, ceiling {} yuan, {} yuan beyond', beyond.year, behind.working, paid, ceiling, yuan(beyond.stake)
  ) AS en,
  behind.evidence
FROM beyond
JOIN behind USING (person_no, year)
JOIN class_order o USING (class_no)
JOIN enrolments e ON e.rowid = beyond.enrolment_no
