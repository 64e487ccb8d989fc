-- All logs, as they end
SELECT name, format, host, lines, recognised, strange, other, unframed, events, duplicates, offset,
       first_time, last_time, complete, unknown
FROM source ORDER BY last_time, name, source_id
