-- The same summed by hour and by the sender's domain: what prune leaves.
CREATE VIEW greylisting AS SELECT
    q.hour AS hour,                             -- of the first refusal, its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host that refused first
    (SELECT d.name FROM domain AS d WHERE d.domain_id = q.domain_id)
        AS sender_domain,                       -- NULL: the null sender
    nullif(q.seconds, -1) AS accepted_after,    -- seconds; NULL: none was accepted
    q.senders AS senders                        -- so many pairs of sender and client
FROM greylist_hourly AS q WHERE q.senders > 0;
