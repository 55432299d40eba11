-- One row per domain and baseline year: what was completed before records were kept; null if nothing was reported.
-- renewed: whole
-- It counts from the last day of its year: nothing is known about earlier days.
-- label: 基线 · unit: 人次 · clause: 附件“2019年完成数”
WITH domain_year AS (
  SELECT * FROM p_domain_year
),

final AS (
  SELECT
    domain,
    year,
    value AS completed,
    make_date(year, 12, 31) AS completed_on
  FROM domain_year
  WHERE kind = 'baseline'
)

SELECT * FROM final
