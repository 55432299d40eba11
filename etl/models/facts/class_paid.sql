-- One row per class and year of payment (null: no day): the amount paid for it.
-- renewed: by class
-- label: 班级发放 · unit: 元 · clause: §五；已退回的不计
--   disbursed  the part already paid out (已发放); null: none
SELECT
  class_id, department, year(paid_on) AS year, sum(amount) AS amount,
  sum(amount) FILTER (payout_status = '已发放') AS disbursed
FROM live_payout
GROUP BY ALL
