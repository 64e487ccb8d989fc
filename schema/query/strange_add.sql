-- ?1 source  ?2 shape  ?3 line  ?4 line number  ?5 time  ?6 kind: of failures the last line is kept, as its
-- story may still be told elsewhere; of the others the first, where the log stopped being understood
INSERT INTO strange (source_id, shape, sample, line_no, n, first_time, last_time, kind)
VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5, ?6)
ON CONFLICT (source_id, shape) DO UPDATE SET n = n + 1,
    sample = CASE kind WHEN 0 THEN excluded.sample ELSE sample END,
    line_no = CASE kind WHEN 0 THEN excluded.line_no ELSE line_no END,
    first_time = min(first_time, excluded.first_time),
    last_time = max(last_time, excluded.last_time)
