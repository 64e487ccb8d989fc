-- ?1 how many  ?2 since  ?3 until: shapes not understood, by kind, the most frequent first
SELECT s.name, nullif(x.shape, ''), x.sample, sum(x.n) AS lines, x.line_no, max(x.last_time), x.kind
FROM strange AS x JOIN source AS s ON s.source_id = x.source_id
WHERE x.last_time >= ?2 AND x.first_time < ?3
GROUP BY x.kind, x.shape ORDER BY x.kind, lines DESC, s.name, x.line_no, x.shape LIMIT ?1
