-- One row per trainee whose training is worth something: the entitlement before rounding.
-- label: 每人应发 · unit: 分 × 10^12 × 每天课时数（整数，除到最后一步才做） · clause: §四(一)、(二)、(三)
--   ceiling  of person-year standards: what the year can be worth; a later training of the year adds what is above
WITH threshold AS (
  SELECT max(value) FILTER (id = 'entitlement.hoursPerDay')::HUGEINT AS hours_per_day FROM p_threshold
),

class AS (
  SELECT c.class_id, c.hours, c.institution_code, i.location
  FROM classes c
  JOIN institutions i USING (institution_code)
  WHERE i.location IN (SELECT place FROM p_place)
),

eligible AS (
  SELECT
    t.class_id,
    t.person_id,
    t.year,
    t.ends_on,
    t.standard,
    s.per,
    s.max_persons,
    (s.amount * 100)::HUGEINT * (1000000 + (1000000 * CASE
      WHEN u.holds_by = 'affected' AND a.person_id IS NULL THEN 0
      ELSE coalesce(u.rate, 0)
    END)::HUGEINT) AS per_unit,
    least(class.hours, coalesce(s.max_days * threshold.hours_per_day, class.hours)) AS paid_hours,
    t.attended_hours,
    t.subsidised,
    threshold.hours_per_day
  FROM training_standing t
  JOIN class ON class.class_id = t.class_id
  JOIN p_standard s ON s.code = t.standard AND t.ends_on BETWEEN s.valid_from AND s.valid_until
  LEFT JOIN class_uplift u ON u.class_id = t.class_id
  LEFT JOIN affected_trainee a ON a.class_id = t.class_id AND a.person_id = t.person_id
  CROSS JOIN threshold
  WHERE t.meets AND t.in_period AND NOT t.denied_once AND NOT t.denied_times
),

valued AS (
  SELECT
    *,
    per_unit * CASE per
      WHEN 'person-day' THEN (paid_hours * 1000000)::HUGEINT
      WHEN 'person-lesson-hour' THEN (attended_hours * 1000000)::HUGEINT * hours_per_day
      ELSE 1000000 * hours_per_day
    END AS value,
    row_number() OVER (PARTITION BY class_id ORDER BY person_id) AS seat
  FROM eligible
),

seated AS (
  SELECT * FROM valued WHERE max_persons IS NULL OR seat <= max_persons
),

yearly AS (
  SELECT
    class_id,
    person_id,
    max(value) OVER reached - coalesce(max(value) OVER before, 0) AS worth
  FROM seated
  WHERE per = 'person-year' AND subsidised
  WINDOW
    reached AS (PARTITION BY person_id, year ORDER BY ends_on, class_id ROWS UNBOUNDED PRECEDING),
    before AS (
      PARTITION BY person_id, year ORDER BY ends_on, class_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)

SELECT
  seated.class_id,
  seated.person_id,
  seated.standard,
  seated.value AS ceiling,
  coalesce(yearly.worth, seated.value) AS worth
FROM seated
LEFT JOIN yearly USING (class_id, person_id)
