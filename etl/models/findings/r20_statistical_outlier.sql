-- One row per class in which all have the same rating and attendance, and per institution with an unusual pass rate.
-- renewed: whole
-- A pass rate is compared with those of the other institutions of the mode (99.9 % binomial limits); of several modes
-- the one in which most trainees were examined is reported.
WITH uniform AS (
  SELECT class_id, rated_alike AS rated FROM class_result WHERE rated_alike >= threshold('finding.sameRatings')
),

same AS (
  SELECT
    e.class_id,
    any_value(uniform.rated) AS rated,
    evidence_rows('enrolments', e.file_id, e.sheet_no, e.row_no) AS evidence
  FROM enrolments e
  JOIN uniform USING (class_id)
  WHERE e.rating IS NOT NULL
  GROUP BY e.class_id
),

examined AS (
  SELECT c.institution_code, c.mode, sum(r.examined)::BIGINT AS examined, sum(r.passed)::BIGINT AS passed
  FROM class_result r
  JOIN classes c USING (class_id)
  WHERE r.examined > 0
  GROUP BY ALL
),

peers AS (
  SELECT
    *,
    sum(examined) OVER mode - examined AS others,
    (sum(passed) OVER mode - passed) / nullif(sum(examined) OVER mode - examined, 0) AS rate
  FROM examined
  WINDOW mode AS (PARTITION BY mode)
),

outlier AS (
  SELECT
    institution_code,
    arg_max(mode, examined) AS mode,
    max(examined) AS examined,
    100 * arg_max(passed / examined, examined) AS own,
    100 * arg_max(rate, examined) AS others
  FROM peers
  WHERE examined >= threshold('finding.leastExamined')
    AND abs(passed - examined * rate)
      > threshold('finding.passRateLimit') * sqrt(examined * rate * (1 - rate))
  GROUP BY institution_code
)

SELECT
  concat('class:', class_id) AS key,
  class_id,
  0::DECIMAL(18, 2) AS stake,
  format('{} 名学员评分与出勤完全相同', rated) AS zh,
  format('{} trainees with one rating and attendance', rated) AS en,
  evidence
FROM same
UNION ALL
SELECT
  concat('institution:', o.institution_code),
  NULL,
  0,
  format('{} 合格率 {:.1f} %，同行 {:.1f} %（考核 {} 人次）', o.mode, o.own, o.others, o.examined),
  format('pass rate {:.1f} %, peers {:.1f} % ({} examined)', o.own, o.others, o.examined),
  [evidence_row('institutions', i.file_id, i.sheet_no, i.row_no)]
FROM outlier o
JOIN institutions i USING (institution_code)
