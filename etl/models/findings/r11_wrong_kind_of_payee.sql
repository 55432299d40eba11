-- One row per payout to another kind of payee than the mode asks for. key: 发放编号 · clause: §五
SELECT
  p.payout_id AS key, p.class_id, p.department, p.amount AS stake,
  format('应发给{}，实发给{}', r.payee, p.payee_type) AS zh,
  format('to be paid to {}, paid to {}', r.payee, p.payee_type) AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM live_payout p
JOIN p_payee r ON r.mode = p.mode AND r.organiser = p.organiser
WHERE p.payee_type <> r.payee
