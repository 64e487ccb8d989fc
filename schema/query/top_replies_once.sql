-- ?1 first hour  ?2 until: the same where no reply stands in two logs
SELECT hour, sum(replies) FILTER (WHERE code < 300),
       sum(replies) FILTER (WHERE code >= 300 AND code < 400),
       sum(replies) FILTER (WHERE code >= 400 AND code < 500),
       sum(replies) FILTER (WHERE code >= 500)
FROM reply_hourly WHERE hour >= ?1 AND hour < ?2 GROUP BY hour
