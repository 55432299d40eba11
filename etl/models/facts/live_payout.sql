-- One row per payout that was not returned, with the columns of its class that rules read.
-- label: 有效发放 · clause: §五；已退回的不计
-- stored: no
SELECT
  p.payout_id, p.class_id, p.person_id, p.payee_type, p.payee_name, p.payee_account, p.persons, p.amount,
  p.notice_from, p.notice_until, p.paid_on, p.payout_status,
  c.mode, c.organiser, c.standard, c.department, c.starts_on, c.ends_on,
  p.file_id, p.sheet_no, p.row_no
FROM payouts p
JOIN classes c USING (class_id)
WHERE p.payout_status <> '已退回'
