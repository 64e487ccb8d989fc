-- ?1 first hour  ?2 until: hosts that said anything
SELECT h.name FROM host AS h
WHERE EXISTS (SELECT 1 FROM reply_hourly AS r
              WHERE r.hour >= ?1 AND r.hour < ?2 AND r.host_id = h.host_id)
   OR EXISTS (SELECT 1 FROM failure_hourly AS f
              WHERE f.hour >= ?1 AND f.hour < ?2 AND f.host_id = h.host_id)
ORDER BY h.name
