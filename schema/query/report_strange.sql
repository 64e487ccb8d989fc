-- ?1 how many  ?2 since  ?3 until: shapes not understood, the most frequent first
SELECT s.name, nullif(x.shape, ''), x.sample, sum(x.n) AS lines, x.line_no, max(x.last_time)
FROM strange AS x JOIN source AS s ON s.source_id = x.source_id
WHERE x.last_time >= ?2 AND x.first_time < ?3
GROUP BY x.shape ORDER BY lines DESC, x.shape LIMIT ?1
