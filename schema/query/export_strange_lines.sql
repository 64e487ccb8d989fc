-- All lines that were not understood, each with its log.
SELECT s.name AS source, s.host AS host, nullif(x.shape, '') AS shape, x.n AS lines, x.sample,
       x.line_no, x.kind, x.first_time, x.last_time, coalesce(s.first_line, s.head_hash) AS log
FROM strange AS x JOIN source AS s ON s.source_id = x.source_id ORDER BY x.strange_id
