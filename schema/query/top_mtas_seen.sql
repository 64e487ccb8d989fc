-- ?1 first hour  ?2 until: MTAs that said anything
SELECT mta FROM reply_hourly WHERE hour >= ?1 AND hour < ?2 AND mta <> ''
UNION
SELECT v.mta FROM failure_hourly AS f JOIN reason AS r ON r.reason_id = f.reason_id
JOIN verdict AS v ON v.verdict_id = r.verdict_id
WHERE f.hour >= ?1 AND f.hour < ?2 AND v.mta <> ''
