-- One row per accepted enrolment with its class, and the day from which it counts in each figure (null: never).
-- A figure at an as-of date is the number of rows whose day is not later; "why?" shows those rows.
-- label: 培训人次 · unit: 人次 · clause: §一，附件
--   enrolled_on   报名：开班日期
--   completed_on  完成培训：结业，班级结束日期在计数期内、不在基线年度
--   passed_on     合格：完成且考核合格 · failed_on 完成且考核不合格
--   certified_on  取证：合格且有证书编号和发证日期，班级结束且证书已发之日
--   covered_on    已计入基线：其余条件同完成培训，但结束日期在基线年度（不重复计数）
-- stored: no
WITH enrolment AS (
  SELECT * FROM enrolments
),

class AS (
  SELECT * FROM classes
),

baseline_year AS (
  SELECT year FROM p_baseline_year
),

class_in_period AS (
  SELECT
    class.*,
    class.ends_on BETWEEN period.first_day AND period.last_day AS is_inside,
    year(class.ends_on) IN (SELECT year FROM baseline_year) AS is_baseline
  FROM class
  CROSS JOIN period
),

enrolment_of_class AS (
  SELECT
    enrolment.class_id,
    enrolment.person_id,
    enrolment.category,
    enrolment.home_town,
    enrolment.result,
    enrolment.certificate_no,
    enrolment.rating,
    enrolment.certified_on AS issued_on,
    class.domain,
    class.department,
    class.town,
    class.mode,
    class.level,
    class.standard,
    class.occupation,
    class.institution_code,
    class.starts_on,
    class.ends_on,
    enrolment.status = '结业' AND class.is_inside AND NOT class.is_baseline AS is_completed,
    enrolment.status = '结业' AND class.is_inside AND class.is_baseline AS is_covered,
    enrolment.batch_no,
    enrolment.file_id,
    enrolment.sheet_no,
    enrolment.row_no
  FROM enrolment
  JOIN class_in_period class USING (class_id)
),

final AS (
  SELECT
    class_id,
    person_id,
    category,
    home_town,
    domain,
    department,
    town,
    mode,
    level,
    standard,
    occupation,
    institution_code,
    rating,
    starts_on AS enrolled_on,
    CASE WHEN is_completed THEN ends_on END AS completed_on,
    CASE WHEN is_completed AND result = '合格' THEN ends_on END AS passed_on,
    CASE WHEN is_completed AND result = '不合格' THEN ends_on END AS failed_on,
    CASE
      WHEN is_completed AND result = '合格' AND certificate_no IS NOT NULL AND issued_on IS NOT NULL
        THEN greatest(ends_on, issued_on)
    END AS certified_on,
    CASE WHEN is_covered THEN ends_on END AS covered_on,
    batch_no,
    file_id,
    sheet_no,
    row_no
  FROM enrolment_of_class
)

SELECT * FROM final
