-- ?1 from  ?2 until: how long recipients that were delivered to in these hours had waited
SELECT q.domain_id, q.provider, q.seconds, sum(q.recipients)
FROM delay_hourly AS q
WHERE q.hour >= ?1 AND q.hour < ?2
GROUP BY q.domain_id, q.provider, q.seconds
