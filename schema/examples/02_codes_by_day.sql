-- Failures by day and class, last 14 days (UTC).
SELECT date(ts, 'unixepoch') AS day,
       count(*) FILTER (WHERE class = '3xx') AS "3xx",
       count(*) FILTER (WHERE class = '4xx') AS "4xx",
       count(*) FILTER (WHERE class = '5xx') AS "5xx"
FROM failures WHERE ts >= unixepoch('now', 'start of day', '-13 days')
GROUP BY day ORDER BY day;
