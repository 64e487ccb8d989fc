-- ?1 from  ?2 until: senders first refused in these hours, by domain and by how long until they were
-- accepted (-1: they were not), and the hour of the last of them
SELECT q.domain_id, d.name, q.seconds, sum(q.senders), max(q.hour)
FROM greylist_hourly AS q LEFT JOIN domain AS d ON d.domain_id = q.domain_id
WHERE q.hour >= ?1 AND q.hour < ?2 AND q.senders > 0
GROUP BY q.domain_id, q.seconds
