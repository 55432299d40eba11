-- One row per department and year whose classes were paid more than its budget or than has arrived. key: 单位|年度 · clause: §六(三)
-- renewed: whole
WITH paid AS (
  SELECT department, year, sum(disbursed) AS amount, min(class_id) AS class_id
  FROM class_paid
  WHERE disbursed IS NOT NULL
  GROUP BY department, year
),

fund AS (
  SELECT department, year, sum(budget) AS budget, sum(arrived) AS arrived, list_sort(list({kind: 'funds', file_id: f.file_id, sheet_no: f.sheet_no, row_no: f.row_no})) AS evidence
  FROM funds f
  GROUP BY department, year
)

SELECT
  concat_ws('|', paid.department, paid.year) AS key, paid.class_id, paid.department,
  (paid.amount - least(coalesce(fund.budget, 0), coalesce(fund.arrived, 0)))::DECIMAL(18, 2) AS stake,
  format('{} 年发放 {} 元，预算 {} 元，到位 {} 元', paid.year, paid.amount::VARCHAR, coalesce(fund.budget, 0)::DECIMAL(18, 2)::VARCHAR, coalesce(fund.arrived, 0)::DECIMAL(18, 2)::VARCHAR) AS zh,
  format('{}: {} yuan paid, budget {}, arrived {}', paid.year, paid.amount::VARCHAR, coalesce(fund.budget, 0)::DECIMAL(18, 2)::VARCHAR, coalesce(fund.arrived, 0)::DECIMAL(18, 2)::VARCHAR) AS en,
  coalesce(fund.evidence, []) AS evidence
FROM paid
LEFT JOIN fund USING (department, year)
WHERE paid.amount > least(coalesce(fund.budget, 0), coalesce(fund.arrived, 0))
