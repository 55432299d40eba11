-- One row per year, domain and unit: the number it was assigned to train, in the years that count trainings.
-- renewed: whole
-- If no quota was handed down at all, the lead unit is assigned its whole domain. A null unit (未分解) has
-- the unassigned rest: the plan of a domain without a named lead, or the part of a plan not covered by quotas.
-- label: 任务数 · unit: 人次 · clause: §六(一)，附件“责任单位”
WITH quota AS (
  SELECT year, domain, unit, quota FROM quotas
),

domain AS (
  SELECT name, lead FROM p_domain
),

plan AS (
  SELECT year, domain, value AS planned
  FROM p_domain_year
  WHERE kind = 'plan' AND value IS NOT NULL
),

handed_down AS (
  SELECT quota.year, quota.domain, quota.unit, quota.quota
  FROM quota
  CROSS JOIN period
  WHERE
    quota.year BETWEEN year(period.first_day) AND year(period.last_day)
    AND quota.year NOT IN (SELECT year FROM p_baseline_year)
),

carried_by_lead AS (
  SELECT plan.year, plan.domain, domain.lead AS unit, plan.planned AS quota
  FROM plan
  JOIN domain ON domain.name = plan.domain
  WHERE NOT EXISTS (SELECT 1 FROM handed_down)
),

left_over AS (
  SELECT
    plan.year,
    plan.domain,
    NULL::VARCHAR AS unit,
    (plan.planned - coalesce(sum(handed_down.quota), 0))::INTEGER AS quota
  FROM plan
  LEFT JOIN handed_down ON handed_down.year = plan.year AND handed_down.domain = plan.domain
  WHERE EXISTS (SELECT 1 FROM handed_down)
  GROUP BY plan.year, plan.domain, plan.planned
  HAVING plan.planned > coalesce(sum(handed_down.quota), 0)
),

final AS (
  SELECT * FROM handed_down
  UNION ALL
  SELECT * FROM carried_by_lead
  UNION ALL
  SELECT * FROM left_over
)

SELECT * FROM final
