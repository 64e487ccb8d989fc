-- Share of replies that are failures, by hour, last 24 hours: traffic holds the denominators.
SELECT datetime(hour, 'unixepoch') AS hour, sum(replies) AS replies,
       sum(CASE WHEN class IN ('4xx', '5xx') THEN replies ELSE 0 END) AS failed,
       round(100.0 * sum(CASE WHEN class IN ('4xx', '5xx') THEN replies ELSE 0 END)
             / sum(replies), 1) AS percent
FROM traffic WHERE hour >= unixepoch('now', '-1 day')
GROUP BY traffic.hour ORDER BY traffic.hour;
