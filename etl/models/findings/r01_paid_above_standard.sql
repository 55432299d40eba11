-- One row per payout above what is due.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  CASE WHEN v.verdict = '不应发' THEN v.amount ELSE v.difference END AS stake,
  format('{}：{} {} 元，应发 {} 元', v.verdict, paid_word(p.payout_status), yuan(v.amount), yuan(v.due)) AS zh,
  format('{} {} yuan, due {} yuan', paid_word_en(p.payout_status), yuan(v.amount), yuan(v.due)) AS en,
  [evidence_row('payouts', v.file_id, v.sheet_no, v.row_no)] AS evidence
FROM payout_verdict v
JOIN payouts p ON p.rowid = v.payout_no
WHERE v.verdict IN ('多发', '不应发')
