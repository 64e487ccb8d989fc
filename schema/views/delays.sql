-- Recipients that were put off and delivered to at last, by how long that took.
CREATE VIEW delays AS SELECT
    q.hour AS hour,                             -- of the delivery, its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host
    (SELECT d.name FROM domain AS d WHERE d.domain_id = q.domain_id)
        AS domain,                              -- the recipient's
    nullif(q.provider, '') AS provider,         -- whose server took it
    q.seconds AS seconds,                       -- from the message's first failure
    q.recipients AS recipients                  -- so many of them
FROM delay_hourly AS q;
