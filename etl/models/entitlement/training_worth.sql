-- One row per trainee whose training has a worth: the entitlement before rounding.
-- stored: while building
-- label: 每人应发 · unit: 分 × 10^12 × 每天课时数（整数，除到最后一步才做） · clause: §四(一)、(二)、(三)
WITH unit AS (
  SELECT threshold('entitlement.hoursPerDay')::HUGEINT AS hours_per_day
),

-- The worth of one unit (person, day, year, lesson hour) of a standard in a class, without and with its uplift,
-- and the number of units per trainee; null if that depends on attendance.
class AS (
  SELECT
    s.class_no,
    s.standard,
    s.per,
    s.max_persons,
    (s.amount * 100)::HUGEINT * 1000000 AS plain,
    (s.amount * 100)::HUGEINT * (1000000 + (1000000 * coalesce(u.rate, 0))::HUGEINT) AS raised,
    coalesce(u.holds_by = 'affected', false) AS raised_for_affected,
    CASE s.per
      WHEN 'person-day'
        THEN (least(c.hours, coalesce(s.max_days * unit.hours_per_day, c.hours)) * 1000000)::HUGEINT
      WHEN 'person-lesson-hour' THEN NULL
      ELSE 1000000 * unit.hours_per_day
    END AS units,
    unit.hours_per_day
  FROM class_standard s
  JOIN classes c USING (class_id)
  JOIN institutions i USING (institution_code)
  LEFT JOIN class_uplift u USING (class_id)
  CROSS JOIN unit
  WHERE s.in_period AND i.location IN (SELECT place FROM p_place)
),

eligible AS MATERIALIZED (
  SELECT
    t.enrolment_no,
    t.class_no,
    t.person_no,
    t.year,
    t.is_apprenticeship AND t.uses_up AS counts_in_year,
    class.max_persons,
    CASE
      WHEN class.raised_for_affected AND t.enrolment_no NOT IN (SELECT enrolment_no FROM affected_trainee)
        THEN class.plain
      ELSE class.raised
    END
      * coalesce(class.units, (t.attended_hours * 1000000)::HUGEINT * class.hours_per_day) AS value
  FROM training_standing t
  JOIN class ON class.class_no = t.class_no AND class.standard = t.standard
  WHERE t.meets AND NOT t.denied_once AND NOT t.denied_times
),

crowded AS (
  SELECT class_no
  FROM eligible
  WHERE max_persons IS NOT NULL
  GROUP BY class_no
  HAVING count(*) > any_value(max_persons)
),

seat AS (
  SELECT enrolment_no, max_persons, row_number() OVER (PARTITION BY class_no ORDER BY person_no) AS seat
  FROM eligible
  SEMI JOIN crowded USING (class_no)
),

seated AS (
  SELECT * FROM eligible ANTI JOIN (SELECT enrolment_no FROM seat WHERE seat > max_persons) USING (enrolment_no)
),

-- A later apprenticeship of the year is worth the excess of its ceiling over the highest so far.
yearly AS (
  SELECT
    enrolment_no,
    max(value) OVER reached - coalesce(max(value) OVER before, 0) AS worth
  FROM seated
  WHERE counts_in_year
  WINDOW
    reached AS (PARTITION BY person_no, year ORDER BY class_no ROWS UNBOUNDED PRECEDING),
    before AS (
      PARTITION BY person_no, year ORDER BY class_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)

SELECT seated.enrolment_no, seated.class_no, coalesce(yearly.worth, seated.value) AS worth
FROM seated
LEFT JOIN yearly USING (enrolment_no)
