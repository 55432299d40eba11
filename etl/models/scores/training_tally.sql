-- One row per class, aspect and value: the number of the class's trainings that have it. Scores add these up instead of
-- trainings.
-- renewed: by class
-- label: 班级培训计数 · unit: 人次 · clause: §六(四)
--   aspect  what is told apart: `result` (the days from which a training counts), `category` or `rating`; each training
--           is in `trainings` of one row of each aspect
WITH final AS (
  SELECT
    class_id, 'result' AS aspect, completed_on, passed_on, failed_on, certified_on,
    NULL::VARCHAR AS category, NULL::INTEGER AS rating, count(*)::INTEGER AS trainings
  FROM training
  GROUP BY ALL
  UNION ALL BY NAME
  SELECT class_id, 'category' AS aspect, completed_on, category, count(*)::INTEGER AS trainings
  FROM training
  GROUP BY ALL
  UNION ALL BY NAME
  SELECT class_id, 'rating' AS aspect, completed_on, rating, count(*)::INTEGER AS trainings
  FROM training
  GROUP BY ALL
)

SELECT * FROM final
