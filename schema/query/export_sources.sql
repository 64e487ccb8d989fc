-- All sources, each with what its events are known by elsewhere.
SELECT v.source, v.format, v.host, v.lines, v.first_time, v.last_time, v.complete, v.recognised,
       v.events, v.duplicates, v.strange, v.other, v.unframed, v.unknown, v.wrapping, v.bytes,
       v.channel, coalesce(s.first_line, s.head_hash) AS log
FROM sources AS v JOIN source AS s ON s.source_id = v.source_id ORDER BY v.source_id
