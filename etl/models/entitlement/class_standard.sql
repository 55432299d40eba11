-- One row per class and standard that is valid on its last day and can apply to a trainee: the class's own, and
-- those that apply to students and trainees without the certificate instead.
-- stored: while building
-- label: 班级适用标准 · unit: 元 · clause: §四(一)、(二)、(三)
WITH variant AS (
  SELECT DISTINCT code, unnest([code, for_students, without_certificate]) AS standard FROM p_standard
)

SELECT o.class_no, o.class_id, o.in_period, s.code AS standard, s.per, s.amount, s.max_days, s.max_persons
FROM class_order o
JOIN variant v ON v.code = o.standard
JOIN p_standard s ON s.code = v.standard AND o.ends_on BETWEEN s.valid_from AND s.valid_until
