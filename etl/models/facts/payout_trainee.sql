-- One row per payout that was not returned: its class and the trainee it is paid for, as numbers.
-- stored: while building
-- label: 发放对象 · clause: §五；已退回的不计
--   payout_no     its rowid while the models are built
--   person_no     null if one row pays a class
--   enrolment_no  null if a class is paid, or the class has no trainee with that id
--   paid_on       null: not paid out
--   is_other_name paid to a person whose name is not the trainee's
SELECT
  p.rowid AS payout_no,
  p.class_id,
  c.class_no,
  p.person_id[1:17]::BIGINT AS person_no,
  t.enrolment_no,
  coalesce(p.payee_type = '个人' AND p.payee_name <> t.person_name, false) AS is_other_name,
  p.amount,
  p.persons,
  CASE WHEN p.payout_status = '已发放' THEN p.paid_on END AS paid_on,
  p.notice_until,
  p.file_id,
  p.sheet_no,
  p.row_no
FROM payouts p
JOIN class_order c USING (class_id)
LEFT JOIN trainee t ON t.class_no = c.class_no AND t.person_no = p.person_id[1:17]::BIGINT
WHERE p.payout_status <> '已退回'
