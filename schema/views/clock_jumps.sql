-- Where the clock of a logging host went back in a log.
CREATE VIEW clock_jumps AS SELECT
    s.name AS source,                           -- file
    j.line_no AS line_no,                       -- of the first line with the new time
    nullif(h.name, '') AS host,                 -- the logging host
    j.before AS time_before,                    -- of the line before, Unix seconds UTC
    j.after AS time_after                       -- of the first line after, Unix seconds UTC
FROM clock_jump AS j
LEFT JOIN source AS s ON s.source_id = j.source_id
LEFT JOIN host AS h ON h.host_id = j.host_id;
