-- ?1 first hour  ?2 until: MTAs that said anything
SELECT mta FROM (SELECT mta FROM verdict WHERE mta <> '' UNION VALUES ('postfix'), ('exim')) AS v
WHERE EXISTS (SELECT 1 FROM reply_hourly AS r
              WHERE r.hour >= ?1 AND r.hour < ?2 AND r.mta = v.mta)
   OR EXISTS (SELECT 1 FROM failure_hourly AS f JOIN reason AS r ON r.reason_id = f.reason_id
              JOIN verdict AS w ON w.verdict_id = r.verdict_id
              WHERE f.hour >= ?1 AND f.hour < ?2 AND w.mta = v.mta)
ORDER BY mta
