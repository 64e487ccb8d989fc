-- Replies there ever were, counted as in the view traffic; hosts beyond the first hundred are one.
SELECT coalesce(h.name, 'others') AS host, q.direction, (q.code / 100) || 'xx' AS class,
       sum(q.replies)
FROM (SELECT host_id, direction, code,
             CASE WHEN code < 300 THEN max(replies) ELSE sum(replies) END AS replies
      FROM reply_hourly GROUP BY hour, host_id, mta, direction, code, domain_id) AS q
LEFT JOIN host AS h ON h.host_id = q.host_id AND h.host_id <= 100
GROUP BY 1, 2, 3
