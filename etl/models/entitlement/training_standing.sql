-- One row per accepted enrolment: the standard that applies to its trainee, and whether the training is denied.
-- renewed: by row
-- label: 享受补贴的资格 · clause: §四(一)“每人每年不超过3次，同一职业（项目）同一等级不可重复”
--   standard      applied: students and apprentices without the certificate have a standard of their own
--   meets         结业、合格，标准要求证书的有证书编号
--   paid          元：按姓名发给本人的，加上按班发放的人均数（金额 ÷ 补贴人数，符合条件的学员才有）；已退回的不计
--   subsidised    meets, and a payout of the class or the person
--   uses_up       subsidised, last day inside the counting period: one of the three, and its occupation and level
--   denied_once   the same occupation and level was subsidised before (apprenticeships aside)
--   denied_times  more than three in the year, those denied above not counted
WITH paid_person AS (
  SELECT enrolment_no, sum(amount) AS paid FROM payout_trainee WHERE enrolment_no IS NOT NULL GROUP BY enrolment_no
),

judged AS MATERIALIZED (
  SELECT
    t.enrolment_no,
    t.class_no,
    t.person_no,
    class.trade_no,
    class.year,
    class.in_period,
    CASE
      WHEN t.is_student AND class.for_students IS NOT NULL THEN class.for_students
      WHEN NOT t.has_certificate AND class.without_certificate IS NOT NULL THEN class.without_certificate
      ELSE class.code
    END AS standard,
    class.is_apprenticeship,
    t.attended_hours,
    t.passed AND (NOT class.needs_certificate OR t.has_certificate) AS meets,
    (coalesce(paid_person.paid, 0) + CASE WHEN meets THEN class.paid_each ELSE 0 END)::DECIMAL(18, 2) AS paid,
    meets AND (class.is_paid OR paid_person.enrolment_no IS NOT NULL) AS subsidised,
    subsidised AND class.in_period AS uses_up,
    t.file_id,
    t.sheet_no,
    t.row_no
  FROM trainee t
  JOIN class_terms class USING (class_no)
  LEFT JOIN paid_person USING (enrolment_no)
),

-- An unpaid training uses up nothing, but is denied because of earlier trainings that did.
compared AS (
  SELECT
    enrolment_no, class_no, person_no, year, uses_up,
    NOT is_apprenticeship AND count(*) FILTER (uses_up AND NOT is_apprenticeship) OVER before > 0 AS denied_once
  FROM judged
  SEMI JOIN returning_trainee USING (person_no)
  WHERE meets AND in_period
  WINDOW before AS (
    PARTITION BY person_no, trade_no ORDER BY class_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
),

turns AS (
  SELECT
    enrolment_no, denied_once,
    CASE WHEN NOT denied_once THEN 1 + count(*) FILTER (uses_up AND NOT denied_once) OVER before END AS turn
  FROM compared
  WINDOW before AS (
    PARTITION BY person_no, year ORDER BY class_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
)

SELECT
  judged.* EXCLUDE (trade_no),
  coalesce(turns.denied_once, false) AS denied_once,
  CASE WHEN turns.enrolment_no IS NOT NULL THEN turns.turn WHEN judged.meets AND judged.in_period THEN 1 END::INTEGER
    AS turn_of_year,
  coalesce(turns.turn > threshold('entitlement.timesPerYear'), false) AS denied_times
FROM judged
LEFT JOIN turns USING (enrolment_no)
