-- One row per quarantined row: what has to be mended before it passes, and whether it only waits for another such row.
-- renewed: whole
-- label: 待修正的原因与连带 · unit: 行 · clause: data contract, V09
--   cause         the fault that the row itself has, named by the first row that has it; null where it only waits
--   causes        every fault that has to be mended before the row passes, its own and those of the rows it refers to
--   waits_for     the quarantined row that it refers to, the newest of that key; null where there is none
--   is_waiting    nothing is wrong with it but that it refers to a quarantined row
--   is_missing    its own fault is that the record it refers to was never uploaded
--   differs       columns in which rows of one ambiguous key differ
--   class_…       of the class that the row is about, in force or itself quarantined (then not is_class_in_force)
--   person_times  1 where 完成培训人次 grows by it once it passes
WITH RECURSIVE named_by AS (
  SELECT
    q.*,
    concat('B', batch_no, '-', file_id, '-', sheet_no, '-', row_no) AS id,
    [batch_no, file_id, sheet_no, row_no] AS place,
    list_filter(failures, lambda failure: NOT regexp_full_match(failure, 'V09:\w+:(class|institution)')) AS faults,
    CASE
      WHEN list_contains(failures, 'V09:class_id:class') THEN 'classes'
      WHEN list_contains(failures, 'V09:institution_code:institution') THEN 'institutions'
    END AS refers_to,
    normalise(cells ->> 'class_id') AS named_class,
    upper(normalise(cells ->> 'institution_code')) AS named_institution
  FROM quarantine q
),

line AS MATERIALIZED (
  SELECT
    *,
    CASE refers_to WHEN 'classes' THEN named_class WHEN 'institutions' THEN named_institution END AS refers_key,
    CASE kind WHEN 'classes' THEN named_class WHEN 'institutions' THEN named_institution END AS own_key
  FROM named_by
),

newest AS (
  SELECT kind, own_key, max_by(id, place) AS id
  FROM line
  WHERE own_key IS NOT NULL
  GROUP BY kind, own_key
),

-- The same wrong text in one column is one fault in any number of rows; so are the rows of an ambiguous key. A fault of
-- several cells, or of an empty one, belongs to its row alone; so does a number that lost its digits (V06), since
-- different numbers become the same text. A wrong id (V05) is the same fault only with the same name.
faulty AS (
  SELECT
    line.*,
    newest.id AS waits_for,
    line.refers_to IS NOT NULL AND newest.id IS NULL AS is_unknown,
    CASE
      WHEN len(faults) = 1 AND regexp_matches(faults[1], '^V(02|03|04|05|07|09|15):')
        THEN concat_ws(
          '|', line.kind, faults[1], normalise(cells ->> split_part(faults[1], ':', 2)),
          CASE
            WHEN starts_with(faults[1], 'V05:')
              THEN normalise(coalesce(cells ->> 'person_name', cells ->> 'payee_name', ''))
          END
        )
      WHEN len(faults) = 1 AND starts_with(faults[1], 'V10:')
        THEN concat_ws('|', line.kind, faults[1], line.batch_no::VARCHAR, line.key)
      WHEN len(faults) > 0 THEN line.id
      WHEN is_unknown THEN concat_ws('|', 'missing', line.refers_to, line.refers_key)
    END AS fault
  FROM line
  LEFT JOIN newest ON newest.kind = line.refers_to AND newest.own_key = line.refers_key
),

named AS (
  SELECT fault, min_by(id, place) AS cause
  FROM faulty
  WHERE fault IS NOT NULL
  GROUP BY fault
),

-- A row with a fault of its own may also refer to a record that was never uploaded: it needs both.
needed AS (
  SELECT id, waits_for, named.cause AS cause, CASE WHEN is_unknown AND len(faults) > 0 THEN id || '?' END AS also
  FROM faulty
  LEFT JOIN named USING (fault)
),

-- Institutions refer to nothing, so this ends.
chain AS (
  SELECT id, waits_for, cause, also FROM needed
  UNION ALL
  SELECT chain.id, next.waits_for, next.cause, next.also
  FROM chain
  JOIN needed next ON next.id = chain.waits_for
),

all_needed AS (
  SELECT id, list_sort(list_distinct(list_concat(
    coalesce(list(cause) FILTER (cause IS NOT NULL), []),
    coalesce(list(also) FILTER (also IS NOT NULL), [])
  ))) AS causes
  FROM chain
  GROUP BY id
),

-- The classes that quarantined rows are about, in force or waiting themselves.
about AS (
  SELECT class_id, class_name, department, town, ends_on, true AS is_in_force FROM classes
  UNION ALL
  SELECT
    newest.own_key,
    cells ->> 'class_name',
    cells ->> 'department',
    cells ->> 'town',
    day_of(normalise(cells ->> 'ends_on'), cells ->> 'ends_on'),
    false
  FROM newest
  JOIN line USING (id)
  WHERE newest.kind = 'classes' AND newest.own_key NOT IN (SELECT class_id FROM classes)
),

-- One person in one class counts once, also where several rows of it wait or an older one is in force.
will_count AS (
  SELECT max_by(line.id, line.place) AS id
  FROM line
  JOIN about ON about.class_id = line.named_class
  CROSS JOIN period
  WHERE line.kind = 'enrolments'
    AND normalise(line.cells ->> 'status') = '结业'
    AND about.ends_on BETWEEN period.first_day AND least(period.last_day, day_of_load())
    AND year(about.ends_on) NOT IN (SELECT year FROM p_baseline_year)
    AND (line.key IS NULL OR NOT EXISTS (
      SELECT 1 FROM enrolments e
      WHERE e.status = '结业'
        AND e.class_id = split_part(line.key, '|', 1)
        AND e.person_id = split_part(line.key, '|', 2)
    ))
  GROUP BY coalesce(line.key, line.id)
),

ambiguous_cell AS (
  SELECT batch_no, kind, key, cells, unnest(json_keys(cells)) AS field
  FROM line
  WHERE key IS NOT NULL AND len(list_filter(faults, lambda fault: starts_with(fault, 'V10:'))) > 0
),

differing AS (
  SELECT batch_no, kind, key, field
  FROM ambiguous_cell
  GROUP BY batch_no, kind, key, field
  HAVING count(DISTINCT coalesce(normalise(cells ->> field), '')) > 1
),

differs AS (
  SELECT batch_no, kind, key, list(field) AS differs FROM differing GROUP BY batch_no, kind, key
)

SELECT
  faulty.batch_no,
  faulty.file_id,
  faulty.sheet_no,
  faulty.row_no,
  faulty.id,
  faulty.kind,
  needed.cause,
  all_needed.causes,
  faulty.waits_for,
  len(faulty.faults) = 0 AND faulty.waits_for IS NOT NULL AS is_waiting,
  len(faulty.faults) = 0 AND faulty.is_unknown AS is_missing,
  coalesce(differs.differs, []) AS differs,
  about.class_name,
  about.department AS class_department,
  about.town AS class_town,
  coalesce(about.is_in_force, false) AS is_class_in_force,
  (faulty.id IN (SELECT id FROM will_count))::INTEGER AS person_times
FROM faulty
JOIN needed ON needed.id = faulty.id
JOIN all_needed ON all_needed.id = faulty.id
LEFT JOIN about ON faulty.kind <> 'classes' AND about.class_id = faulty.named_class
LEFT JOIN differs
  ON (differs.batch_no, differs.kind, differs.key) = (faulty.batch_no, faulty.kind, faulty.key)
