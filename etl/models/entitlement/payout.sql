-- One row per accepted payout with its class, and the day of payment (null: not paid).
-- label: 补贴发放 · unit: 元 · clause: §五，§六(三)
--   paid_on   已发放：发放状态为已发放的发放日期；已退回、待公示、公示中不计
--   due       应发金额；没有适用标准的为空 · verdict 结论
--   category  人员类别：按姓名发放的，取其在该班的报名；按班发放的没有
-- stored: no
WITH ledger AS (
  SELECT * FROM payouts
),

class AS (
  SELECT * FROM classes
),

enrolment AS (
  SELECT class_id, person_id, category FROM enrolments
),

final AS (
  SELECT
    ledger.payout_id,
    ledger.class_id,
    ledger.person_id,
    ledger.persons,
    ledger.amount,
    ledger.source,
    ledger.payout_status,
    ledger.notice_until,
    CASE WHEN ledger.payout_status = '已发放' THEN ledger.paid_on END AS paid_on,
    class.domain,
    class.department,
    class.town,
    class.mode,
    class.level,
    class.standard,
    class.occupation,
    class.institution_code,
    enrolment.category,
    verdict.due,
    verdict.verdict,
    ledger.batch_no,
    ledger.file_id,
    ledger.sheet_no,
    ledger.row_no
  FROM ledger
  JOIN class ON class.class_id = ledger.class_id
  LEFT JOIN enrolment
    ON enrolment.class_id = ledger.class_id AND enrolment.person_id = ledger.person_id
  LEFT JOIN payout_verdict AS verdict
    ON verdict.file_id = ledger.file_id AND verdict.sheet_no = ledger.sheet_no AND verdict.row_no = ledger.row_no
)

SELECT * FROM final
