-- One row per class with one and the same rating and attendance throughout, or institution whose pass rate is out of line.
-- renewed: whole
-- key: class:班级编号 或 institution:机构编码 · clause: 方案默认值；99.9 % 二项限，与同培训方式的其他机构比较
WITH threshold AS (
  SELECT
    max(value) FILTER (id = 'finding.sameRatings') AS same_ratings,
    max(value) FILTER (id = 'finding.leastExamined') AS least_examined,
    max(value) FILTER (id = 'finding.passRateLimit') AS sigma
  FROM p_threshold
),

uniform AS (
  SELECT class_id, rated_alike AS rated
  FROM class_result
  CROSS JOIN threshold
  WHERE rated_alike >= threshold.same_ratings
),

same AS (
  SELECT e.class_id, any_value(c.department) AS department, any_value(uniform.rated) AS rated, list_sort(list({kind: 'enrolments', file_id: e.file_id, sheet_no: e.sheet_no, row_no: e.row_no})) AS evidence
  FROM enrolments e
  JOIN classes c USING (class_id)
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
  SELECT institution_code, arg_max(mode, examined) AS mode, max(examined) AS examined,
    arg_max(passed / examined, examined) AS own, arg_max(rate, examined) AS rate
  FROM peers
  CROSS JOIN threshold
  WHERE examined >= threshold.least_examined
    AND abs(passed - examined * rate) > threshold.sigma * sqrt(examined * rate * (1 - rate))
  GROUP BY institution_code
)

SELECT
  concat('class:', class_id) AS key, class_id, department, 0::DECIMAL(18, 2) AS stake,
  format('{} 名学员评分与出勤完全相同', rated) AS zh,
  format('{} trainees with one rating and attendance', rated) AS en,
  evidence
FROM same
UNION ALL
SELECT
  concat('institution:', o.institution_code), NULL, NULL, 0,
  format('{} 合格率 {:.1f} %，同行 {:.1f} %（考核 {} 人次）', o.mode, 100 * o.own, 100 * o.rate, o.examined),
  format('pass rate {:.1f} %, peers {:.1f} % ({} examined)', 100 * o.own, 100 * o.rate, o.examined),
  [{kind: 'institutions', file_id: i.file_id, sheet_no: i.sheet_no, row_no: i.row_no}]
FROM outlier o
JOIN institutions i USING (institution_code)
