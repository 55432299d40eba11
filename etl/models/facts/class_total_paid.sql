-- One row per class that was paid for: the amount paid, in all years together.
-- stored: no
-- label: 班级发放合计 · unit: 元 · clause: §五；已退回的不计
SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
