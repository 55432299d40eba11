-- One row per payout to a person under another name. key: 发放编号 · clause: §五
SELECT
  p.payout_id AS key, p.class_id, p.department, p.amount AS stake,
  '收款方名称与学员姓名不一致' AS zh,
  'the payee is not the trainee' AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM live_payout p
JOIN enrolments e ON e.class_id = p.class_id AND e.person_id = p.person_id
WHERE p.payee_type = '个人' AND e.person_name <> p.payee_name
