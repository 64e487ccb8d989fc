-- ?1 from  ?2 until: deliveries of these hours by the recipient's domain and the server's provider; the caller
-- sums them, for SQLite would sort them for it
SELECT q.domain_id, q.provider, q.deliveries, q.bounced, q.put_off, q.settled
FROM delivery_hourly AS q
WHERE q.hour >= ?1 AND q.hour < ?2
