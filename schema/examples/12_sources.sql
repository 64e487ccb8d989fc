-- What was read, how far, and how much of it was understood.
SELECT source, format, lines, events, datetime(first_time, 'unixepoch') AS first_time,
       datetime(last_time, 'unixepoch') AS last_time,
       round(100.0 * recognised / nullif(lines, 0), 1) AS percent_recognised
FROM sources ORDER BY source;
