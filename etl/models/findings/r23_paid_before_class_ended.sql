-- One row per class paid for, or put on notice, before its last day.
-- renewed: by class
WITH early AS (
  SELECT
    class_id,
    sum(amount) AS amount,
    any_value(ends_on) AS ends_on,
    min(notice_from)::VARCHAR AS first_notice,
    min(paid_on)::VARCHAR AS first_payment,
    evidence_rows('payouts', file_id, sheet_no, row_no) AS evidence
  FROM live_payout
  WHERE paid_on < ends_on OR notice_from < ends_on
  GROUP BY class_id
)

SELECT
  class_id AS key,
  class_id,
  amount AS stake,
  format('结束 {}，最早公示 {}，最早发放 {}', ends_on, coalesce(first_notice, '无'), coalesce(first_payment, '无')) AS zh,
  format(
    'ended {}, first notice {}, first payment {}', ends_on,
    coalesce(first_notice, 'none'), coalesce(first_payment, 'none')
  ) AS en,
  evidence
FROM early
