-- ?1 provider  ?2 rows (store/db/given.c): hour, host, domain and the counts
INSERT INTO delivery_hourly (hour, host_id, domain_id, provider, deliveries, bounced, put_off, settled)
SELECT a, b, c, ?1, d, e, f, g FROM given(?2) WHERE true
ON CONFLICT DO UPDATE SET deliveries = deliveries + excluded.deliveries,
    bounced = bounced + excluded.bounced, put_off = put_off + excluded.put_off,
    settled = settled + excluded.settled
