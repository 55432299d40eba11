-- One row per payout above what is due. key: 发放编号 · clause: §四
SELECT
  p.payout_id AS key, c.class_id, c.department, CASE WHEN v.verdict = '不应发' THEN v.amount ELSE v.difference END AS stake,
  format('{}：实发 {} 元，应发 {} 元', v.verdict, v.amount::VARCHAR, v.due::VARCHAR) AS zh,
  format('paid {} yuan, due {} yuan', v.amount::VARCHAR, v.due::VARCHAR) AS en,
  [{kind: 'payouts', file_id: v.file_id, sheet_no: v.sheet_no, row_no: v.row_no}] AS evidence
FROM payout_verdict v
JOIN payouts p ON p.rowid = v.payout_no
JOIN classes c USING (class_id)
WHERE v.verdict IN ('多发', '不应发')
