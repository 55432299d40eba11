-- One row per class: how many were examined, and how many passed.
-- renewed: by class
-- label: 班级考核 · unit: 人次 · clause: §五
--   rated_alike  how many are rated, if rating and attendance are the same for all of them; else 0
SELECT
  class_id,
  count(*) FILTER (result IN ('合格', '不合格')) AS examined,
  count(*) FILTER (result = '合格') AS passed,
  CASE
    WHEN min(rating) = max(rating)
      AND min(attended_hours) FILTER (rating IS NOT NULL) = max(attended_hours) FILTER (rating IS NOT NULL)
      THEN count(rating)
    ELSE 0
  END AS rated_alike
FROM enrolments
GROUP BY class_id
