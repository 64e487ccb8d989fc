-- What was read, how far, and how much of it was understood.
SELECT source, format, lines, events,
       formatDateTime(toDateTime(assumeNotNull(first_time), 'UTC'), '%Y-%m-%d %H:%M:%S') AS first,
       formatDateTime(toDateTime(assumeNotNull(last_time), 'UTC'), '%Y-%m-%d %H:%M:%S') AS last,
       round(100.0 * recognised / nullIf(lines, 0), 1) AS percent_recognised
FROM sources ORDER BY source;
