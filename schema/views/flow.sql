-- What mail does besides replies, by hour.  What stands in several logs counts once.
CREATE VIEW flow AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id)
        AS host,                                -- the logging host
    nullif(q.mta, '') AS mta,                   -- postfix, exim, or a plug-in's name
    nullif(q.process, '') AS process,           -- smtpd, smtp, qmgr, ...; exim
    nullif(q.direction, '') AS direction,       -- inbound, outbound, local; NULL: of none
    q.records AS records,                       -- lines of a known form that said something
    q.messages AS messages,                     -- taken into the queue
    q.submitted AS submitted,                   -- of these: by a user who had logged in
    q.bytes AS bytes,                           -- of messages whose size the log tells
    q.deliveries AS deliveries,                 -- recipients delivered to
    q.bounced AS bounced,                       -- recipients that failed for good
    q.put_off AS put_off,                       -- recipients that began to wait
    q.settled AS settled                        -- recipients that waited and do no more
FROM flow_hourly AS q;
