-- One row per payout to another kind of payee than the mode asks for.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  format('应发给{}，实发给{}', r.payee, p.payee_type) AS zh,
  format('to be paid to {}, paid to {}', r.payee, p.payee_type) AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM live_payout p
JOIN p_payee r ON r.mode = p.mode AND r.organiser = p.organiser
WHERE p.payee_type <> r.payee
