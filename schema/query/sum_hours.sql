-- ?1 first hour  ?2 until: the same from what they are derived from, in order
SELECT hour, host_id, mta, code / 100, sum(replies)
FROM reply_hourly WHERE hour >= ?1 AND hour < ?2
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT q.hour, q.host_id, rp.mta, 0, 0
FROM failure_hourly AS q
JOIN reason AS r ON r.reason_id = q.reason_id
JOIN reply AS rp ON rp.reply_id = r.reply_id
WHERE q.hour >= ?1 AND q.hour < ?2 GROUP BY 1, 2, 3
ORDER BY 1
