-- One row per payout made without a notice that had ended before.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  coalesce(format('公示 {} 至 {}，{} 发放', p.notice_from, p.notice_until, p.paid_on), '没有完整的公示日期') AS zh,
  coalesce(format('notice {} to {}, paid {}', p.notice_from, p.notice_until, p.paid_on), 'no complete notice') AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM live_payout p
WHERE p.payout_status = '已发放'
  AND p.mode IN (SELECT mode FROM p_notice_mode)
  AND NOT coalesce(p.notice_from IS NOT NULL AND p.notice_until < p.paid_on, false)
