-- One row per class paid for more persons than a standard by the day allows. key: 班级编号 · clause: §四(一)
WITH standard AS (
  SELECT code, max_persons, described_from, described_before FROM standard_line WHERE max_persons IS NOT NULL
),

crowded AS (
  SELECT
    p.class_id,
    coalesce(max(p.persons) FILTER (p.person_id IS NULL), 0) + count(DISTINCT p.person_id) AS persons,
    any_value(standard.max_persons) AS max_persons
  FROM live_payout p
  JOIN standard
    ON standard.code = p.standard AND p.ends_on >= standard.described_from AND p.ends_on < standard.described_before
  GROUP BY p.class_id
  HAVING coalesce(max(p.persons) FILTER (p.person_id IS NULL), 0) + count(DISTINCT p.person_id) > any_value(standard.max_persons)
)

SELECT
  p.class_id AS key, p.class_id, any_value(p.department) AS department, sum(p.amount) AS stake,
  format('发放 {} 人，上限 {} 人', any_value(crowded.persons), any_value(crowded.max_persons)) AS zh,
  format('{} persons paid for, at most {}', any_value(crowded.persons), any_value(crowded.max_persons)) AS en,
  list_sort(list({kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no})) AS evidence
FROM live_payout p
JOIN crowded USING (class_id)
GROUP BY p.class_id
