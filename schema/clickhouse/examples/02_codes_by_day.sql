-- Failures by day and class, last 14 days (UTC).
SELECT toString(toDate(toDateTime(ts), 'UTC')) AS day, countIf(class = '3xx') AS `3xx`,
       countIf(class = '4xx') AS `4xx`, countIf(class = '5xx') AS `5xx`
FROM failures WHERE ts >= toUnixTimestamp(toStartOfDay(now(), 'UTC')) - 13 * 86400
GROUP BY day ORDER BY day;
