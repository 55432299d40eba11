-- One row per payout to a person under another name.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  '收款方名称与学员姓名不一致' AS zh,
  'the payee is not the trainee' AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM payout_trainee t
JOIN payouts p ON p.rowid = t.payout_no
WHERE t.is_other_name
