-- Expressions shared by several models. Macros exist while models are built, but not in a snapshot: a view cannot
-- use them. `threshold('finding.leastAge')` in a model is no macro: the value of thresholds.csv takes its place.

-- One ledger row behind a finding, and all of a group in the order of their origin. Columns are listed explicitly:
-- a macro that takes a whole row reads all of its columns.
CREATE OR REPLACE MACRO work.evidence_row(kind, file_id, sheet_no, row_no) AS
  {kind: kind, file_id: file_id, sheet_no: sheet_no, row_no: row_no};
CREATE OR REPLACE MACRO work.evidence_rows(kind, file_id, sheet_no, row_no) AS
  list_sort(list({kind: kind, file_id: file_id, sheet_no: sheet_no, row_no: row_no}));
-- The same in the order in which the classes count (class_order).
CREATE OR REPLACE MACRO work.evidence_by_class(kind, class_no, file_id, sheet_no, row_no) AS
  list_transform(
    list_sort(list({class_no: class_no, file_id: file_id, sheet_no: sheet_no, row_no: row_no})),
    lambda row: {kind: kind, file_id: row.file_id, sheet_no: row.sheet_no, row_no: row.row_no}
  );

-- Hours as people write them: 72, 7.5.
CREATE OR REPLACE MACRO work.plain_number(number) AS regexp_replace(number::DECIMAL(18, 6)::VARCHAR, '\.?0+$', '');
-- How the money of a payout is called in a text: 实发 once it is 已发放, 拟发 while it is 待公示 or 公示中.
CREATE OR REPLACE MACRO work.paid_word(payout_status) AS CASE WHEN payout_status = '已发放' THEN '实发' ELSE '拟发' END;
CREATE OR REPLACE MACRO work.paid_word_en(payout_status) AS
  CASE WHEN payout_status = '已发放' THEN 'paid' ELSE 'to be paid' END;

-- An amount in a finding's text, and one that is computed in millionths of a fen.
CREATE OR REPLACE MACRO work.yuan(amount) AS amount::DECIMAL(18, 2)::VARCHAR;
CREATE OR REPLACE MACRO work.from_micro_fen(amount) AS
  round(amount::DECIMAL(38, 0) / 100000000, 2)::DECIMAL(18, 2);
