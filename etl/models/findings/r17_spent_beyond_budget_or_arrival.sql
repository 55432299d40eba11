-- One row per department and year whose classes were paid more than its budget or its arrived funds.
-- renewed: whole
WITH paid AS (
  SELECT department, year, sum(disbursed) AS amount
  FROM class_paid
  WHERE disbursed IS NOT NULL
  GROUP BY department, year
),

fund AS (
  SELECT
    department,
    year,
    sum(budget) AS budget,
    sum(arrived) AS arrived,
    evidence_rows('funds', file_id, sheet_no, row_no) AS evidence
  FROM funds
  GROUP BY department, year
),

compared AS (
  SELECT
    paid.department,
    paid.year,
    paid.amount,
    coalesce(fund.budget, 0) AS budget,
    coalesce(fund.arrived, 0) AS arrived,
    coalesce(fund.evidence, []) AS evidence
  FROM paid
  LEFT JOIN fund USING (department, year)
)

SELECT
  concat_ws('|', department, year) AS key,
  NULL::VARCHAR AS class_id,
  (amount - least(budget, arrived))::DECIMAL(18, 2) AS stake,
  format('{} 年发放 {} 元，预算 {} 元，到位 {} 元', year, yuan(amount), yuan(budget), yuan(arrived)) AS zh,
  format('{}: {} yuan paid, budget {}, arrived {}', year, yuan(amount), yuan(budget), yuan(arrived)) AS en,
  evidence
FROM compared
WHERE amount > least(budget, arrived)
