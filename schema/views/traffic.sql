-- Replies that crossed the wire, by hour, 2xx included: the denominators.  What stands in several
-- logs counts once.
CREATE VIEW traffic AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host
    nullif(q.mta, '') AS mta,                   -- postfix, exim, or a plug-in's name
    nullif(q.direction, '') AS direction,       -- inbound, outbound, local
    (q.code / 100) || 'xx' AS class,            -- 2xx, 3xx, 4xx, 5xx
    q.code AS code,                             -- reply code
    (SELECT d.name FROM domain AS d WHERE d.domain_id = q.domain_id)
        AS domain,                              -- outbound the recipient's, inbound the sender's
    q.replies AS replies                        -- how many
FROM reply_hourly AS q;
