-- One row per class paid for, or put on notice, before its last day. key: 班级编号 · clause: §五
SELECT
  p.class_id AS key, p.class_id, any_value(p.department) AS department, sum(p.amount) AS stake,
  format('结束 {}，最早公示 {}，最早发放 {}', any_value(p.ends_on), coalesce(min(p.notice_from)::VARCHAR, '无'), coalesce(min(p.paid_on)::VARCHAR, '无')) AS zh,
  format('ended {}, first notice {}, first payment {}', any_value(p.ends_on), coalesce(min(p.notice_from)::VARCHAR, 'none'), coalesce(min(p.paid_on)::VARCHAR, 'none')) AS en,
  list_sort(list({kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no})) AS evidence
FROM live_payout p
WHERE p.paid_on < p.ends_on OR p.notice_from < p.ends_on
GROUP BY p.class_id
