-- One row per payout above what is due. key: 发放编号 · clause: §四
SELECT
  payout_id AS key, class_id, department, CASE WHEN verdict = '不应发' THEN amount ELSE difference END AS stake,
  format('{}：实发 {} 元，应发 {} 元', verdict, amount::VARCHAR, due::VARCHAR) AS zh,
  format('paid {} yuan, due {} yuan', amount::VARCHAR, due::VARCHAR) AS en,
  [{kind: 'payouts', file_id: v.file_id, sheet_no: v.sheet_no, row_no: v.row_no}] AS evidence
FROM payout_verdict v
WHERE verdict IN ('多发', '不应发')
