-- ?1 first hour  ?2 until: replies by hour and first digit, counted as in the view traffic
SELECT hour, sum(replies) FILTER (WHERE code < 300),
       sum(replies) FILTER (WHERE code >= 300 AND code < 400),
       sum(replies) FILTER (WHERE code >= 400 AND code < 500),
       sum(replies) FILTER (WHERE code >= 500)
FROM (SELECT hour, code,
             CASE WHEN code < 300 THEN max(replies) ELSE sum(replies) END AS replies
      FROM reply_hourly WHERE hour >= ?1 AND hour < ?2
      GROUP BY hour, host_id, mta, direction, code, domain_id)
GROUP BY hour
