-- Deliveries by the recipient's domain, the server's provider and by hour.
CREATE VIEW deliveries AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host
    (SELECT d.name FROM domain AS d WHERE d.domain_id = q.domain_id)
        AS domain,                              -- the recipient's
    nullif(q.provider, '') AS provider,         -- whose server answered, by its name
    q.deliveries AS deliveries,                 -- recipients delivered to
    q.bounced AS bounced,                       -- recipients that failed for good
    q.put_off AS put_off,                       -- recipients that began to wait
    q.settled AS settled                        -- recipients that waited and do no more
FROM delivery_hourly AS q;
