-- ?1 since  ?2 until: where a clock went back, each jump once
SELECT nullif(h.name, ''), j.before, j.after, min(s.name), min(j.line_no)
FROM clock_jump AS j
JOIN host AS h ON h.host_id = j.host_id
JOIN source AS s ON s.source_id = j.source_id
WHERE j.before >= ?1 AND j.after < ?2
GROUP BY j.host_id, j.before, j.after ORDER BY j.before, j.host_id
