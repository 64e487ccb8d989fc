-- ?1 hour  ?2 source: what other sources told of the hour; the last column: they are known twins
SELECT t.source_id, s.name, h.name, t.cursors, t.body,
       EXISTS (SELECT 1 FROM twin AS w WHERE w.source_id = ?2 AND w.of_id = t.source_id)
FROM trail AS t
JOIN source AS s ON s.source_id = t.source_id
JOIN host AS h ON h.host_id = t.host_id
WHERE t.hour = ?1 AND t.source_id <> ?2 ORDER BY t.source_id, t.part
