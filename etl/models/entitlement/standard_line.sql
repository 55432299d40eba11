-- One row per line of standards.csv, with the last days of the classes it describes.
-- Each day is described by exactly one line of a standard: a class that ended while no amount was valid must still
-- be recognised as an apprenticeship.
-- stored: no
-- label: 补贴标准的时段 · clause: §四
--   described_from, described_before  up to the day before the next line begins; the first line has no start
SELECT
  *,
  CASE WHEN row_number() OVER line = 1 THEN DATE '0001-01-01' ELSE valid_from END AS described_from,
  coalesce(lead(valid_from) OVER line, DATE '9999-12-31') AS described_before
FROM p_standard
WINDOW line AS (PARTITION BY code ORDER BY valid_from)
