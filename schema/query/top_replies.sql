-- ?1 first hour  ?2 until: replies by hour and first digit, counted as in the view traffic
SELECT hour, code / 100 AS digit, sum(replies)
FROM (SELECT hour, code,
             CASE WHEN code < 300 THEN max(replies) ELSE sum(replies) END AS replies
      FROM reply_hourly WHERE hour >= ?1 AND hour < ?2
      GROUP BY hour, host_id, mta, direction, code, domain_id)
GROUP BY hour, digit
