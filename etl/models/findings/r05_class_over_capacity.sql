-- One row per class paid for more persons than a standard by the day allows.
-- renewed: by class
WITH standard AS (
  SELECT code, max_persons, described_from, described_before FROM standard_line WHERE max_persons IS NOT NULL
),

paid AS (
  SELECT
    p.class_id,
    coalesce(max(p.persons) FILTER (p.person_id IS NULL), 0) + count(DISTINCT p.person_id) AS persons,
    any_value(standard.max_persons) AS max_persons
  FROM live_payout p
  JOIN standard
    ON standard.code = p.standard AND p.ends_on >= standard.described_from AND p.ends_on < standard.described_before
  GROUP BY p.class_id
),

crowded AS (
  SELECT * FROM paid WHERE persons > max_persons
)

SELECT
  p.class_id AS key,
  p.class_id,
  sum(p.amount) AS stake,
  format('补贴 {} 人，上限 {} 人', any_value(crowded.persons), any_value(crowded.max_persons)) AS zh,
  format('{} persons paid for, at most {}', any_value(crowded.persons), any_value(crowded.max_persons)) AS en,
  evidence_rows('payouts', p.file_id, p.sheet_no, p.row_no) AS evidence
FROM live_payout p
JOIN crowded USING (class_id)
GROUP BY p.class_id
