-- Failures there ever were, by what a metric may tell; hosts beyond the first hundred are one.
SELECT coalesce(h.name, 'others') AS host, rp.direction, nullif(rp.class, 0) || 'xx' AS class,
       nullif(rp.code, 0) AS code, r.cause, r.provider, sum(q.n)
FROM (SELECT host_id, reason_id, sum(n) AS n FROM failure_hourly GROUP BY host_id, reason_id) AS q
JOIN reason AS r ON r.reason_id = q.reason_id
JOIN reply AS rp ON rp.reply_id = r.reply_id
LEFT JOIN host AS h ON h.host_id = q.host_id AND h.host_id <= 100
WHERE rp.final = 1
GROUP BY 1, 2, 3, 4, 5, 6
