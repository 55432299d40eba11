-- One row: the counting period, both days included.
-- stored: no
-- label: 计数期 · clause: 标题，附件
SELECT
  max(value) FILTER (key = 'from')::DATE AS first_day,
  max(value) FILTER (key = 'until')::DATE AS last_day
FROM p_programme
