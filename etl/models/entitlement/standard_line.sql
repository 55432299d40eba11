-- One row per line of standards.csv, with the last days of classes whose standard it describes. No two lines of a standard describe one day, and
-- none is left out: a class that ended while no amount was valid still needs to be known as an apprenticeship, say.
-- stored: no
-- label: 补贴标准的时段 · clause: §四
--   described_from, described_before  the first line describes all days before, each one the days until the next begins
SELECT
  *,
  CASE WHEN row_number() OVER line = 1 THEN DATE '0001-01-01' ELSE valid_from END AS described_from,
  coalesce(lead(valid_from) OVER line, DATE '9999-12-31') AS described_before
FROM p_standard
WINDOW line AS (PARTITION BY code ORDER BY valid_from)
