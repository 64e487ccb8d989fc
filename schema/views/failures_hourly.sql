-- Events by hour and what happened: the fast way to counts over long periods.  All events; a count
-- of failures says `WHERE final = 1`.
CREATE VIEW failures_hourly AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host
    nullif(rp.mta, '') AS mta,                  -- postfix, exim, or a plug-in's name
    nullif(rp.process, '') AS process,          -- smtpd, smtp, ...
    nullif(rp.direction, '') AS direction,      -- inbound, outbound, local
    nullif(rp.phase, '') AS phase,              -- the SMTP phase
    nullif(rp.code, 0) AS code,                 -- reply code
    nullif(rp.class, 0) || 'xx' AS class,       -- 3xx, 4xx, 5xx; NULL: the client was told 2xx
    nullif(rp.enhanced, '') AS enhanced,        -- RFC 3463
    nullif(rp.disposition, '') AS disposition,  -- rejected, deferred, bounced, ...
    rp.final AS final,                          -- 0: no failure of its own
    rp.echo AS echo,                            -- 1: the reply was given to another delivery
    nullif(r.cause, '') AS cause,               -- key into causes
    nullif(r.provider, '') AS provider,         -- whose server or policy speaks
    nullif(r.template, '') AS reason,           -- text with its variable parts masked
    q.n AS events,                              -- how many
    q.first_time AS first_time,                 -- of the first, Unix seconds UTC
    q.last_time AS last_time                    -- of the last
FROM failure_hourly AS q
CROSS JOIN reason AS r ON r.reason_id = q.reason_id
CROSS JOIN reply AS rp ON rp.reply_id = r.reply_id;
