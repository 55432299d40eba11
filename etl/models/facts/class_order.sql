-- One row per class, numbered in the order in which trainings count: by last day, then 班级编号 as text.
-- While models are built, classes, trades and people are numbers, since joining and comparing text is slow.
-- stored: while building
-- label: 班级次序 · clause: §四(一)，标题（计数期）
--   class_no  place in that order · trade_no 职业（工种）或项目 and 等级
SELECT
  c.class_id,
  row_number() OVER (ORDER BY c.ends_on, c.class_id)::INTEGER AS class_no,
  dense_rank() OVER (ORDER BY c.occupation, c.level)::INTEGER AS trade_no,
  c.standard,
  c.starts_on,
  c.ends_on,
  c.hours,
  year(c.ends_on)::INTEGER AS year,
  c.ends_on BETWEEN period.first_day AND period.last_day AS in_period
FROM classes c
CROSS JOIN period
