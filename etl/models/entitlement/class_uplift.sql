-- One row per class that claims an uplift: the first that holds (null: none), and how many were claimed.
-- renewed: by class
-- label: 采用的上浮 · clause: §四(三)“同一培训班补贴标准最多上浮一次”
SELECT
  class_id,
  count(*)::INTEGER AS claimed,
  bool_and(holds) AS all_hold,
  arg_min(type, place) FILTER (holds) AS type,
  coalesce(arg_min(rate, place) FILTER (holds), 0) AS rate,
  coalesce(arg_min(holds_by, place) FILTER (holds), '') AS holds_by
FROM uplift_claim
GROUP BY class_id
