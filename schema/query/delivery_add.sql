-- ?1 hour  ?2 host  ?3 domain  ?4 provider  ?5.. the counts
INSERT INTO delivery_hourly (hour, host_id, domain_id, provider, deliveries, bounced, put_off, settled)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET deliveries = deliveries + excluded.deliveries,
    bounced = bounced + excluded.bounced, put_off = put_off + excluded.put_off,
    settled = settled + excluded.settled
