-- ?1 source  ?2 shape  ?3 line  ?4 line number  ?5 time
INSERT INTO strange (source_id, shape, sample, line_no, n, first_time, last_time)
VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5)
ON CONFLICT (source_id, shape) DO UPDATE SET n = n + 1, sample = excluded.sample,
    line_no = excluded.line_no, first_time = min(first_time, excluded.first_time),
    last_time = max(last_time, excluded.last_time)
