-- One row per payout to a person under another name. key: 发放编号 · clause: §五
SELECT
  p.payout_id AS key, p.class_id, c.department, p.amount AS stake,
  '收款方名称与学员姓名不一致' AS zh,
  'the payee is not the trainee' AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM payout_trainee t
JOIN payouts p ON p.rowid = t.payout_no
JOIN classes c USING (class_id)
WHERE t.is_other_name
