-- The records of the database `other`, log by log; last, our source that is the same log: it begins with
-- the same bytes, or has the same name where lines name their host.
SELECT t.source_id, s.name, t.hour, t.host_id, h.name, t.cursors, t.body,
       (SELECT max(m.source_id) FROM main.source AS m
        WHERE (m.head_len = s.head_len AND m.head_hash = s.head_hash) OR
              (m.name = s.name AND h.name <> ''))
FROM other.trail AS t
JOIN other.source AS s ON s.source_id = t.source_id
JOIN other.host AS h ON h.host_id = t.host_id
ORDER BY t.source_id, t.hour, t.part
