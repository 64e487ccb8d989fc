-- ?1 from  ?2 until: deliveries of these hours by the recipient's domain and the server's provider
SELECT q.domain_id, d.name, q.provider, sum(q.deliveries), sum(q.bounced), sum(q.put_off), sum(q.settled)
FROM delivery_hourly AS q JOIN domain AS d ON d.domain_id = q.domain_id
WHERE q.hour >= ?1 AND q.hour < ?2
GROUP BY q.domain_id, q.provider
