-- One row per person with more than one accepted enrolment: only their trainings are compared with each other.
-- stored: while building
-- label: 多次参训人员 · clause: §四(一)
SELECT person_no FROM trainee GROUP BY person_no HAVING count(*) > 1
