-- Share of replies that are failures, by hour, last 24 hours: traffic holds the denominators.
SELECT formatDateTime(toDateTime(hour, 'UTC'), '%Y-%m-%d %H:%M:%S') AS hour_,
       sum(replies) AS replies_, sumIf(replies, class IN ('4xx', '5xx')) AS failed,
       round(100.0 * failed / replies_, 1) AS percent
FROM traffic WHERE hour >= toUnixTimestamp(now()) - 86400
GROUP BY hour ORDER BY hour;
