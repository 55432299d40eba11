-- One row per accepted enrolment: what its trainee is entitled by, and whether this training still counts.
-- label: 享受补贴的资格 · clause: §四(一)“每人每年不超过3次，同一职业（项目）同一等级不可重复”
--   standard      applied: students and apprentices without the certificate have a standard of their own
--   meets         结业、合格，标准要求证书的有证书编号
--   paid          元，按姓名发给本人的，已退回的不计
--   subsidised    meets, a payout of the class or the person, last day inside the counting period: uses up one of three
--   denied_once   the same occupation and level was subsidised before (apprenticeships aside)
--   denied_times  more than three in the year, those denied above not counted
WITH period AS (
  SELECT
    max(value) FILTER (key = 'from')::DATE AS first_day,
    max(value) FILTER (key = 'until')::DATE AS last_day
  FROM p_programme
),

threshold AS (
  SELECT max(value) FILTER (id = 'entitlement.timesPerYear') AS times FROM p_threshold
),

standard AS (
  SELECT
    code,
    any_value(per) AS per,
    any_value(needs_certificate AND without_certificate IS NULL) AS needs_certificate,
    any_value(without_certificate) AS without_certificate,
    any_value(for_students) AS for_students
  FROM p_standard
  GROUP BY code
),

live AS (
  SELECT class_id, person_id, amount FROM payouts WHERE payout_status <> '已退回'
),

paid_class AS (
  SELECT DISTINCT class_id FROM live WHERE person_id IS NULL
),

paid_person AS (
  SELECT class_id, person_id, sum(amount) AS paid FROM live WHERE person_id IS NOT NULL GROUP BY ALL
),

judged AS (
  SELECT
    e.rowid AS nth,
    e.class_id,
    e.person_id,
    e.attended_hours,
    e.status,
    e.result,
    e.certificate_no,
    c.occupation,
    c.level,
    c.ends_on,
    c.ends_on BETWEEN period.first_day AND period.last_day AS in_period,
    CASE
      WHEN e.apprentice_type = '学生学徒' AND standard.for_students IS NOT NULL THEN standard.for_students
      WHEN e.certificate_no IS NULL AND standard.without_certificate IS NOT NULL THEN standard.without_certificate
      ELSE c.standard
    END AS standard,
    standard.per = 'person-year' AS is_apprenticeship,
    e.status = '退学' AS left_early,
    e.status = '结业' AND e.result = '合格'
      AND (NOT standard.needs_certificate OR e.certificate_no IS NOT NULL) AS meets,
    paid_class.class_id IS NOT NULL OR paid_person.class_id IS NOT NULL AS has_payout,
    coalesce(paid_person.paid, 0)::DECIMAL(18, 2) AS paid,
    e.file_id,
    e.sheet_no,
    e.row_no
  FROM enrolments e
  JOIN classes c USING (class_id)
  JOIN standard ON standard.code = c.standard
  LEFT JOIN paid_class ON paid_class.class_id = e.class_id
  LEFT JOIN paid_person ON paid_person.class_id = e.class_id AND paid_person.person_id = e.person_id
  CROSS JOIN period
),

subsidised AS MATERIALIZED (
  SELECT *, year(ends_on)::INTEGER AS year, meets AND has_payout AND in_period AS is_subsidised FROM judged
),

-- Whoever was subsidised once alone needs no comparing.
several AS (
  SELECT person_id FROM subsidised WHERE is_subsidised GROUP BY person_id HAVING count(*) > 1
),

compared AS MATERIALIZED (
  SELECT nth, class_id, person_id, occupation, level, ends_on, year, is_apprenticeship
  FROM subsidised
  SEMI JOIN several USING (person_id)
  WHERE is_subsidised
),

once AS (
  SELECT nth, row_number() OVER (PARTITION BY person_id, occupation, level ORDER BY ends_on, class_id) AS turn
  FROM compared
  WHERE NOT is_apprenticeship
),

counted AS (
  SELECT
    compared.nth,
    row_number() OVER (
      PARTITION BY compared.person_id, compared.year ORDER BY compared.ends_on, compared.class_id
    ) AS turn
  FROM compared
  LEFT JOIN once USING (nth)
  WHERE coalesce(once.turn, 1) = 1
),

turns AS (
  SELECT nth, once.turn > 1 AS denied_once, counted.turn
  FROM compared
  LEFT JOIN once USING (nth)
  LEFT JOIN counted USING (nth)
)

SELECT
  subsidised.class_id,
  subsidised.person_id,
  subsidised.ends_on,
  subsidised.year,
  subsidised.in_period,
  subsidised.standard,
  subsidised.is_apprenticeship,
  subsidised.left_early,
  subsidised.attended_hours,
  subsidised.certificate_no,
  subsidised.meets,
  subsidised.paid,
  subsidised.is_subsidised AS subsidised,
  coalesce(turns.denied_once, false) AS denied_once,
  CASE WHEN turns.nth IS NOT NULL THEN turns.turn WHEN subsidised.is_subsidised THEN 1 END::INTEGER AS turn_of_year,
  coalesce(turns.turn > threshold.times, false) AS denied_times,
  subsidised.file_id,
  subsidised.sheet_no,
  subsidised.row_no
FROM subsidised
LEFT JOIN turns USING (nth)
CROSS JOIN threshold
