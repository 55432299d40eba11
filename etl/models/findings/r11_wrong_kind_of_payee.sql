-- One row per payout to another kind of payee than the mode asks for.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  format('应发给{}，{}给{}', r.payee, paid_word(p.payout_status), p.payee_type) AS zh,
  format('due to {}, {} to {}', r.payee, paid_word_en(p.payout_status), p.payee_type) AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM live_payout p
JOIN p_payee r ON r.mode = p.mode AND r.organiser = p.organiser
WHERE p.payee_type <> r.payee
